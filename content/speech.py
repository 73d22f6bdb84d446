"""The spoken form of a text: numbers, money, dates, phones and abbreviations written out in words.

`SpokenForm(language, lexicon)(text)` is pure. The lexicon (`content/lexicon/<language>.po`) says how
abbreviations and units are read: `unit км` with plural forms after a number, `СФР` anywhere, `letter Ж`
where letters without a vowel are spelled. What
comes out holds no figure and no sign but those a voice understands: . , ? ! : ; - and the apostrophe.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from typing import Final

from content.i18n import Catalogue
from content.spoken_english import EnglishFigures
from content.spoken_russian.figures import RussianFigures

UNIT_PREFIX: Final = "unit "
LETTER_PREFIX: Final = "letter "

_SPACES: Final = re.compile(r"[\u00a0\u202f\u2009\t ]+")
_SAFE: Final = re.compile(r"[^\w\s.,!?:;'-]|_")
_STRAY_SPACE: Final = re.compile(r" +([.,!?:;])")
_REPEATED_STOP: Final = re.compile(r"([.,!?:;])(?:\s*[.,:;])+")
_DASH: Final = re.compile(r"\s+[—–-]+\s+|[—–]")


class SpokenForm:
    """How a language is read aloud."""

    def __init__(self, language: str, lexicon: Catalogue) -> None:
        """Take the lexicon of `language` ("ru" or "en"), already read."""
        units = _under(UNIT_PREFIX, lexicon)
        figures = RussianFigures if language == "ru" else EnglishFigures
        self._figures: Callable[[str], str] = figures(units).written_out
        self._letters = {letter: forms[0] for letter, forms in _under(LETTER_PREFIX, lexicon).items()}
        self._words = {
            key: forms[0]
            for key, forms in lexicon.items()
            if not key.startswith((UNIT_PREFIX, LETTER_PREFIX))
        }
        self._abbreviation = _any_of(self._words)
        self._unpronounceable = re.compile(rf"\b[{''.join(self._letters) or ' '}]{{2,5}}\b")

    def __call__(self, text: str) -> str:
        """`text` as it is said, line by line."""
        return "\n".join(self._line(line) for line in text.splitlines())

    def _line(self, line: str) -> str:
        said = _SPACES.sub(" ", line).strip()
        said = self._figures(said)
        said = self._abbreviation.sub(lambda found: self._words[found[0]], said)
        said = self._unpronounceable.sub(self._spelled, said)
        said = _DASH.sub(", ", said)
        said = _SAFE.sub(" ", said)
        said = _REPEATED_STOP.sub(r"\1", _STRAY_SPACE.sub(r"\1", _SPACES.sub(" ", said)))
        return said.strip(" ,;:-")

    def _spelled(self, found: re.Match[str]) -> str:
        return " ".join(self._letters.get(letter, letter) for letter in found[0])


def _under(prefix: str, lexicon: Catalogue) -> dict[str, tuple[str, ...]]:
    return {key.removeprefix(prefix): forms for key, forms in lexicon.items() if key.startswith(prefix)}


def _any_of(words: Mapping[str, str]) -> re.Pattern[str]:
    """Matches any of the words where it stands alone; the longest first."""
    alternatives = "|".join(_alone(word) for word in sorted(words, key=len, reverse=True))
    return re.compile(alternatives or r"(?!)")


def _alone(word: str) -> str:
    before = r"(?<!\w)" if word[0].isalnum() else ""
    after = r"(?!\w)" if word[-1].isalnum() else ""
    return before + re.escape(word) + after
