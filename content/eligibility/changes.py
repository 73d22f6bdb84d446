"""Ways to change facts, the shortest first: along the diagram of a rule, or by trying."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from heapq import heappop, heappush
from itertools import count
from typing import Final

from content.eligibility.book import Name
from content.eligibility.case import Case
from content.eligibility.compiling import Compiled
from content.eligibility.diagram import ENTITLED, Node
from content.eligibility.formula import FactSource, OptionSource, Range
from content.eligibility.knowledge import ORDERED
from content.eligibility.reach import within_reach
from content.eligibility.settling import settled
from content.eligibility.verdicts import ContradictionError, Verdict
from content.rules.model import Changeable, FactType
from content.rules.values import Value

MOST_STEPS: Final = 20_000  # of the search along a diagram


@dataclass(frozen=True, slots=True)
class Change:
    """A fact gets another value: one of `options`, one in `within`, or a set gains and loses options."""

    fact: str
    kind: Changeable
    to: Value = field(repr=False)  # the nearest such value
    options: frozenset[str | bool] = frozenset()
    within: Range | None = None
    gained: frozenset[str] = frozenset()
    lost: frozenset[str] = frozenset()


_Step = tuple[int, int]  # level of a variable and the cell it is changed to


def applied(case: Case, changes: tuple[Change, ...]) -> dict[str, Value]:
    """The facts after some changes."""
    return {**case.facts, **{change.fact: change.to for change in changes}}


def changes_by_diagram(
    name: Name, case: Case, changeable: frozenset[str], *, tied: bool
) -> Iterator[tuple[Change, ...]]:
    """Changes that lead down to a yes, fewest facts first; with `tied` all constraints are looked at."""
    one = case.book.tied(name) if tied else case.book.compiled(name)
    if one.root is None:
        return
    state = [_key(one, case, level) for level in range(len(one.partitions))]
    seen: set[tuple[Node, tuple[_Step, ...]]] = set()
    found: set[tuple[_Step, ...]] = set()
    order = count()
    waiting: list[tuple[int, int, Node, tuple[_Step, ...]]] = [(0, next(order), one.root, ())]
    for _ in range(MOST_STEPS):
        if not waiting:
            return
        _, _, node, steps = heappop(waiting)
        if node is ENTITLED and steps not in found:
            found.add(steps)
            yield from _ways(one, case, steps, changeable)
        if node.column < 0 or (node, steps) in seen:
            continue
        seen.add((node, steps))
        fact = _fact_at(one, node.level)
        for cell, child in enumerate(node.children):
            key = state[node.level]
            further = steps
            if key >= 0 and cell != key:
                if fact not in changeable:
                    continue
                further = (*steps, (node.level, cell))
            cost = len({_fact_at(one, level) for level, _ in further})
            heappush(waiting, (cost, next(order), child, further))


def changes_by_trying(name: Name, case: Case, changeable: frozenset[str]) -> Iterator[tuple[Change, ...]]:
    """One fact changed to another option, or to the nearest value at which the verdict turns."""
    for fact in sorted(changeable):
        if case.book.facts[fact].type in ORDERED:
            for end in case.book.knowledge.span(fact):
                nearest = _nearest(name, case, fact, end)
                if nearest is not None:
                    within = (nearest, end) if nearest <= end else (end, nearest)
                    yield (_ordered(case, fact, within, nearest),)
        elif case.book.facts[fact].type is FactType.YES_NO:
            yield (_option(case, fact, not case.values[fact]),)
        elif case.book.facts[fact].type is not FactType.SET:
            for option in sorted(within_reach(case, fact) - {case.values[fact]}):
                yield (_option(case, fact, option),)


def _nearest(name: Name, case: Case, fact: str, end: int) -> int | None:
    """The value nearest to the present one from which on, towards `end`, the verdict is another."""

    def turned(value: int) -> bool:
        try:
            changed = case.book.case({**case.facts, fact: _edge(case, fact, value)})
        except ContradictionError:
            return False
        return changed.book.verdict_named(name, changed) is not Verdict.NOT_ENTITLED

    present = case.values[fact]
    if not isinstance(present, int) or present == end or not turned(end):
        return None
    low, high = present, end
    while abs(high - low) > 1:
        middle = (low + high) // 2
        low, high = (low, middle) if turned(middle) else (middle, high)
    return high


def _key(one: Compiled, case: Case, level: int) -> int:
    """The key of a variable; of one not known, all cells: what others leave of it may change with them."""
    fact = _fact_at(one, level)
    if fact and fact not in case.values and fact not in case.book.knowledge.derived:
        return one.partitions[level].anything
    return case.state[one.columns[level]]


def _fact_at(one: Compiled, level: int) -> str:
    source = one.partitions[level].variable.source
    return source.fact if isinstance(source, FactSource | OptionSource) else ""


def _ways(
    one: Compiled, case: Case, steps: tuple[_Step, ...], changeable: frozenset[str]
) -> Iterator[tuple[Change, ...]]:
    """The changes of some steps; of a choice each option by itself."""
    ways: list[tuple[Change, ...]] = [()]
    sets: dict[str, tuple[set[str], set[str]]] = {}
    spans: dict[str, Range] = {}
    for level, cell in steps:
        partition = one.partitions[level]
        source = partition.variable.source
        if isinstance(source, OptionSource):
            sets.setdefault(source.fact, (set(), set()))[0 if cell else 1].add(source.option)
        elif isinstance(source, FactSource) and partition.variable.span is not None:
            spans[source.fact] = partition.range_of(cell)
        elif isinstance(source, FactSource):
            options = _reached(case, source.fact, partition.options_of(cell))
            changes = [_option(case, source.fact, option, options) for option in sorted(options, key=str)]
            ways = [(*way, change) for way in ways for change in changes]
    values = settled(case, spans, changeable)
    if values is None or any(gained - within_reach(case, fact) for fact, (gained, _) in sets.items()):
        return
    numbers = [_ordered(case, fact, spans.get(fact, (to, to)), to) for fact, to in values.items()]
    members = [_members(case, fact, gained, lost) for fact, (gained, lost) in sets.items()]
    for way in ways:
        yield (*way, *numbers, *members)


def _reached(case: Case, fact: str, options: frozenset[str | bool]) -> frozenset[str | bool]:
    return options & within_reach(case, fact) if case.book.facts[fact].options else options


def _option(case: Case, fact: str, to: str | bool, options: frozenset[str | bool] = frozenset()) -> Change:
    return Change(fact, case.book.facts[fact].changeable, to, options=options or frozenset({to}))


def _ordered(case: Case, fact: str, within: Range, to: int) -> Change:
    return Change(fact, case.book.facts[fact].changeable, _edge(case, fact, to), within=within)


def _members(case: Case, fact: str, gained: set[str], lost: set[str]) -> Change:
    present = case.values[fact]
    chosen = present if isinstance(present, frozenset) else frozenset[str]()
    to = (chosen | gained) - lost
    kind = case.book.facts[fact].changeable
    return Change(fact, kind, to, gained=frozenset(gained), lost=frozenset(lost))


def _edge(case: Case, fact: str, value: int) -> Value:
    """A value as it is written outside of the engine."""
    return date.fromordinal(value) if case.book.facts[fact].type is FactType.DATE else value
