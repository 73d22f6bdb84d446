"""How each language is read aloud, by its lexicon on disk."""

from __future__ import annotations

from pathlib import Path

from content.catalogues import LEXICON_FOLDER, one_catalogue
from content.speech import SpokenForm


def spoken_form(language: str, folder: Path = LEXICON_FOLDER) -> SpokenForm:
    """The spoken form of `language`; raises BadCatalogueError."""
    return SpokenForm(language, one_catalogue(folder / f"{language}.po"))
