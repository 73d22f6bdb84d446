"""One rule with the constraints that touch it: variables, their cells, the diagram."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from content.eligibility.diagram import (
    ENTITLED,
    NODE_BUDGET,
    NOT_ENTITLED,
    BudgetExceededError,
    Diagrams,
    Node,
    both,
    either,
    guard,
)
from content.eligibility.formula import (
    Accepted,
    Atom,
    Both,
    Either,
    FactSource,
    Formula,
    Truth,
    Variable,
    atoms,
)
from content.eligibility.partition import Partition, partition
from content.eligibility.pruning import Tie, variables_of
from content.eligibility.relations import AtMost


@dataclass(frozen=True, slots=True, eq=False)
class Compiled:
    """A rule as a diagram; without one (`root` None) the node budget was not enough.

    `own` are the columns of the rule itself, the others came with constraints.
    """

    formula: Formula
    diagrams: Diagrams | None
    root: Node | None
    partitions: tuple[Partition, ...] = ()  # by level
    columns: tuple[int, ...] = ()  # by level
    own: frozenset[int] = field(default_factory=frozenset)


class ColumnsOfState:
    """The columns that the states of a book have: one for each partition that any rule needs."""

    def __init__(self) -> None:
        self.partitions: list[Partition] = []
        self._index: dict[tuple[int, tuple[object, ...]], int] = {}

    def column(self, wanted: Partition) -> int:
        """The column of a partition; equal ones share it."""
        cells: tuple[object, ...] = wanted.cuts or tuple(sorted(wanted.cell_of.items(), key=str))
        key = (id(wanted.variable), cells)
        if key not in self._index:
            self._index[key] = len(self.partitions)
            self.partitions.append(wanted)
        return self._index[key]


def compiled(
    formula: Formula, near: Sequence[Tie], columns: ColumnsOfState, budget: int = NODE_BUDGET
) -> Compiled:
    """The diagram of a rule within constraints."""
    own = variables_of(formula)
    said = [one.said for one in near if isinstance(one.said, Formula)]
    orders = [one.said for one in near if isinstance(one.said, AtMost)]
    cuts = {variable: one.cuts[variable] for one in near for variable in one.cuts}
    tied = [variable for one in near for variable in sorted(one.variables, key=_name)]
    for order in _orders((formula, *said), tied):
        partitions = _partitions((formula, *said), order, cuts)
        places = tuple(columns.column(one) for one in partitions)
        diagrams = Diagrams(places, budget)
        build = _Builder(diagrams, partitions)
        try:
            allowed = build.all_of(said, orders)
            root = diagrams.apply(guard, allowed, build.diagram(formula))
        except BudgetExceededError:
            continue
        diagrams.build_is_over()
        rule = frozenset(places[build.level[variable]] for variable in own)
        return Compiled(formula, diagrams, root, partitions, places, rule)
    return Compiled(formula, None, None)


def _name(variable: Variable) -> str:
    return repr(variable.source)


def _orders(formulas: Sequence[Formula], tied: Sequence[Variable]) -> Iterable[list[Variable]]:
    """Orders to try: as written, then the most used first."""
    uses: dict[Variable, int] = {}
    for one in formulas:
        for atom in atoms(one):
            uses[atom.variable] = uses.get(atom.variable, 0) + 1
    for variable in tied:
        uses.setdefault(variable, 0)
    yield list(uses)
    yield sorted(uses, key=lambda variable: -uses[variable])


def _partitions(
    formulas: Sequence[Formula], order: Sequence[Variable], cuts: Mapping[Variable, frozenset[int]]
) -> tuple[Partition, ...]:
    accepted: dict[Variable, dict[Accepted, None]] = {variable: {} for variable in order}
    for formula in formulas:
        for atom in atoms(formula):
            accepted[atom.variable][atom.accepted] = None
    return tuple(partition(variable, accepted[variable], cuts.get(variable, ())) for variable in order)


class _Builder:
    def __init__(self, diagrams: Diagrams, partitions: Sequence[Partition]) -> None:
        self._diagrams = diagrams
        self._partitions = partitions
        self._built: dict[Formula, Node] = {}
        self.level = {one.variable: level for level, one in enumerate(partitions)}

    def diagram(self, formula: Formula) -> Node:
        if formula not in self._built:
            self._built[formula] = self._new(formula)
        return self._built[formula]

    def all_of(self, formulas: Sequence[Formula], orders: Sequence[AtMost]) -> Node:
        """Where the constraints allow the facts."""
        allowed = ENTITLED
        for formula in formulas:
            allowed = self._diagrams.apply(both, allowed, self.diagram(formula))
        by_fact = {
            one.variable.source.fact: level
            for level, one in enumerate(self._partitions)
            if isinstance(one.variable.source, FactSource)
        }
        for order in orders:
            pair = self._at_most(by_fact[order.fact], by_fact[order.other], order.offset)
            allowed = self._diagrams.apply(both, allowed, pair)
        return allowed

    def _new(self, formula: Formula) -> Node:
        match formula:
            case Truth():
                return ENTITLED if formula.holds else NOT_ENTITLED
            case Atom():
                level = self.level[formula.variable]
                return self._choice(level, self._partitions[level].cells_within(formula.accepted))
            case Both():
                return self._folded(both, formula.parts)
            case Either():
                return self._folded(either, formula.parts)
        raise TypeError(formula)

    def _folded(self, short: object, parts: Sequence[Formula]) -> Node:
        # From the last variables upward: what is joined stays below what it is joined to.
        nodes = sorted((self.diagram(part) for part in parts), key=lambda node: -node.level)
        found = nodes[0]
        for node in nodes[1:]:
            found = self._diagrams.apply(both if short is both else either, found, node)
        return found

    def _choice(self, level: int, cells: Iterable[int]) -> Node:
        among = frozenset(cells)
        size = self._partitions[level].size
        return self._diagrams.node(
            level, tuple(ENTITLED if cell in among else NOT_ENTITLED for cell in range(size))
        )

    def _at_most(self, fact: int, other: int, offset: int) -> Node:
        """The pairs of cells in which some value of one is at most some value of the other plus offset."""
        first, second = self._partitions[fact], self._partitions[other]
        allowed = ENTITLED
        for cell in range(first.size):
            least = first.range_of(cell)[0]
            enough = [at for at in range(second.size) if second.range_of(at)[1] + offset >= least]
            elsewhere = self._choice(fact, [at for at in range(first.size) if at != cell])
            pair = self._diagrams.apply(either, elsewhere, self._choice(other, enough))
            allowed = self._diagrams.apply(both, allowed, pair)
        return allowed
