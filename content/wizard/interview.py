"""An interview: what is known so far, what to ask next, what has come out.

A value: every answer gives a new interview. Nothing known is asked, «не знаю» is an answer and is not
asked again, an answer can be taken back or changed, and answers that cannot be true together are named.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property

from content.eligibility.book import Name
from content.eligibility.case import Case
from content.eligibility.verdicts import ContradictionError, Verdict
from content.rules.provenance import Known, Source
from content.rules.values import DECLINED, Value
from content.wizard.disagreement import Disagreement, agreeing
from content.wizard.goals import Goals
from content.wizard.order import Order, Standing
from content.wizard.progress import Progress
from content.wizard.screens import QuestionScreen, together
from content.wizard.wizard import Wizard


@dataclass(frozen=True, eq=False)
class Interview:
    """Where an interview stands; it begins with `Interview.begun`."""

    wizard: Wizard = field(repr=False)
    goals: Goals
    known: Mapping[str, Known] = field(repr=False)
    turn: frozenset[str] = frozenset()  # the facts of the screen that is being answered
    asked_again: str = ""  # a fact whose answer is being changed
    before: Interview | None = field(default=None, repr=False)
    given: Mapping[str, Value] = field(default_factory=dict, repr=False)  # every answer, taken back or not

    @staticmethod
    def begun(wizard: Wizard, goals: Goals, known: Mapping[str, Known] | None = None) -> Interview:
        """An interview before its first question; `known` is what registers and documents say."""
        return Interview(wizard, goals, dict(known or {}))

    # --- going on ----------------------------------------------------------------------------------

    def answered(self, fact: str, value: Value) -> Interview:
        """With the answer to a question; answers to one screen are taken back together."""
        return self._with(fact, Known(value, Source.ANSWER))

    def declined(self, fact: str) -> Interview:
        """With «не знаю»."""
        return self.answered(fact, DECLINED)

    def changed(self, fact: str) -> Interview:
        """Asks for a known fact again, also for what a register says; all other answers stay."""
        return replace(self, asked_again=fact, turn=frozenset(), before=self)

    def back(self) -> Interview:
        """As it was before the last screen was answered; `given` still has the answers."""
        return replace(self.before, given=self.given) if self.before is not None else self

    # --- what is asked -----------------------------------------------------------------------------

    def screen(self) -> QuestionScreen | None:
        """What to ask now, or None where no question can change a goal any more."""
        return self._screen

    @cached_property
    def _screen(self) -> QuestionScreen | None:
        facts, groups = self.wizard.book.facts, self.wizard.groups
        number = self.screens_answered + 1
        if self.disagreement is not None:
            disputed = tuple(facts[name] for name in self.disagreement.facts)
            return QuestionScreen(None, disputed, number, self.disagreement)
        if self.asked_again:
            fact = facts[self.asked_again]
            return QuestionScreen(groups.get(fact.group), (fact,), number)
        if not self.standings:
            return None
        return together(self.standings, facts, groups, number, self._needed_after)

    def _needed_after(self, first: str, other: str) -> float:
        return self._order.needed_after(first, other, self.case, self.open_goals)

    @cached_property
    def standings(self) -> Sequence[Standing]:
        """The facts that may be asked, the best question first."""
        return self._order.ranked(self.case, self.open_goals, self._askable)

    @property
    def screens_answered(self) -> int:
        return 0 if self.before is None else self.before.screens_answered + (not self.asked_again)

    # --- what has come out -------------------------------------------------------------------------

    @cached_property
    def disagreement(self) -> Disagreement | None:
        """Which known facts cannot be true together."""
        try:
            self.wizard.book.case(self._values)
        except ContradictionError as contradiction:
            return Disagreement.of(contradiction, self.wizard.constraints)
        return None

    @cached_property
    def case(self) -> Case:
        """What is known, without the last answers of those that cannot be true together."""
        return agreeing(self.wizard.book, self._values)

    @cached_property
    def verdicts(self) -> Mapping[Name, Verdict]:
        """The verdict on every goal."""
        book = self.case.book
        return {goal: book.verdict_named(goal, self.case) for goal in self._goals}

    @property
    def open_goals(self) -> Iterable[Name]:
        return (goal for goal, verdict in self.verdicts.items() if verdict is Verdict.UNKNOWN)

    @property
    def progress(self) -> Progress:
        """How many goals no further question can change, of all."""
        settled = sum(not self._can_change(goal) for goal in self._goals)
        return Progress(settled, len(self._goals))

    def _can_change(self, goal: Name) -> bool:
        if self.verdicts[goal] is not Verdict.UNKNOWN:
            return False
        return any(one.fact in self._askable for one in self._order.turning(goal, self.case))

    @cached_property
    def _goals(self) -> tuple[Name, ...]:
        return self.goals.names(self.wizard.book)

    @cached_property
    def _values(self) -> dict[str, Value]:
        return {fact: known.value for fact, known in self.known.items()}

    @cached_property
    def _askable(self) -> frozenset[str]:
        return self.wizard.asked - self.known.keys()

    @property
    def _order(self) -> Order:
        return self.wizard.order(self.case.book)

    def _with(self, fact: str, known: Known) -> Interview:
        begins = fact not in self.turn
        screen = self.screen() if begins else None
        kept = {name: value for name, value in self.known.items() if name != fact}
        return replace(
            self,
            known=kept | {fact: known},
            turn=frozenset(one.id for one in screen.facts) if screen is not None else self.turn,
            asked_again="",
            before=self if begins else self.before,
            given={**self.given, fact: known.value},
        )
