"""Statements over the waiting list, and over what is counted against somebody, built once."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, RowMapping, and_, bindparam, delete, or_, select, update

from backend.bookings.tables import booking_tries, waiting
from backend.database.upsert import insert_if_absent, insert_or_update

_FIRST = (
    select(waiting)
    .where(
        waiting.c.state == "waiting",
        or_(
            waiting.c.resource == bindparam("of_resource"),
            and_(
                waiting.c.resource == "",
                waiting.c.speciality == bindparam("of_speciality"),
                waiting.c.provider == bindparam("of_provider"),
            ),
        ),
    )
    .order_by(waiting.c.since, waiting.c.entry)
    .limit(bindparam("most"))
)
_OFFER = (
    update(waiting)
    .where(waiting.c.entry == bindparam("of_entry"), waiting.c.state == "waiting")
    .values(
        state="offered",
        booking=bindparam("of_booking"),
        offered_at=bindparam("now"),
        offer_until=bindparam("until"),
    )
)
_SETTLE = (
    update(waiting)
    .where(waiting.c.booking == bindparam("of_booking"), waiting.c.state == "offered")
    .values(state=bindparam("state_after"))
)
_LEAVE = (
    update(waiting)
    .where(waiting.c.entry == bindparam("of_entry"), waiting.c.state == "waiting")
    .values(state="left")
)
_OF_PERSONS = (
    select(waiting)
    .where(
        waiting.c.person.in_(bindparam("persons", expanding=True)),
        waiting.c.state.in_(("waiting", "offered")),
    )
    .order_by(waiting.c.since, waiting.c.entry)
)
_STANDING = select(waiting.c.entry).where(
    waiting.c.person == bindparam("of_person"),
    waiting.c.resource == bindparam("of_resource"),
    waiting.c.speciality == bindparam("of_speciality"),
    waiting.c.provider == bindparam("of_provider"),
    waiting.c.state.in_(("waiting", "offered")),
)
_WANTED = (
    select(waiting.c.resource, waiting.c.speciality, waiting.c.provider)
    .where(waiting.c.state == "waiting")
    .distinct()
    .order_by(waiting.c.resource, waiting.c.speciality, waiting.c.provider)
)
_TRIES = select(booking_tries).where(booking_tries.c.client == bindparam("of_client"))


def join(connection: Connection, row: Mapping[str, Any]) -> bool:
    """False if the person waits for the same already."""
    return insert_if_absent(connection, waiting, row)


def standing(connection: Connection, row: Mapping[str, Any]) -> str | None:
    """The entry under which the person waits for the same."""
    asked = {f"of_{name}": row[name] for name in ("person", "resource", "speciality", "provider")}
    return connection.execute(_STANDING, asked).scalar_one_or_none()


def first_for(
    connection: Connection, resource: str, speciality: str, provider: str, most: int
) -> list[RowMapping]:
    """Who waits for this resource, or for its speciality at its provider; the longest first."""
    asked = {
        "of_resource": resource,
        "of_speciality": speciality,
        "of_provider": provider,
        "most": most,
    }
    return list(connection.execute(_FIRST, asked).mappings())


def wanted(connection: Connection) -> list[RowMapping]:
    """What at least one person waits for."""
    return list(connection.execute(_WANTED).mappings())


def offer(connection: Connection, entry: str, booking: str, now: datetime, until: datetime) -> bool:
    asked = {"of_entry": entry, "of_booking": booking, "now": now, "until": until}
    return connection.execute(_OFFER, asked).rowcount == 1


def settle(connection: Connection, booking: str, state: str) -> bool:
    """What became of an offer: `taken`, `lapsed`, `left`; False if the booking was none."""
    return connection.execute(_SETTLE, {"of_booking": booking, "state_after": state}).rowcount == 1


def leave(connection: Connection, entry: str) -> bool:
    return connection.execute(_LEAVE, {"of_entry": entry}).rowcount == 1


def of_persons(connection: Connection, persons: list[str]) -> list[RowMapping]:
    return list(connection.execute(_OF_PERSONS, {"persons": persons}).mappings())


def tries(connection: Connection, client: str) -> RowMapping | None:
    return connection.execute(_TRIES, {"of_client": client}).mappings().one_or_none()


def keep_tries(connection: Connection, row: Mapping[str, Any]) -> None:
    insert_or_update(connection, booking_tries, row)


def purge_tries(connection: Connection, before: datetime) -> None:
    connection.execute(delete(booking_tries).where(booking_tries.c.since < before))
