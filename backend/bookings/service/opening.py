"""Opens slots: what the schedule plans is laid beside what stands, and only the difference is written."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from typing import Any

from sqlalchemy import Connection, RowMapping

from backend.bookings.repository import capacity, taking
from backend.bookings.rules import ResourceRules
from backend.bookings.schedules import DayException, Hours, PlannedSlot, cut
from backend.bookings.service import looking
from backend.bookings.service.providing import day_in_utc
from backend.bookings.values import News, Tell, tell_nobody
from backend.moment import day_of
from content.calendar import ProductionCalendar

THE_PROVIDERS, THE_DESKS = "channel:provider", "channel:operator"
Kept = dict[int, tuple[str, datetime | None]]  # by seat: its quota, and when that is released
PLANNED_KINDS = frozenset({"doctor", "office"})  # an event's slots are entered one by one


@dataclass(frozen=True, slots=True)
class Opened:
    """What was done; `orphaned` are booked slots the schedule no longer has: somebody must decide."""

    opened: int = 0
    reshaped: int = 0
    withdrawn: int = 0
    orphaned: tuple[str, ...] = field(default=())

    def __add__(self, other: Opened) -> Opened:
        return Opened(
            self.opened + other.opened,
            self.reshaped + other.reshaped,
            self.withdrawn + other.withdrawn,
            self.orphaned + other.orphaned,
        )


def resources_with_hours(connection: Connection) -> list[str]:
    """Whatever gets its slots from a schedule."""
    return [row["resource"] for row in capacity.all_active(connection) if row["kind"] in PLANNED_KINDS]


def open_resource(
    connection: Connection,
    resource: str,
    until: date,
    calendar: ProductionCalendar,
    now: datetime,
    tell: Tell = tell_nobody,
) -> Opened:
    """Bring a resource's slots from tomorrow to `until` in line with its schedule; twice is once.

    A slot somebody has booked is never withdrawn, nor is one opened that overlaps it. What a provider
    closed stays closed.
    """
    row = capacity.resource(connection, resource)
    if row is None or not row["active"]:
        return Opened()
    since = day_of(now, row["zone"])
    planned = _planned(connection, row, (since, until), calendar, now)
    begin, end = day_in_utc(since, row["zone"])[0], day_in_utc(until, row["zone"])[1]
    between = max(begin, now), end
    standing = capacity.slots_between(connection, resource, *between)
    kept = capacity.kept_seats(connection, resource, *between)
    done = _reconcile(connection, row, planned, standing, tell)
    for slot in done.orphaned:
        _stop_booking(connection, slot, kept.get(slot, {}))
    return done + Opened(reshaped=_keep(connection, planned, standing, kept))


def open_to_horizon(
    connection: Connection,
    resource: str,
    calendar: ProductionCalendar,
    now: datetime,
    tell: Tell = tell_nobody,
) -> Opened:
    """The same up to the last day for which the resource's rules let anybody book."""
    row = capacity.resource(connection, resource)
    if row is None:
        return Opened()
    days = ResourceRules.model_validate_json(row["rules"]).earliest_days
    last = day_of(now + timedelta(days=days + 1), row["zone"])
    return open_resource(connection, resource, last, calendar, now, tell)


def slot_id(resource: str, starts_at: datetime) -> str:
    """The same slot has the same id, whoever opens it and however often."""
    return f"{resource}-{starts_at.astimezone(UTC):%Y%m%d%H%M}"


def _planned(
    connection: Connection,
    row: RowMapping,
    days: tuple[date, date],
    calendar: ProductionCalendar,
    now: datetime,
) -> dict[datetime, PlannedSlot]:
    since, until = days
    templates = [_hours_of(found) for found in capacity.templates_of(connection, row["resource"])]
    exceptions = [
        _exception_of(found) for found in capacity.exceptions_of(connection, row["resource"], since, until)
    ]
    planned: dict[datetime, PlannedSlot] = {}
    for number in range((until - since).days + 1):
        day = since + timedelta(days=number)
        for slot in cut(day, calendar.day(day), templates, exceptions, row["zone"]):
            if slot.starts_at > now:
                planned[slot.starts_at] = slot
    return planned


