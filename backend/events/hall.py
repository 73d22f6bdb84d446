"""The plan of a hall: where each seat lies, of which kind and in which zone of price. Pure."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Annotated, Final, Literal

from pydantic import BaseModel, ConfigDict, Field, StringConstraints

SeatKind = Literal["ordinary", "wheelchair", "companion"]
Token = Annotated[str, StringConstraints(pattern=r"^[a-z0-9][a-z0-9-]{0,39}$")]
ZoneId = Annotated[str, StringConstraints(pattern=r"^[a-z0-9-]{1,10}$")]
MOST_SEATS: Final = 2000
MOST_LINES: Final = 80
MOST_COLUMNS: Final = 120
KINDS: Final[Mapping[str, SeatKind]] = {"": "ordinary", "w": "wheelchair", "c": "companion"}
_PLACES: Final = re.compile(r"([wc]?)([0-9]{1,3})(?:-([0-9]{1,3}))?")
_GAP: Final = re.compile(r"_([0-9]{0,2})")


class PlanRefused(ValueError):
    """What is wrong with a row, in words for whoever drew the plan."""


class RowLine(BaseModel):
    """A row as it is written: «1-7 _ 8-14», «w1 c1 _3 2-9»."""

    model_config = ConfigDict(frozen=True, extra="forbid", strict=True)

    row: Annotated[str, StringConstraints(min_length=1, max_length=10)]
    zone: ZoneId
    places: Annotated[str, StringConstraints(min_length=1, max_length=400)]


class PlanFile(BaseModel):
    """A plan as it is written; rows begin at the stage, «passage» is an empty line."""

    model_config = ConfigDict(frozen=True, extra="forbid", strict=True)

    plan: Token
    title: Annotated[str, StringConstraints(min_length=1, max_length=200)]
    zones: Annotated[dict[ZoneId, Annotated[str, Field(max_length=60)]], Field(min_length=1)]
    rows: Annotated[list[RowLine | Literal["passage"]], Field(min_length=1, max_length=MOST_LINES)]


class HallSeat(BaseModel):
    """`column` and `line` are cells of a grid, the stage above line 0."""

    model_config = ConfigDict(frozen=True)

    seat: int
    row: str
    place: str
    line: int
    column: int
    kind: SeatKind
    zone: str
    beside: int = 0  # of a companion's: its wheelchair place


class HallPlan(BaseModel):
    """A whole hall; seats are numbered from 1 in the order in which they are written."""

    model_config = ConfigDict(frozen=True)

    plan: str
    title: str
    zones: dict[str, str]
    lines: int
    columns: int
    seats: tuple[HallSeat, ...]

    def label(self, seat: HallSeat) -> str:
        """«Балкон, ряд 3, место 12»; the zone only where there is more than one."""
        where = f"ряд {seat.row}, место {seat.place}"
        return f"{self.zones[seat.zone]}, {where}" if len(self.zones) > 1 else where


@dataclass(frozen=True, slots=True)
class BadRow:
    """Which row of the file, counted from 0, and why it is refused."""

    index: int
    why: str


def laid_out(file: PlanFile) -> HallPlan | list[BadRow]:
    """The hall, or every row that is wrong."""
    seats: list[HallSeat] = []
    bad: list[BadRow] = []
    known: set[tuple[str, str, str]] = set()
    for line, row in enumerate(file.rows):
        if row == "passage":
            continue
        try:
            laid = _row(row, line, len(seats) + 1)
            _check(row, laid, file, known)
        except PlanRefused as refused:
            bad.append(BadRow(line, str(refused)))
            continue
        known |= {(row.zone, row.row, seat.place) for seat in laid}
        seats += laid
    if not bad and len(seats) > MOST_SEATS:
        bad.append(BadRow(0, f"more than {MOST_SEATS} seats"))
    if bad:
        return bad
    return HallPlan(
        plan=file.plan,
        title=file.title,
        zones=file.zones,
        lines=len(file.rows),
        columns=1 + max(seat.column for seat in seats),
        seats=tuple(seats),
    )


def drawn(plan: HallPlan, taken: Callable[[int], bool] = lambda _seat: False) -> str:
    """The hall as text: `o` a seat, `W` a wheelchair place, `c` its companion's, `x` taken."""
    signs = {"ordinary": "o", "wheelchair": "W", "companion": "c"}
    cells = {(seat.line, seat.column): "x" if taken(seat.seat) else signs[seat.kind] for seat in plan.seats}
    names = {seat.line: seat.row for seat in plan.seats}
    zones = {seat.line: plan.zones[seat.zone] for seat in plan.seats}
    width = max(len(name) for name in names.values())
    stage = " " * (width + 2) + "[stage]".center(2 * plan.columns - 1)
    lines = [f"{plan.title}: {len(plan.seats)}", stage.rstrip()]
    for line in range(plan.lines):
        row = " ".join(cells.get((line, column), " ") for column in range(plan.columns))
        name = names.get(line, "")
        lines.append(f"{name:>{width}}  {row}  {name:<{width}}  {zones.get(line, '')}".rstrip())
    return "\n".join(lines)


