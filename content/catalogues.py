"""The catalogues on disk: one .po file a language and domain under `content/locale/<language>/`."""

from __future__ import annotations

from pathlib import Path
from typing import Final

from content.i18n import Words
from content.po import BadCatalogueError, parse_po

LOCALE_FOLDER: Final = Path(__file__).parent / "locale"
LEXICON_FOLDER: Final = Path(__file__).parent / "lexicon"


def words(language: str, folder: Path = LOCALE_FOLDER) -> Words:
    """The words of `language` out of every .po file of its folder; raises BadCatalogueError."""
    return Words(language, catalogue(language, folder))


def catalogue(language: str, folder: Path = LOCALE_FOLDER) -> dict[str, tuple[str, ...]]:
    """All domains of `language` as one; a key that two domains define is an error."""
    everything: dict[str, tuple[str, ...]] = {}
    for path in sorted((folder / language).glob("*.po")):
        domain = one_catalogue(path)
        if twice := everything.keys() & domain.keys():
            raise BadCatalogueError(
                f"{path}: {', '.join(sorted(twice))} is in another catalogue too; keep one"
            )
        everything |= domain
    return everything


def one_catalogue(path: Path) -> dict[str, tuple[str, ...]]:
    """The entries of one file; raises BadCatalogueError."""
    try:
        return parse_po(path.read_text("utf-8"))
    except BadCatalogueError as error:
        raise BadCatalogueError(f"{path}: {error}") from None
    except UnicodeDecodeError:
        raise BadCatalogueError(f"{path}: not UTF-8; save the file as UTF-8") from None


def everyday_words(language: str) -> dict[str, str]:
    """What people type and the words of the catalogue for it; raises BadCatalogueError."""
    catalogue = one_catalogue(LEXICON_FOLDER / f"everyday_{language}.po")
    return {said: forms[0] for said, forms in catalogue.items()}
