"""How each language is read aloud, by its lexicon on disk."""

from __future__ import annotations

from content.catalogues import LEXICON_FOLDER, one_catalogue
from content.speech import SpokenForm


def spoken_form(language: str) -> SpokenForm:
    """The spoken form of `language`; raises BadCatalogueError."""
    return SpokenForm(language, one_catalogue(LEXICON_FOLDER / f"{language}.po"))
