"""Measures of which only one is given."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from content.eligibility.amounts import Amount
from content.rules.model import BestOf


@dataclass(frozen=True, slots=True)
class BestOfNote:
    """The person is entitled to several measures of a group; `given` is the one they will have."""

    group: BestOf
    given: str
    entitled: tuple[str, ...]

    def instead_of(self, measure: str) -> str:
        """The measure given in place of this one, or ""."""
        return "" if measure == self.given else self.given


def best_of_notes(
    groups: Iterable[BestOf], entitled: Iterable[str], amounts: Mapping[str, Amount | None]
) -> dict[str, BestOfNote]:
    """A note for each measure of which a person is entitled to another of the same group besides."""
    granted = set(entitled)
    notes: dict[str, BestOfNote] = {}
    for group in groups:
        among = tuple(measure for measure in group.measures if measure in granted)
        if len(among) > 1:
            note = BestOfNote(group, _best(group, among, amounts), among)
            notes.update(dict.fromkeys(among, note))
    return notes


def _best(group: BestOf, among: Sequence[str], amounts: Mapping[str, Amount | None]) -> str:
    """The largest amount where all are known; else the one that the pack names first."""
    exact = [_exact(amounts.get(measure)) for measure in among]
    if not group.by_amount or None in exact:
        return among[0]
    return max(zip(exact, among, strict=True), key=lambda pair: (pair[0] or 0, -among.index(pair[1])))[1]


def _exact(one: Amount | None) -> int | None:
    return one.kopecks if one is not None else None
