"""The words for what a pack writes as codes: spheres, levels, kinds of places, periods, weekdays.

Every key stands in `content/locale/<language>/content.po`; a test walks over all members.
"""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum
from typing import Final

from content import formats
from content.i18n import Words
from content.model import (
    Amount,
    LifeEvent,
    MeasureKind,
    NeutralGroup,
    PlaceKind,
    ServiceLevel,
    Sphere,
    Sureness,
)

KEY_PREFIX: Final[Mapping[type[StrEnum], str]] = {
    Sphere: "sphere",
    ServiceLevel: "level",
    LifeEvent: "life_event",
    PlaceKind: "place_kind",
    NeutralGroup: "group",
    MeasureKind: "measure_kind",
    Sureness: "sureness",
}


def label(words: Words, code: StrEnum) -> str:
    """What a screen says for a code: `label(words, PlaceKind.MFC)` is «МФЦ»."""
    return words(f"{KEY_PREFIX[type(code)]}.{code.value}")


def period(words: Words, per: str) -> str:
    """«в месяц», «в год», «один раз», or nothing for an amount without a period."""
    return words(f"per.{per}") if per else ""


def figure(words: Words, amount: Amount) -> str:
    """The amount as a figure with its period, «до 350 000 ₽ один раз», or "" when it is words only."""
    if amount.kopecks is None and amount.kopecks_to is None:
        return ""
    return f"{_bounds(words, amount.kopecks, amount.kopecks_to)} {period(words, amount.per)}".rstrip()


def _bounds(words: Words, low: int | None, high: int | None) -> str:
    lower = formats.money(low, words.language) if low is not None else ""
    upper = formats.money(high, words.language) if high is not None else ""
    if lower and upper:
        return words("amount.from_to", low=lower, high=upper)
    return words("amount.up_to", high=upper) if upper else lower
