"""What is on, and a hall as it stands now."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta

from pydantic import TypeAdapter
from sqlalchemy import Connection, RowMapping

from backend.bookings.rules import ResourceRules, quotas_of
from backend.bookings.seat_state import SeatState
from backend.bookings.service import looking, seats
from backend.contract.events import (
    MOST_DATES,
    AgeMark,
    Event,
    EventDate,
    PlanRow,
    PlanSeat,
    PlanZone,
    SeatPlan,
)
from backend.errors import Refused
from backend.events import repository
from backend.events.hall import HallPlan, HallSeat
from backend.events.service import planning

LIMITED_BELOW = 0.1  # of the seats
LIMITED_ALWAYS = 5
SELF_SERVICE = quotas_of("kiosk", frozenset())
_AGE_MARK: TypeAdapter[AgeMark] = TypeAdapter(AgeMark)


def events_on(
    connection: Connection,
    providers: Sequence[str],
    between: tuple[datetime, datetime],
    now: datetime,
    most: int,
) -> tuple[Event, ...]:
    """Events with a date that can be booked, of the nearest place first, there by the first date."""
    nearness = {place: rank for rank, place in enumerate(providers)}
    rows = repository.events_at(connection, providers, most * 2)
    found = [(row, _dates(connection, row, between, now)) for row in rows]
    shown = [(row, dates) for row, dates in found if dates]
    shown.sort(key=lambda each: (nearness[each[0]["provider"]], each[1][0].starts_at, each[0]["resource"]))
    return tuple(_event(row, dates) for row, dates in shown[:most])


def plan_now(connection: Connection, slot: str, now: datetime) -> SeatPlan:
    """The hall of a date with what is free; `slot-unknown`, `slot-closed`, `plan-none`."""
    facts = looking.slot_facts(connection, slot)
    if facts is None or facts.kind != "event":
        raise Refused("slot-unknown")
    if facts.state != "open":
        raise Refused("slot-closed")
    hall = planning.plan_of_slot(connection, slot)
    if hall is None:
        raise Refused("plan-none")
    states = {state.seat: state for state in seats.seats_now(connection, slot, now)}
    prices = {state.zone: state.price_kopecks for state in states.values()}
    return SeatPlan(
        slot=slot,
        event_title=facts.title,
        place=facts.provider,
        starts_at=facts.starts_at,
        time_zone=facts.zone,
        per_person=looking.rules_of(facts).per_person,
        title=hall.title,
        stage="top",
        columns=hall.columns,
        lines=hall.lines,
        zones=tuple(
            PlanZone(zone=zone, title=title, price_kopecks=prices.get(zone, 0))
            for zone, title in hall.zones.items()
        ),
        rows=tuple(_rows(hall, states, now)),
        server_time=now,
    )


def _dates(
    connection: Connection, row: RowMapping, between: tuple[datetime, datetime], now: datetime
) -> tuple[EventDate, ...]:
    rules = ResourceRules.model_validate_json(row["rules"])
    since = max(between[0], now + timedelta(minutes=rules.latest_minutes))
    until = min(between[1], now + timedelta(days=rules.earliest_days))
    if since >= until:
        return ()
    found = repository.dates_of(connection, row["resource"], since, until, now, MOST_DATES)
    return tuple(_date(row, date) for date in found)


def _date(event: RowMapping, row: RowMapping) -> EventDate:
    return EventDate(
        slot=row["slot"],
        starts_at=row["starts_at"],
        ends_at=row["ends_at"],
        room=row["room"] or event["room"],
        free=row["free"],
        limited=row["free"] <= max(LIMITED_ALWAYS, row["capacity"] * LIMITED_BELOW),
        wheelchair_free=row["wheelchair_free"],
        from_kopecks=row["from_kopecks"],
        to_kopecks=row["to_kopecks"],
    )


def _event(row: RowMapping, dates: tuple[EventDate, ...]) -> Event:
    rules = ResourceRules.model_validate_json(row["rules"])
    return Event(
        event=row["resource"],
        title=row["title"],
        summary=row["summary"],
        age_mark=_AGE_MARK.validate_python(row["age_mark"]),
        place=row["provider"],
        floor=row["floor"],
        entrance=row["entrance"],
        zone=row["zone"],
        seating="plan" if row["on_plan"] else "free",
        per_person=rules.per_person,
        level=rules.level,
        concessions=bool(rules.discounts),
        pay_within_minutes=rules.pay_within_minutes,
        dates=dates,
    )


def _rows(hall: HallPlan, states: dict[int, SeatState], now: datetime) -> Iterator[PlanRow]:
    by_line: dict[int, list[HallSeat]] = {}
    for seat in hall.seats:
        by_line.setdefault(seat.line, []).append(seat)
    for line, of_line in sorted(by_line.items()):
        told = tuple(_seat(seat, states.get(seat.seat), now) for seat in of_line)
        yield PlanRow(row=of_line[0].row, line=line, seats=told)


def _seat(seat: HallSeat, state: SeatState | None, now: datetime) -> PlanSeat:
    is_free = state is not None and (state.is_free or state.is_expired_hold)
    return PlanSeat(
        seat=seat.seat,
        place=seat.place,
        column=seat.column,
        kind=seat.kind,
        zone=seat.zone,
        free=is_free and state is not None and state.is_for(SELF_SERVICE, now),
        beside=seat.beside,
    )
