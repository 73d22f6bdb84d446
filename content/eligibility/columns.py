"""The same rules over a table of people, a column a fact: for comparing packs on many.

Where all facts of a rule are known the rule is computed over columns; the other rows are told apart by
what is known in them, and each kind is asked of the rule's diagram once. Verdicts are the exact ones of
`RuleBook.verdict`. The only file of content that imports NumPy; the kiosk has none.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

import numpy as np
import numpy.typing as npt

from content.eligibility.book import Name, RuleBook
from content.eligibility.case import Case
from content.eligibility.formula import (
    Atom,
    Both,
    Either,
    FactSource,
    Formula,
    OptionSource,
    Truth,
    atoms,
)
from content.eligibility.knowledge import ORDERED, inner
from content.eligibility.relevance import MOST_KINDS, Relevance
from content.eligibility.verdicts import Verdict
from content.rules.model import Fact, FactType
from content.rules.values import Value

Codes = npt.NDArray[np.uint8]
Truths = npt.NDArray[np.bool_]
Numbers = npt.NDArray[np.int64]
Rows = npt.NDArray[np.intp]
ROWS_AT_ONCE: Final = 16_384  # so that what is computed on stays in the processor's cache
ENTITLED: Final = 1
NOT_ENTITLED: Final = 0
UNKNOWN: Final = 2
NOT_ASKED: Final = 255
CODES: Final[Mapping[Verdict, int]] = {
    Verdict.ENTITLED: ENTITLED,
    Verdict.NOT_ENTITLED: NOT_ENTITLED,
    Verdict.UNKNOWN: UNKNOWN,
}
_VERDICTS: Final = {code: verdict for verdict, code in CODES.items()}


@dataclass(frozen=True, slots=True)
class Column:
    """The values of a fact, one a row.

    `values` by type: yes/no 0 or 1; choice the place of the option in the fact's list; set a bit for each
    place (at most 63 options); number, money, date whole numbers (a date its ordinal). Anything where
    `known` is false. A household stands in `members`, None where it is not known.
    """

    values: Numbers
    known: Truths
    members: Sequence[Value | None] = ()

    def rows(self, part: slice) -> Column:
        return Column(self.values[part], self.known[part], self.members[part] if self.members else ())


Table = Mapping[str, Column]
"""Facts that are known of somebody; a fact that is absent is known of nobody."""


def table_of(book: RuleBook, people: Sequence[Mapping[str, Value]]) -> dict[str, Column]:
    """Facts row by row as columns."""
    named = {fact for person in people for fact in person}
    return {
        name: _column(book.facts[name], [person.get(name) for person in people]) for name in sorted(named)
    }


def verdicts(book: RuleBook, table: Table, size: int, measures: Sequence[str]) -> dict[str, Codes]:
    """A code for each row of each measure: ENTITLED, NOT_ENTITLED or UNKNOWN."""
    book = book.with_given(table.keys())
    relevance = Relevance(book)
    answers: dict[Name, Codes] = {}
    found = {measure: np.empty(size, np.uint8) for measure in measures}
    for first in range(0, size, ROWS_AT_ONCE):
        part = slice(first, min(first + ROWS_AT_ONCE, size))
        columns = {name: column.rows(part) for name, column in table.items()}
        rows = _Rows(book, relevance, answers, columns, part.stop - part.start)
        for measure in measures:
            found[measure][part] = rows.verdicts(("measure", measure))
    return found


def differing(
    books: tuple[RuleBook, RuleBook],
    people: tuple[Sequence[Mapping[str, Value]], Sequence[Mapping[str, Value]]],
    measures: Sequence[str],
) -> dict[int, dict[str, tuple[Verdict | None, Verdict | None]]]:
    """Row → measure → both verdicts, where two books differ on the same people.

    A verdict is None where a book has no rule, which is as good as not entitled.
    """
    size = len(people[0])
    old, new = (
        verdicts(book, table_of(book, facts), size, [m for m in measures if m in book.knowledge.measures])
        for book, facts in zip(books, people, strict=True)
    )
    without_rule = np.full(size, NOT_ENTITLED, np.uint8)
    found: dict[int, dict[str, tuple[Verdict | None, Verdict | None]]] = {}
    for measure in measures:
        before, after = old.get(measure, without_rule), new.get(measure, without_rule)
        for row in np.flatnonzero(before != after).tolist():
            pair = (
                _VERDICTS[int(before[row])] if measure in old else None,
                _VERDICTS[int(after[row])] if measure in new else None,
            )
            found.setdefault(row, {})[measure] = pair
    return found


def people_at(book: RuleBook, table: Table, rows: Sequence[int]) -> Iterator[dict[str, Value]]:
    """The known facts of some rows, as a case takes them."""
    for row in rows:
        yield {
            name: _value(book.facts[name], column, row) for name, column in table.items() if column.known[row]
        }


class _Rows:
    """As many rows as are computed at once."""

    def __init__(
        self, book: RuleBook, relevance: Relevance, answers: dict[Name, Codes], table: Table, size: int
    ) -> None:
        self._book = book
        self._relevance = relevance
        self._table = table
        self._size = size
        self._answers = answers
        self._cases: dict[int, Case] = {}
        self._truths: dict[Formula, Truths] = {}
        self._known: dict[frozenset[str], Truths] = {}

    def verdicts(self, name: Name) -> Codes:
        formula = self._book.formula(name)
        sources = [atom.variable.source for atom in atoms(formula)]
        plain = all(isinstance(source, FactSource | OptionSource) for source in sources)
        facts = frozenset(s.fact for s in sources if isinstance(s, FactSource | OptionSource))
        if not plain:
            return self._by_kind(name, np.arange(self._size))
        known = self._all_known(facts)
        truth = self._truth(formula) if facts <= self._table.keys() else np.zeros(self._size, np.bool_)
        found = truth.astype(np.uint8)
        rest = np.flatnonzero(~known)
        if rest.size:
            found[rest] = self._by_kind(name, rest)
        return found

    def _all_known(self, facts: frozenset[str]) -> Truths:
        if facts not in self._known:
            known = np.ones(self._size, np.bool_)
            for fact in facts:
                known &= self._table[fact].known if fact in self._table else False
            self._known[facts] = known
        return self._known[facts]

    # --- all facts known ---------------------------------------------------------------------------

    def _truth(self, formula: Formula) -> Truths:
        found = self._truths.get(formula)
        if found is None:
            found = self._truths[formula] = self._new_truth(formula)
        return found

    def _new_truth(self, formula: Formula) -> Truths:
        match formula:
            case Truth():
                return np.full(self._size, formula.holds)
            case Atom():
                return self._atom(formula)
            case Both():
                return self._folded(np.logical_and, formula.parts)
            case Either():
                return self._folded(np.logical_or, formula.parts)
        raise TypeError(formula)

    def _folded(self, join: Any, parts: Sequence[Formula]) -> Truths:
        found: Truths = self._truth(parts[0]).copy()
        for part in parts[1:]:
            join(found, self._truth(part), out=found)
        return found

    def _atom(self, atom: Atom) -> Truths:
        source = atom.variable.source
        assert isinstance(source, FactSource | OptionSource)
        fact = self._book.facts[source.fact]
        values = self._table[source.fact].values
        if isinstance(source, OptionSource):
            inside = (values >> _place(fact, source.option) & 1).astype(np.bool_)
            return inside if True in atom.accepted else ~inside
        if not isinstance(atom.accepted, frozenset):
            return _within(values, atom.accepted, atom.variable.span)
        if fact.type is FactType.YES_NO:
            return values.astype(np.bool_) if True in atom.accepted else values == 0
        accepted = np.zeros(len(fact.options), np.bool_)
        for option in atom.accepted:
            accepted[_place(fact, str(option))] = True
        return accepted[values]

    # --- something missing -------------------------------------------------------------------------

    def _by_kind(self, name: Name, rows: Rows) -> Codes:
        """Rows with the same cells of all facts that matter get one answer, kept for the rows to come."""
        strides = self._relevance.strides(name, self._table.keys())
        if strides is None:
            return np.array([self._ask(name, int(row)) for row in rows], np.uint8)
        kinds = np.zeros(rows.size, np.int64)
        for fact, stride in strides.items():
            kinds += self._cells(name, fact, rows) * stride
        answers = self._answers.setdefault(name, np.full(MOST_KINDS, NOT_ASKED, np.uint8))
        unasked = np.flatnonzero(answers[kinds] == NOT_ASKED)
        for at in unasked[np.unique(kinds[unasked], return_index=True)[1]]:
            answers[kinds[at]] = self._ask(name, int(rows[at]))
        return answers[kinds]

    def _ask(self, name: Name, row: int) -> int:
        case = self._cases.get(row)
        if case is None:
            facts = next(people_at(self._book, self._table, [row]))
            case = self._cases[row] = Case(self._book, facts)
        return CODES[self._book.verdict_named(name, case)]

    def _cells(self, name: Name, fact: str, rows: Rows) -> Numbers:
        """0 where a fact is not known, else 1 and its cell."""
        column = self._table[fact]
        values = column.values[rows]
        cuts = self._relevance.cuts(name, fact) if self._book.facts[fact].type in ORDERED else None
        if cuts is not None:
            values = np.searchsorted(np.array(cuts, np.int64), values, side="right").astype(np.int64)
        return np.where(column.known[rows], values + 1, 0)


def _within(values: Numbers, ranges: Sequence[tuple[int, int]], span: tuple[int, int] | None) -> Truths:
    found = np.zeros(values.shape, np.bool_)
    for low, high in ranges:
        inside = np.ones(values.shape, np.bool_)
        if span is None or low > span[0]:
            inside &= values >= low
        if span is None or high < span[1]:
            inside &= values <= high
        found |= inside
    return found


def _place(fact: Fact, option: str) -> int:
    return next(at for at, one in enumerate(fact.options) if one.id == option)


def _column(fact: Fact, written: Sequence[Value | None]) -> Column:
    told = [None if value is None else inner(value) for value in written]
    known = np.array([value is not None for value in told], np.bool_)
    if fact.type is FactType.HOUSEHOLD:
        return Column(np.zeros(len(told), np.int64), known, tuple(written))
    places = {option.id: at for at, option in enumerate(fact.options)}

    def number(value: Any) -> int:
        if isinstance(value, frozenset):
            return sum(1 << places[option] for option in value)
        return places[value] if isinstance(value, str) else int(value)

    values = np.array([0 if value is None else number(value) for value in told], np.int64)
    return Column(values, known)


def _value(fact: Fact, column: Column, row: int) -> Value:
    if column.members:
        members = column.members[row]
        assert members is not None
        return members
    value = int(column.values[row])
    match fact.type:
        case FactType.YES_NO:
            return bool(value)
        case FactType.SET:
            return frozenset(option.id for at, option in enumerate(fact.options) if value >> at & 1)
        case FactType.CHOICE | FactType.REGION:
            return fact.options[value].id
    return value if fact.type in ORDERED else bool(value)
