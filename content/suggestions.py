"""The nearest known name to one that is mistyped."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from rapidfuzz import fuzz, process

LIKENESS: Final = 60  # per cent: one slip in a word of three letters


def suggest(name: str, known: Iterable[str]) -> str:
    """The known name most like `name`, or "" where none is like it."""
    best = process.extractOne(name, list(known), scorer=fuzz.ratio, score_cutoff=LIKENESS)
    return best[0] if best else ""