def _row(row: RowLine, line: int, first: int) -> list[HallSeat]:
    seats: list[HallSeat] = []
    column = 0
    for word in row.places.split():
        gap = _GAP.fullmatch(word)
        if gap:
            column += int(gap[1] or 1)
            continue
        for kind, place in _places(word):
            number = first + len(seats)
            seats.append(
                HallSeat(
                    seat=number,
                    row=row.row,
                    place=place,
                    line=line,
                    column=column,
                    kind=kind,
                    zone=row.zone,
                )
            )
            column += 1
    if not seats:
        raise PlanRefused("no places are written; `passage` stands for an empty line")
    if column > MOST_COLUMNS:
        raise PlanRefused(f"wider than {MOST_COLUMNS}")
    return _with_companions(seats)


def _places(word: str) -> Iterator[tuple[SeatKind, str]]:
    """«1-7», «7-1» as seen from the hall, «12», «w1», «c1»."""
    found = _PLACES.fullmatch(word)
    if found is None:
        raise PlanRefused(f"{word!r}: write places as 1-7, 12, w1 or c1 and an aisle as _")
    sign, first, last = found[1], int(found[2]), int(found[3] or found[2])
    step = 1 if first <= last else -1
    for number in range(first, last + step, step):
        yield KINDS[sign], str(number)


def _with_companions(seats: Sequence[HallSeat]) -> list[HallSeat]:
    """Each companion's seat gets the wheelchair place beside it; each such place has one companion."""
    at = {seat.column: seat for seat in seats}
    taken: set[int] = set()
    laid = []
    for seat in seats:
        if seat.kind != "companion":
            laid.append(seat)
            continue
        beside = [at.get(seat.column + step) for step in (-1, 1)]
        place = next(
            (
                each
                for each in beside
                if each is not None and each.kind == "wheelchair" and each.seat not in taken
            ),
            None,
        )
        if place is None:
            raise PlanRefused(f"place {seat.place}: no wheelchair place of its own is beside it")
        taken.add(place.seat)
        laid.append(seat.model_copy(update={"beside": place.seat}))
    return laid


def _check(row: RowLine, laid: Sequence[HallSeat], file: PlanFile, known: set[tuple[str, str, str]]) -> None:
    if row.zone not in file.zones:
        raise PlanRefused(f"zone {row.zone!r} is not among `zones`")
    places = [seat.place for seat in laid]
    twice = {place for place in places if places.count(place) > 1}
    twice |= {seat.place for seat in laid if (row.zone, row.row, seat.place) in known}
    if twice:
        raise PlanRefused(f"place {min(twice)} of row {row.row} is there twice")
