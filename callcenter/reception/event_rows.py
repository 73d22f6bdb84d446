"""What is on, and a hall as a table that is walked with arrows. Pure."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from backend.contract.events import Event, Events, PlanRow, PlanSeat, SeatPlan
from callcenter.reception.spoken import BETWEEN, Spoken

ZONE_SIGNS: Final = ("a", "b", "c", "d", "e")


@dataclass(frozen=True, slots=True)
class DateRow:
    """One evening; `on_plan` False: only how many seats is asked."""

    slot: str
    title: str
    when: str
    where: str
    price: str
    free: int
    wheelchairs: int
    most: int
    age: str
    on_plan: bool


@dataclass(frozen=True, slots=True)
class Seat:
    """A cell; `seat` 0 is an aisle."""

    seat: int
    place: str
    said: str
    zone: str
    is_free: bool
    kind: str


@dataclass(frozen=True, slots=True)
class HallRow:
    """`row` "" is a passage."""

    row: str
    seats: tuple[Seat, ...]


@dataclass(frozen=True, slots=True)
class Zone:
    sign: str
    title: str
    price: str


@dataclass(frozen=True, slots=True)
class Hall:
    title: str
    hall: str
    where: str
    when: str
    most: int
    columns: int
    stage: str
    zones: tuple[Zone, ...]
    rows: tuple[HallRow, ...]


AISLE: Final = Seat(0, "", "", "", is_free=False, kind="")


def dates_of(found: Events, spoken: Spoken) -> tuple[DateRow, ...]:
    """Each date a row, the soonest first."""
    dated = [
        (date.starts_at, _date(event, index, spoken))
        for event in found.events
        for index, date in enumerate(event.dates)
    ]
    return tuple(row for _, row in sorted(dated, key=lambda each: (each[0], each[1].title)))


def hall_of(plan: SeatPlan, spoken: Spoken) -> Hall:
    """The table: a line of the grid is a row, a column of the grid a cell."""
    signs = {zone.zone: ZONE_SIGNS[index % len(ZONE_SIGNS)] for index, zone in enumerate(plan.zones)}
    by_line = {row.line: row for row in plan.rows}
    prices = {zone.zone: spoken.sum(zone.price_kopecks) for zone in plan.zones}
    return Hall(
        title=plan.event_title or plan.title,
        hall=plan.title,
        where=spoken.titles.of_place(plan.place) if plan.place else "",
        when="" if plan.starts_at is None else spoken.when(plan.starts_at, plan.time_zone),
        most=plan.per_person,
        columns=plan.columns,
        stage=plan.stage,
        zones=tuple(Zone(signs[each.zone], each.title, prices[each.zone]) for each in plan.zones),
        rows=tuple(
            _row(by_line.get(line), plan.columns, signs, prices, spoken) for line in range(plan.lines)
        ),
    )


def _date(event: Event, index: int, spoken: Spoken) -> DateRow:
    date = event.dates[index]
    low, high = spoken.sum(date.from_kopecks), spoken.sum(date.to_kopecks)
    return DateRow(
        slot=date.slot,
        title=event.title,
        when=spoken.when(date.starts_at, event.zone),
        where=BETWEEN.join(filter(None, (spoken.titles.of_place(event.place), date.room))),
        price=low if low == high else f"{low} – {high}",
        free=date.free,
        wheelchairs=date.wheelchair_free,
        most=event.per_person,
        age=f"{event.age_mark}+",
        on_plan=event.seating == "plan",
    )


def _row(
    row: PlanRow | None, columns: int, signs: dict[str, str], prices: dict[str, str], spoken: Spoken
) -> HallRow:
    if row is None:
        return HallRow("", ())
    at = {seat.column: seat for seat in row.seats}
    cells = (at.get(column) for column in range(columns))
    return HallRow(
        row.row,
        tuple(
            AISLE if seat is None else _seat(row.row, seat, signs[seat.zone], prices[seat.zone], spoken)
            for seat in cells
        ),
    )


def _seat(row: str, seat: PlanSeat, sign: str, price: str, spoken: Spoken) -> Seat:
    words = spoken.words
    kind = words(f"reception.seat.{seat.kind}") if seat.kind != "ordinary" else ""
    taken = "" if seat.free else words("reception.seat.taken")
    named = words("reception.seat.named", row=row, place=seat.place)
    return Seat(
        seat=seat.seat,
        place=seat.place,
        said=BETWEEN.join(filter(None, (named, price, kind, taken))),
        zone=sign,
        is_free=seat.free,
        kind=seat.kind,
    )
