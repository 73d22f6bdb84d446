"""Who of a chunk is entitled to what they do not receive, by the same rules as the wizard's. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from backend.matching.loading import Registered
from content.eligibility.book import RuleBook
from content.eligibility.verdicts import ContradictionError, Verdict
from content.pack import Pack
from content.wizard.prefill import known_from


@dataclass(frozen=True, slots=True)
class Judged:
    """What one chunk brought; `people` in the order of their ids."""

    people: tuple[str, ...]
    found: tuple[tuple[str, str], ...]  # person, measure
    contradictory: int  # people whose records contradict one another: nothing is said of them


class Judge:
    """The rules of one pack on one day."""

    def __init__(self, pack: Pack, on: date) -> None:
        self._book = RuleBook.of(pack, on)
        self._facts = tuple(self._book.facts.values())
        self._on = on
        offered = {measure.id for measure in pack.measures if not measure.closed}
        self._offered = frozenset(offered & set(self._book.measures))
        self._groups = tuple(group.measures for group in pack.best_of)

    def judge(self, chunk: Sequence[Registered]) -> Judged:
        """Entitled by what registers know alone; what depends on an answer is left to the wizard."""
        found: list[tuple[str, str]] = []
        contradictory = 0
        for one in chunk:
            known = known_from(self._facts, one.known, self._on)
            try:
                case = self._book.case({name: each.value for name, each in known.items()})
            except ContradictionError:
                contradictory += 1
                continue
            verdicts = self._book.verdicts(case)
            entitled = {name for name, verdict in verdicts.items() if verdict is Verdict.ENTITLED}
            found += [(one.person, measure) for measure in self._missed(entitled, one.receives)]
        return Judged(tuple(one.person for one in chunk), tuple(found), contradictory)

    def _missed(self, entitled: Iterable[str], receives: frozenset[str]) -> list[str]:
        """Without what is received, and one only of those of which one only is given."""
        missed = {measure for measure in entitled if measure in self._offered} - receives
        for group in self._groups:
            possible = [measure for measure in group if measure in missed]
            kept = [] if receives.intersection(group) else possible[:1]
            missed -= set(possible) - set(kept)
        return sorted(missed)
