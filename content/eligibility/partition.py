"""The values of a variable cut into cells: values of one cell lead to the same verdict."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from content.eligibility.arithmetic import Interval
from content.eligibility.formula import Accepted, Range, Variable


@dataclass(frozen=True, slots=True)
class Partition:
    """Cells of a variable: `cell_of` its options, or `cuts`, the first value of every cell but the first."""

    variable: Variable
    size: int
    cuts: tuple[int, ...] = ()
    cell_of: Mapping[str | bool, int] = field(default_factory=dict)

    def range_of(self, cell: int) -> Range:
        """The least and the greatest value of a cell of an ordered variable."""
        low, high = self.variable.span or (0, 0)
        return (self.cuts[cell - 1] if cell else low, self.cuts[cell] - 1 if cell < len(self.cuts) else high)

    def options_of(self, cell: int) -> frozenset[str | bool]:
        return frozenset(option for option, at in self.cell_of.items() if at == cell)

    def cell(self, value: str | bool | int) -> int:
        """The cell of a value."""
        if self.variable.span is not None:
            return bisect_right(self.cuts, value)
        return self.cell_of[value]  # type: ignore[index]

    def cells_within(self, accepted: Accepted) -> frozenset[int]:
        """The cells whose values are accepted."""
        if isinstance(accepted, frozenset):
            return frozenset(self.cell_of[option] for option in accepted)
        inside = (self.range_of(cell) for cell in range(self.size))
        return frozenset(
            cell
            for cell, (low, high) in enumerate(inside)
            if any(first <= low and high <= last for first, last in accepted)
        )

    def key(self, known: Interval) -> int:
        """The cell of an interval, or the negative mask of the cells it may be in."""
        low, high = bisect_right(self.cuts, known.low), bisect_right(self.cuts, known.high)
        if low == high and known.defined:
            return low
        if known.defined is not True:
            return self.anything
        return -(((1 << (high - low + 1)) - 1) << low)

    @property
    def anything(self) -> int:
        """The key of a value that is not known."""
        return -((1 << self.size) - 1)


@dataclass(frozen=True, slots=True)
class Cells:
    """Some cells of a partition, as a mask."""

    partition: Partition
    mask: int

    def key_in(self, wanted: Partition, within: Range | None) -> int:
        """The key of the same values for other cells of the variable, the value being `within` a range."""
        mask = 0
        for cell in range(self.partition.size):
            if self.mask >> cell & 1:
                mask |= self._overlap(cell, wanted, within)
        return mask.bit_length() - 1 if mask.bit_count() == 1 else -mask

    def _overlap(self, cell: int, wanted: Partition, within: Range | None) -> int:
        if wanted.variable.span is None:
            return sum(
                1 << at for at in {wanted.cell_of[option] for option in self.partition.options_of(cell)}
            )
        low, high = self.partition.range_of(cell)
        if within is not None:
            low, high = max(low, within[0]), min(high, within[1])
        return (2 << wanted.cell(high)) - (1 << wanted.cell(low)) if low <= high else 0


def partition(variable: Variable, accepted: Iterable[Accepted], also_cut: Iterable[int] = ()) -> Partition:
    """The coarsest cells that none of the acceptances divides."""
    sets = list(accepted)
    if variable.span is not None:
        return _ordered(variable, variable.span, sets, also_cut)
    classes: dict[tuple[bool, ...], int] = {}
    cell_of: dict[str | bool, int] = {}
    for option in sorted(variable.options, key=str):
        signature = tuple(option in one for one in sets if isinstance(one, frozenset))
        cell_of[option] = classes.setdefault(signature, len(classes))
    return Partition(variable, len(classes), cell_of=cell_of)


def _ordered(variable: Variable, span: Range, sets: list[Accepted], also_cut: Iterable[int]) -> Partition:
    cuts = set(also_cut)
    for one in sets:
        if not isinstance(one, frozenset):
            for low, high in one:
                cuts |= {low, high + 1}
    inside = tuple(sorted(cut for cut in cuts if span[0] < cut <= span[1]))
    return Partition(variable, len(inside) + 1, inside)
