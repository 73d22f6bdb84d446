"""Statements over reservations and what happened to them, built once."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, RowMapping, bindparam, func, insert, select, text, update

from backend.database.upsert import insert_if_absent
from backend.stock.tables import STANDING, holdings, items, reservation_events, reservations

# Written out, not bound: SQLite takes a partial index only for its very words.
IS_STANDING = text(f"reservations.state IN {STANDING}")
WHOLE = select(
    reservations,
    items.c.kind,
    items.c.title,
    items.c.substance,
    items.c.author,
    items.c.details,
    items.c.prescription,
    items.c.concessionary,
    holdings.c.delivery_days,
).select_from(
    reservations.join(
        holdings,
        (holdings.c.item == reservations.c.item) & (holdings.c.place == reservations.c.place),
    ).join(items, items.c.item == reservations.c.item)
)
_BY_ID = WHOLE.where(reservations.c.reservation == bindparam("of_reservation"))
_BY_NUMBER = (
    WHOLE.where(reservations.c.number == bindparam("of_number"))
    .order_by(text(f"reservations.state IN {STANDING} DESC"), reservations.c.created_at.desc())
    .limit(1)
)
_OF_PERSONS = (
    WHOLE.where(reservations.c.person.in_(bindparam("persons", expanding=True)), IS_STANDING)
    .order_by(reservations.c.expires_at, reservations.c.reservation)
    .limit(bindparam("most"))
)
_AT_PLACE = (
    WHOLE.where(reservations.c.place == bindparam("of_place"), IS_STANDING)
    .order_by(reservations.c.created_at, reservations.c.reservation)
    .limit(bindparam("most"))
)
_EXPIRED = (
    WHOLE.where(IS_STANDING, reservations.c.expires_at <= bindparam("now"))
    .order_by(reservations.c.expires_at)
    .limit(bindparam("most"))
)
_EXPIRED_HERE = WHOLE.where(
    reservations.c.item == bindparam("of_item"),
    reservations.c.place == bindparam("of_place"),
    IS_STANDING,
    reservations.c.expires_at <= bindparam("now"),
)
_TURNS = select(reservations.c.turn).where(reservations.c.person == bindparam("of_person"), IS_STANDING)
_NUMBERS_TAKEN = select(reservations.c.number).where(
    reservations.c.number.in_(bindparam("numbers", expanding=True))
)
_DELIVER = (
    update(reservations)
    .where(reservations.c.reservation == bindparam("of_reservation"), reservations.c.state == "reserved")
    .values(state="delivered", delivered_at=bindparam("now"), expires_at=bindparam("until"))
)
_END = (
    update(reservations)
    .where(reservations.c.reservation == bindparam("of_reservation"), IS_STANDING)
    .values(state=bindparam("state_after"), ended_at=bindparam("now"))
)
_NEXT_STEP = (
    select(func.coalesce(func.max(reservation_events.c.step), 0) + 1)
    .where(reservation_events.c.reservation == bindparam("of_reservation"))
    .scalar_subquery()
)
_EVENT = insert(reservation_events).from_select(
    ["reservation", "step", "at", "actor", "what", "reason"],
    select(
        bindparam("of_reservation", type_=reservation_events.c.reservation.type),
        _NEXT_STEP,
        bindparam("at", type_=reservation_events.c.at.type),
        bindparam("by", type_=reservation_events.c.actor.type),
        bindparam("after", type_=reservation_events.c.what.type),
        bindparam("why", type_=reservation_events.c.reason.type),
    ),
)


def by_id(connection: Connection, reservation: str) -> RowMapping:
    return connection.execute(_BY_ID, {"of_reservation": reservation}).mappings().one()


def by_number(connection: Connection, number: str) -> RowMapping | None:
    """The reservation that stands under the number, or else the last that did."""
    return connection.execute(_BY_NUMBER, {"of_number": number}).mappings().one_or_none()


def of_persons(connection: Connection, persons: Sequence[str], most: int) -> list[RowMapping]:
    """What stands for them; what ends soonest first."""
    return list(connection.execute(_OF_PERSONS, {"persons": list(persons), "most": most}).mappings())


def at_place(connection: Connection, place: str, most: int) -> list[RowMapping]:
    """What stands there, the oldest first."""
    return list(connection.execute(_AT_PLACE, {"of_place": place, "most": most}).mappings())


def expired(connection: Connection, now: datetime, most: int) -> list[RowMapping]:
    return list(connection.execute(_EXPIRED, {"now": now, "most": most}).mappings())


def expired_here(connection: Connection, item: str, place: str, now: datetime) -> list[RowMapping]:
    asked = {"of_item": item, "of_place": place, "now": now}
    return list(connection.execute(_EXPIRED_HERE, asked).mappings())


def turns(connection: Connection, person: str) -> set[int]:
    return set(connection.execute(_TURNS, {"of_person": person}).scalars())


def taken_numbers(connection: Connection, numbers: Sequence[str]) -> set[str]:
    """Those that stand on anybody's paper, also of what has ended: its code would open another's."""
    return set(connection.execute(_NUMBERS_TAKEN, {"numbers": list(numbers)}).scalars())


def enter(connection: Connection, row: Mapping[str, Any]) -> bool:
    """False if somebody took the turn or the number meanwhile."""
    return insert_if_absent(connection, reservations, row)


def deliver(connection: Connection, reservation: str, now: datetime, until: datetime) -> bool:
    """Whether it was waiting for its delivery."""
    asked = {"of_reservation": reservation, "now": now, "until": until}
    return connection.execute(_DELIVER, asked).rowcount == 1


def end(connection: Connection, reservation: str, after: str, now: datetime) -> bool:
    """Whether it stood until now."""
    asked = {"of_reservation": reservation, "state_after": after, "now": now}
    return connection.execute(_END, asked).rowcount == 1


def add_event(
    connection: Connection, reservation: str, at: datetime, actor: str, after: str, reason: str = ""
) -> None:
    """One line more in the reservation's history."""
    told = {"of_reservation": reservation, "at": at, "by": actor, "after": after, "why": reason[:300]}
    connection.execute(_EVENT, told)
