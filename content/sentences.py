"""Sentences and their length: a screen text keeps to fifteen words a sentence."""

from __future__ import annotations

import re
from typing import Final

MAX_WORDS: Final = 15

_END: Final = re.compile(r"(?<=[.!?…:;])\s+(?=[«\"(]?[A-ZА-ЯЁ])|\n+")
_WORD: Final = re.compile(r"[^\W_]+(?:[-–.,/][^\W_]+)*")


def sentences(text: str) -> list[str]:
    """The sentences, list items and lines of a text."""
    return [part.strip() for part in _END.split(text) if part.strip()]


def word_count(sentence: str) -> int:
    """How many words a sentence has; «12 345,67» and «карта-паспорт» count as they are written."""
    return len(_WORD.findall(sentence))


def long_sentences(text: str) -> list[str]:
    """The sentences of a text that have more than fifteen words."""
    return [sentence for sentence in sentences(text) if word_count(sentence) > MAX_WORDS]
