"""Statements over what was prepared at a desk and waits for a signature, built once."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, RowMapping, bindparam, insert, or_, select, update

from backend.requests.tables import prepared_requests as prepared

_BY_NUMBER = select(prepared).where(prepared.c.number == bindparam("of_number"))
_BY_DELIVERY = select(prepared.c.number).where(prepared.c.delivery_key == bindparam("of_key"))
_IS_WAITING = prepared.c.state == "waiting"
_NEWEST = (prepared.c.prepared_at.desc(), prepared.c.number.desc())
_OF_APPLICANT = (
    select(prepared)
    .where(prepared.c.applicant == bindparam("of_person"), _IS_WAITING)
    .order_by(*_NEWEST)
    .limit(bindparam("most"))
)
_ABOUT = (
    select(prepared)
    .where(
        or_(prepared.c.applicant == bindparam("of_person"), prepared.c.beneficiary == bindparam("of_person"))
    )
    .order_by(*_NEWEST)
    .limit(bindparam("most"))
)
_END = (
    update(prepared)
    .where(prepared.c.number == bindparam("of_number"), _IS_WAITING)
    .values(state=bindparam("to_state"), ended_at=bindparam("now"), content="")
)
_LAPSE = (
    update(prepared)
    .where(_IS_WAITING, prepared.c.prepared_at < bindparam("before"))
    .values(state="lapsed", ended_at=bindparam("now"), content="")
)


def add(connection: Connection, values: Mapping[str, Any]) -> None:
    connection.execute(insert(prepared), dict(values))


def by_number(connection: Connection, number: str) -> RowMapping | None:
    return connection.execute(_BY_NUMBER, {"of_number": number}).mappings().one_or_none()


def by_delivery(connection: Connection, key: str) -> str | None:
    return connection.execute(_BY_DELIVERY, {"of_key": key}).scalar_one_or_none()


def of_applicant(connection: Connection, person: str, most: int) -> list[RowMapping]:
    """Those that still wait."""
    return list(connection.execute(_OF_APPLICANT, {"of_person": person, "most": most}).mappings())


def about(connection: Connection, person: str, most: int) -> list[RowMapping]:
    """All that were ever prepared, by this person or for them."""
    return list(connection.execute(_ABOUT, {"of_person": person, "most": most}).mappings())


def end(connection: Connection, number: str, state: str, now: datetime) -> bool:
    """Whether it still waited; what was told under it goes."""
    arguments = {"of_number": number, "to_state": state, "now": now}
    return connection.execute(_END, arguments).rowcount == 1


def lapse(connection: Connection, before: datetime, now: datetime) -> None:
    connection.execute(_LAPSE, {"before": before, "now": now})
