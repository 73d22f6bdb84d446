"""The fewest questions that could settle the goals of an interview, had one known which ones to ask."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import cached_property

from content.eligibility.book import Name, RuleBook
from content.eligibility.case import Case
from content.eligibility.diagram import OPEN, Node, nodes_below, outcome
from content.eligibility.formula import FactSource, OptionSource
from content.eligibility.verdicts import Verdict
from content.rules.values import Value
from content.wizard.certificate import Aim, Mask, smallest_certificate
from content.wizard.interview import Interview
from content.wizard.order import facts_behind
from content.wizard.weights import Column


def least_questions(interview: Interview, facts: Mapping[str, Value]) -> frozenset[str]:
    """The smallest set of questions whose answers settle every goal of somebody of whom `facts` are true.

    A goal is settled when no further answer can change its verdict. Raises ContradictionError.
    """
    book = interview.case.book
    known = dict(interview.case.facts)
    asked = interview.wizard.asked - known.keys()
    told = {name: value for name, value in facts.items() if name in asked}
    whole = book.case({**known, **told})
    search = _Search(book, known, told, interview.case, whole)
    aims = [aim for goal in interview.open_goals if (aim := search.aim(goal)) is not None]
    chosen = smallest_certificate(aims)
    return frozenset(name for index, name in enumerate(told) if chosen >> index & 1)


class _Search:
    def __init__(
        self, book: RuleBook, known: Mapping[str, Value], told: Mapping[str, Value], start: Case, whole: Case
    ) -> None:
        self._book = book
        self._known = known
        self._told = told
        self._start = start
        self._whole = whole
        self._bit = {name: 1 << index for index, name in enumerate(told)}

    def aim(self, goal: Name) -> Aim | None:
        """The goal as an aim, or None where nothing that is told can change it."""
        left = self._book.left_open(goal, self._start)
        behind = self._columns(left) if left is not None else {}
        own = {fact for of_column in behind.values() for fact in of_column}
        facts = self._tied(own or set(self._book.missing_named(goal, self._start)))
        mask = sum(self._bit[fact] for fact in facts & self._bit.keys())
        if not mask:
            return None
        if left is None or not self._is_plain(goal, behind):
            return Aim(mask, lambda asked: self._settled(goal, asked))
        return Aim(mask, self._by_diagram(goal, left, behind))

    def _columns(self, left: Node) -> dict[Column, tuple[str, ...]]:
        """The facts behind each column that can still decide."""
        partitions = self._book.columns.partitions
        columns = {node.column for node in nodes_below(left) if node.column >= 0}
        return {column: facts_behind(self._book, partitions[column].variable.source) for column in columns}

    def _tied(self, facts: set[str]) -> set[str]:
        """With all facts that constraints tie to them: knowing one narrows the others."""
        while near := [tie for tie in self._ties if tie & facts and not tie <= facts]:
            facts = facts.union(*near)
        return facts

    @cached_property
    def _ties(self) -> list[frozenset[str]]:
        book = self._book
        return [book.inputs.of(constraint) for constraint in book.knowledge.constraints.values()]

    def _is_plain(self, goal: Name, behind: Mapping[Column, Sequence[str]]) -> bool:
        """Every column is decided by one fact alone, and the whole case decides the verdict."""
        partitions = self._book.columns.partitions
        for column, facts in behind.items():
            source = partitions[column].variable.source
            if not isinstance(source, FactSource | OptionSource) or facts[0] in self._book.knowledge.derived:
                return False
            if any(facts[0] in tie for tie in self._ties):
                return False
        return self._book.verdict_named(goal, self._whole) is not Verdict.UNKNOWN

    def _by_diagram(
        self, goal: Name, left: Node, behind: Mapping[Column, Sequence[str]]
    ) -> Callable[[Mask], bool]:
        """Walks down the diagram; columns whose fact is not asked keep what was known before."""
        diagrams = self._book.compiled(goal).diagrams
        assert diagrams is not None
        before, after = self._start.state, self._whole.state
        state = list(before)
        columns = [(column, self._bit.get(facts[0], 0)) for column, facts in behind.items()]

        def settled(asked: Mask) -> bool:
            for column, bit in columns:
                state[column] = after[column] if asked & bit else before[column]
            return outcome(diagrams, left, state) is not OPEN

        return settled

    def _settled(self, goal: Name, asked: Mask) -> bool:
        some = {name: value for name, value in self._told.items() if asked & self._bit[name]}
        case = Case(self._book, {**self._known, **some})
        if self._book.verdict_named(goal, case) is not Verdict.UNKNOWN:
            return True
        left = self._told.keys() - some.keys()
        return not any(fact in left for fact in self._book.missing_named(goal, case))
