"""Words as search compares them: folded, without «ё», and without their endings."""

from __future__ import annotations

import re
from typing import Final

SHORTEST_STEM: Final = 3

_WORD: Final = re.compile(r"[^\W_]+")
_RUSSIAN_ENDINGS: Final = (
    "иями", "ями", "ами", "ого", "его", "ому", "ему", "ыми", "ими", "иях", "ией", "ием",
    "ях", "ах", "ем", "ом", "ей", "ой", "ий", "ый", "ая", "яя", "ое", "ее", "ие", "ые", "ых", "их",
    "ую", "юю", "ию", "ов", "ев", "ам", "ям", "ия", "ии",
    "ю", "у", "и", "ы", "а", "я", "о", "е", "ь", "й",
)  # fmt: skip
_ENGLISH_ENDINGS: Final = ("ies", "ing", "es", "ed", "s", "y", "e")


def words_of(text: str) -> list[str]:
    """The words and numbers of a text, folded: «Ребёнку 1,5 года» is ребенку, 1, 5, года."""
    return _WORD.findall(text.casefold().replace("ё", "е"))


def stem(word: str) -> str:
    """A folded word without its ending: «льготами» and «льгота» give «льгот»."""
    endings = _ENGLISH_ENDINGS if word.isascii() else _RUSSIAN_ENDINGS
    for ending in endings:
        if word.endswith(ending) and len(word) - len(ending) >= SHORTEST_STEM:
            return word[: -len(ending)]
    return word
