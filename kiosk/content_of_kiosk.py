"""The content a kiosk starts with: a signed pack (an empty one when it is damaged), words, speech."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Final, TypeVar

from content.cache import load_or_compile
from content.catalogues import spoken_form, words
from content.compiled import load
from content.i18n import LANGUAGES, Words
from content.model import Text
from content.pack import Pack
from content.problems import PackError
from content.public_key import read_public_key
from content.speech import SpokenForm
from devices.values import Value

Thing = TypeVar("Thing")

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
    """A pack, or an empty one with the failure code that puts the kiosk out of service."""

    pack: Pack
    code: str = ""


def load_pack(name: str, public_key: Path | None) -> LoadedPack:
    """The pack of the settings: a published file with its key, or an id or folder in development."""
    try:
        if public_key is None:
            return LoadedPack(load_or_compile(name))
        return LoadedPack(load(Path(name), read_public_key(public_key)))
    except PackError as error:
        return LoadedPack(EMPTY_PACK, error.code)


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


class SpokenInLanguages:
    """The spoken form in the language of the screen."""

    def __init__(self) -> None:
        self._forms: Mapping[str, SpokenForm] = InEveryLanguage(spoken_form)

    def __call__(self, text: str, language: str) -> str:
        """`text` as it is read aloud."""
        return self._forms[language](text)