def _reconcile(
    connection: Connection,
    resource: RowMapping,
    planned: dict[datetime, PlannedSlot],
    standing: dict[datetime, RowMapping],
    tell: Tell,
) -> Opened:
    orphaned, withdrawn = [], 0
    for starts_at, row in standing.items():
        if starts_at in planned or row["state"] != "open":
            continue
        if taking.active_of_slot(connection, row["slot"]):
            orphaned.append(row)
        else:
            withdrawn += capacity.set_state(connection, row["slot"], "withdrawn")
    fresh, reshaped, reopened = [], 0, 0
    for starts_at, slot in planned.items():
        found = standing.get(starts_at)
        if found is None:
            if not _overlaps(slot, orphaned):
                fresh.append(slot)
        else:
            reshaped += _reshape(connection, found, slot, tell)
            if found["state"] == "withdrawn" and not _overlaps(slot, orphaned):
                reopened += capacity.set_state(connection, found["slot"], "open")
    _add(connection, resource["resource"], fresh)
    return Opened(len(fresh) + reopened, reshaped, withdrawn, tuple(row["slot"] for row in orphaned))


def _reshape(connection: Connection, found: RowMapping, slot: PlannedSlot, tell: Tell) -> int:
    """Another doctor or room for the same time, told to who is booked; capacity only grows."""
    changed = 0
    if (found["substitute"], found["room"]) != (slot.substitute, slot.room):
        capacity.reshape(connection, found["slot"], slot.substitute, slot.room)
        booked = [each for each in looking.of_slot(connection, found["slot"]) if each.state == "confirmed"]
        tell(connection, [News("changed", each) for each in booked])
        changed = 1
    for number in range(found["capacity"] + 1, slot.capacity + 1):
        capacity.add_seat(connection, _seat(found["slot"], number, slot))
        changed = 1
    return changed


def _keep(
    connection: Connection,
    planned: dict[datetime, PlannedSlot],
    standing: dict[datetime, RowMapping],
    kept: dict[str, Kept],
) -> int:
    """Keep seats of slots that stand for whom the schedule says now; how many slots that changed.

    Seats beyond the plan were added by a desk, for itself.
    """
    changed = 0
    for starts_at, slot in planned.items():
        row = standing.get(starts_at)
        if row is None or not (slot.quota or row["slot"] in kept):
            continue
        now = kept.get(row["slot"], {})
        other = [
            number
            for number in range(1, min(slot.capacity, row["capacity"]) + 1)
            if now.get(number, ("", None)) != slot.kept(number)
        ]
        for number in other:
            capacity.keep_seat(connection, row["slot"], number, *slot.kept(number))
        changed += bool(other)
    return changed


def _add(connection: Connection, resource: str, slots: Sequence[PlannedSlot]) -> None:
    rows = [
        {
            "slot": slot_id(resource, slot.starts_at),
            "resource": resource,
            "starts_at": slot.starts_at,
            "ends_at": slot.ends_at,
            "capacity": slot.capacity,
            "state": "open",
            "substitute": slot.substitute,
            "room": slot.room,
            "home_visit": slot.home_visit,
        }
        for slot in slots
    ]
    seats = [
        _seat(row["slot"], number, slot)
        for row, slot in zip(rows, slots, strict=True)
        for number in range(1, slot.capacity + 1)
    ]
    capacity.add_slots(connection, rows, seats)


def _seat(name: object, number: int, slot: PlannedSlot) -> dict[str, Any]:
    quota, released_at = slot.kept(number)
    return {"slot": name, "seat": number, "quota": quota, "released_at": released_at}


def _stop_booking(connection: Connection, slot: str, kept: Kept) -> None:
    """No hours stand behind it any more: what stands stays, but nobody else is booked there.

    Once there are hours again its seats are kept as these say. What a desk keeps for itself it may fill.
    """
    for row in capacity.seats_of(connection, slot):
        seat = row["seat"]
        if kept.get(seat, ("", None))[0] not in {THE_PROVIDERS, THE_DESKS}:
            capacity.keep_seat(connection, slot, seat, THE_PROVIDERS, None)


def _overlaps(slot: PlannedSlot, rows: Iterable[RowMapping]) -> bool:
    return any(slot.starts_at < row["ends_at"] and slot.ends_at > row["starts_at"] for row in rows)


def _hours_of(row: RowMapping) -> Hours:
    return Hours(**{name: row[name] for name in Hours.__dataclass_fields__})


def _exception_of(row: RowMapping) -> DayException:
    return DayException(**{name: row[name] for name in DayException.__dataclass_fields__})
