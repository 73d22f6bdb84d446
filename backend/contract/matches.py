"""Matching (level П): who is entitled and does not receive."""

from __future__ import annotations

from datetime import date

from backend.contract.base import Contract, Personal


class PossibleMeasure(Personal):
    """«Возможно, вам также положено»: computed for a day by a pack, promised by nobody."""

    measure: str
    on: date
    pack_hash: str


class MeasureCount(Contract):
    measure: str
    people: int


class MatchCounts(Contract):
    """How many people are entitled to each measure and do not receive it, as of the last matching."""

    on: date | None  # None: never matched
    pack_hash: str
    measures: tuple[MeasureCount, ...]
    people: int = 0  # who could have at least one
    checked: int = 0  # whom the matching judged
