"""What stands before a number in a Russian text, and the case it asks for."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Final

from content.numerals_ru import Case

Rule = tuple[re.Pattern[str], Callable[[re.Match[str]], str]]
"""A pattern and how what it matches is said."""

ALONE: Final = r"(?<![\w.,:-])"  # a number begins here, not the middle of another
GENITIVE_BEFORE: Final = frozenset({
    "до", "от", "с", "со", "из", "без", "для", "около", "у", "кроме", "течение", "возрасте",
    "более", "менее", "больше", "меньше", "свыше", "после", "старше", "младше", "моложе",
    "выше", "ниже", "позднее", "позже", "раньше", "ранее", "дольше",
})  # fmt: skip


def case_after(word: str) -> Case:
    """The case of a number after this word: «до трёх», but «осталось три»."""
    return Case.GENITIVE if word.casefold() in GENITIVE_BEFORE else Case.NOMINATIVE
