"""Statements over resources, their hours, slots and seats, built once."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime
from typing import Any

from sqlalchemy import (
    Connection,
    RowMapping,
    and_,
    bindparam,
    delete,
    func,
    insert,
    select,
    text,
    update,
)

from backend.bookings.tables import (
    ACTIVE,
    bookings,
    resources,
    schedule_exceptions,
    schedules,
    seat_positions,
    seats,
    slots,
)
from backend.database.upsert import insert_absent_rows, insert_or_update

# Written out, not bound: SQLite takes a partial index only for its very words.
IS_ACTIVE = text(f"bookings.state IN {ACTIVE}")
_FACTS = (
    slots.c.slot,
    slots.c.resource,
    resources.c.kind,
    resources.c.speciality,
    resources.c.title,
    func.coalesce(func.nullif(slots.c.substitute, ""), resources.c.person_name).label("person_name"),
    resources.c.provider,
    func.coalesce(func.nullif(slots.c.room, ""), resources.c.room).label("room"),
    resources.c.floor,
    resources.c.entrance,
    resources.c.zone,
    slots.c.starts_at,
    slots.c.ends_at,
    slots.c.home_visit,
    slots.c.state,
    resources.c.rules,
)
FACTS = _FACTS
FACTS_JOIN = slots.join(resources, resources.c.resource == slots.c.resource)
_SLOT = (
    select(*_FACTS, resources.c.active).select_from(FACTS_JOIN).where(slots.c.slot == bindparam("of_slot"))
)
_SEATS = (
    select(
        seats.c.seat,
        seats.c.label,
        seats.c.kind,
        seats.c.quota,
        seats.c.released_at,
        seats.c.price_kopecks,
        seats.c.row,
        seats.c.place,
        seat_positions.c.zone,
        seat_positions.c.grid_line,
        seat_positions.c.grid_column,
        seat_positions.c.beside,
        bookings.c.booking,
        bookings.c.state,
        bookings.c.expires_at,
    )
    .select_from(
        seats.outerjoin(
            bookings, and_(bookings.c.slot == seats.c.slot, bookings.c.seat == seats.c.seat, IS_ACTIVE)
        ).outerjoin(
            seat_positions,
            and_(seat_positions.c.slot == seats.c.slot, seat_positions.c.seat == seats.c.seat),
        )
    )
    .where(seats.c.slot == bindparam("of_slot"))
    .order_by(seats.c.seat)
)


_RESOURCES = (
    select(resources)
    .where(
        resources.c.kind == bindparam("of_kind"),
        resources.c.speciality == bindparam("of_speciality"),
        resources.c.provider == bindparam("of_provider"),
        resources.c.active,
    )
    .order_by(resources.c.resource)
)
_OF_KIND = (
    select(resources)
    .where(
        resources.c.kind == bindparam("of_kind"),
        resources.c.provider.in_(bindparam("providers", expanding=True)),
        resources.c.active,
    )
    .order_by(resources.c.speciality, resources.c.resource)
)
_OPEN_OF = (
    select(slots.c.slot, slots.c.starts_at)
    .where(
        slots.c.resource == bindparam("of_resource"),
        slots.c.state == "open",
        slots.c.starts_at >= bindparam("since"),
        slots.c.starts_at < bindparam("until"),
    )
    .order_by(slots.c.starts_at)
)
_SET_STATE = (
    update(slots)
    .where(slots.c.slot == bindparam("of_slot"), slots.c.state != bindparam("state_after"))
    .values(state=bindparam("state_after"))
)
_PLANNED_BEFORE = select(slots).where(
    slots.c.resource == bindparam("of_resource"),
    slots.c.starts_at >= bindparam("since"),
    slots.c.starts_at < bindparam("until"),
)
_KEPT = (
    select(seats.c.slot, seats.c.seat, seats.c.quota, seats.c.released_at)
    .select_from(slots.join(seats, seats.c.slot == slots.c.slot))
    .where(
        slots.c.resource == bindparam("of_resource"),
        slots.c.starts_at >= bindparam("since"),
        slots.c.starts_at < bindparam("until"),
        seats.c.quota != "",
    )
)
_KEEP = (
    update(seats)
    .where(seats.c.slot == bindparam("of_slot"), seats.c.seat == bindparam("of_seat"))
    .values(quota=bindparam("new_quota"), released_at=bindparam("release_at"))
)
_ADD_CAPACITY = (
    update(slots).where(slots.c.slot == bindparam("of_slot")).values(capacity=slots.c.capacity + 1)
)
_SHAPE = (
    update(slots)
    .where(slots.c.slot == bindparam("of_slot"))
    .values(substitute=bindparam("new_substitute"), room=bindparam("new_room"))
)


def slot(connection: Connection, slot: str) -> RowMapping | None:
    """The slot with its resource, and whether that is `active`."""
    return connection.execute(_SLOT, {"of_slot": slot}).mappings().one_or_none()


def seats_of(connection: Connection, slot: str) -> list[RowMapping]:
    """Every seat, with the booking that stands on it, also an expired hold."""
    return list(connection.execute(_SEATS, {"of_slot": slot}).mappings())


def resources_of(connection: Connection, kind: str, speciality: str, provider: str) -> list[RowMapping]:
    asked = {"of_kind": kind, "of_speciality": speciality, "of_provider": provider}
    return list(connection.execute(_RESOURCES, asked).mappings())


def resources_of_kind(connection: Connection, kind: str, providers: Sequence[str]) -> list[RowMapping]:
    asked = {"of_kind": kind, "providers": list(providers)}
    return list(connection.execute(_OF_KIND, asked).mappings())


def resource(connection: Connection, resource: str) -> RowMapping | None:
    found = connection.execute(select(resources).where(resources.c.resource == resource))
    return found.mappings().one_or_none()


def all_active(connection: Connection) -> list[RowMapping]:
    found = connection.execute(select(resources).where(resources.c.active).order_by(resources.c.resource))
    return list(found.mappings())


def put_resource(connection: Connection, values: Mapping[str, Any]) -> None:
    insert_or_update(connection, resources, values)


def put_schedule(connection: Connection, values: Mapping[str, Any]) -> None:
    insert_or_update(connection, schedules, values)


def put_exception(connection: Connection, values: Mapping[str, Any]) -> None:
    insert_or_update(connection, schedule_exceptions, values)


def drop_schedules(connection: Connection, resource: str) -> None:
    connection.execute(delete(schedules).where(schedules.c.resource == resource))


def templates_of(connection: Connection, resource: str) -> list[RowMapping]:
    found = connection.execute(select(schedules).where(schedules.c.resource == resource))
    return list(found.mappings())


def exceptions_of(connection: Connection, resource: str, since: date, until: date) -> list[RowMapping]:
    """Exceptions of the days from `since` to `until`, both inclusive."""
    found = connection.execute(
        select(schedule_exceptions).where(
            schedule_exceptions.c.resource == resource,
            schedule_exceptions.c.day >= since,
            schedule_exceptions.c.day <= until,
        )
    )
    return list(found.mappings())


def slots_between(
    connection: Connection, resource: str, since: datetime, until: datetime
) -> dict[datetime, RowMapping]:
    """Every slot of whatever state by its start."""
    asked = {"of_resource": resource, "since": since, "until": until}
    found = connection.execute(_PLANNED_BEFORE, asked).mappings()
    return {row["starts_at"]: row for row in found}


def open_slots_between(
    connection: Connection, resource: str, since: datetime, until: datetime
) -> list[RowMapping]:
    asked = {"of_resource": resource, "since": since, "until": until}
    return list(connection.execute(_OPEN_OF, asked).mappings())


def kept_seats(
    connection: Connection, resource: str, since: datetime, until: datetime
) -> dict[str, dict[int, tuple[str, datetime | None]]]:
    """By slot and number the seats that are kept for some, with their quota and its release."""
    asked = {"of_resource": resource, "since": since, "until": until}
    found: dict[str, dict[int, tuple[str, datetime | None]]] = {}
    for slot, seat, quota, released_at in connection.execute(_KEPT, asked):
        found.setdefault(slot, {})[seat] = (quota, released_at)
    return found


def keep_seat(connection: Connection, slot: str, seat: int, quota: str, released_at: datetime | None) -> None:
    """Keep a seat for some until its release; without a quota it is anybody's."""
    asked = {"of_slot": slot, "of_seat": seat, "new_quota": quota, "release_at": released_at}
    connection.execute(_KEEP, asked)


def add_slots(
    connection: Connection, new_slots: Sequence[Mapping[str, Any]], new_seats: Iterable[Mapping[str, Any]]
) -> None:
    """Slots and their seats; what another process has opened meanwhile stays as it is."""
    if new_slots:
        insert_absent_rows(connection, slots, new_slots)
        insert_absent_rows(connection, seats, list(new_seats))


def add_positions(connection: Connection, rows: Iterable[Mapping[str, Any]]) -> None:
    """Where the seats of a hall lie."""
    insert_absent_rows(connection, seat_positions, list(rows))


def set_state(connection: Connection, slot: str, state: str) -> bool:
    """Whether the slot was in another state before."""
    return connection.execute(_SET_STATE, {"of_slot": slot, "state_after": state}).rowcount == 1


def reshape(connection: Connection, slot: str, substitute: str, room: str) -> None:
    connection.execute(_SHAPE, {"of_slot": slot, "new_substitute": substitute, "new_room": room})


def add_seat(connection: Connection, row: Mapping[str, Any]) -> None:
    """One seat more: the slot's capacity grows with it."""
    connection.execute(insert(seats), dict(row))
    connection.execute(_ADD_CAPACITY, {"of_slot": row["slot"]})
