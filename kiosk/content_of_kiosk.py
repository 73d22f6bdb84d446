"""The content a kiosk starts with: a signed pack, or the last good one, or an empty one; words, speech."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from contextlib import suppress
from importlib import import_module
from pathlib import Path
from typing import Final, TypeVar

from content.cache import load_or_compile
from content.catalogues import words
from content.compiled import decode, load, read, unseal, write_whole
from content.i18n import LANGUAGES, Words
from content.model import Text
from content.pack import Pack
from content.problems import PackError
from content.public_key import read_public_key
from devices.values import Value

Thing = TypeVar("Thing")

LAST_GOOD: Final = "last-good.pack"
SPOKEN_FORMS: Final = "content.spoken_forms"
EMPTY_PACK: Final = Pack(
    id="",
    version="",
    title=Text(""),
    region="",
    call_centre="",
    measures=(),
    categories=(),
    services=(),
    places=(),
    articles=(),
    parameters=(),
    disclosure=(),
)


class LoadedPack(Value):
    """A pack; `refused` says why it is not the one of the settings, but the last good one or an empty one."""

    pack: Pack
    refused: str = ""

    @property
    def out_of_service(self) -> str:
        """The failure code of a kiosk that has nothing to show, else empty."""
        return "" if self.pack is not EMPTY_PACK else self.refused


def load_pack(name: str, public_key: Path | None, data: Path) -> LoadedPack:
    """The pack of the settings: a published file with its key, or an id or folder in development.

    A published pack that loads is kept in `data`, and stands in for a later one that does not.
    """
    try:
        if public_key is None:
            return LoadedPack(load_or_compile(name))
        return LoadedPack(_published(Path(name), public_key, data / LAST_GOOD))
    except PackError as error:
        return LoadedPack(_last_good(public_key, data / LAST_GOOD) or EMPTY_PACK, error.code)


def _published(path: Path, public_key: Path, kept: Path) -> Pack:
    sealed = read(path)
    pack = decode(unseal(sealed, read_public_key(public_key))[1])
    # Where the disk takes no copy, an earlier one stays good; the pack itself is here all the same.
    with suppress(OSError):
        if not kept.exists() or kept.read_bytes() != sealed:
            write_whole(kept, sealed)
    return pack


def _last_good(public_key: Path | None, kept: Path) -> Pack | None:
    """The pack that was kept, if the key of today signed it."""
    try:
        return None if public_key is None else load(kept, read_public_key(public_key))
    except PackError:
        return None


class InEveryLanguage(Mapping[str, Thing]):
    """A thing of each language, made when its language is first asked for: most people ask for one."""

    def __init__(self, make: Callable[[str], Thing]) -> None:
        self._make = make
        self._made: dict[str, Thing] = {}

    def __getitem__(self, language: str) -> Thing:
        if language not in LANGUAGES:
            raise KeyError(language)
        if language not in self._made:
            self._made[language] = self._make(language)
        return self._made[language]

    def __iter__(self) -> Iterator[str]:
        return iter(LANGUAGES)

    def __len__(self) -> int:
        return len(LANGUAGES)


def words_of_all_languages() -> Mapping[str, Words]:
    """The words of the screens in every language."""
    return InEveryLanguage(words)


def _spoken_form(language: str) -> Callable[[str], str]:
    """Fetched for the first who listens: a dozen modules of rules that no first screen needs."""
    form: Callable[[str], str] = import_module(SPOKEN_FORMS).spoken_form(language)
    return form


class SpokenInLanguages:
    """The spoken form in the language of the screen."""

    def __init__(self) -> None:
        self._forms: Mapping[str, Callable[[str], str]] = InEveryLanguage(_spoken_form)

    def __call__(self, text: str, language: str) -> str:
        """`text` as it is read aloud."""
        return self._forms[language](text)
