"""Statements over referrals, built once."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from sqlalchemy import Connection, RowMapping, and_, bindparam, delete, func, select, update

from backend.database.upsert import insert_if_absent
from backend.referrals.tables import referrals

_IS_OPEN = and_(referrals.c.booking.is_(None), referrals.c.withdrawn_at.is_(None))
_OF_PERSON = (
    select(referrals)
    .where(referrals.c.person == bindparam("of_person"))
    .order_by(referrals.c.issued_at.desc(), referrals.c.number)
    .limit(bindparam("most"))
)
_NEWEST = (
    select(referrals).order_by(referrals.c.issued_at.desc(), referrals.c.number).limit(bindparam("most"))
)
_BY_NUMBER = select(referrals).where(referrals.c.number == bindparam("of_number"))
_LAST_DAYS = (
    select(referrals.c.speciality, func.max(referrals.c.valid_until).label("last_day"))
    .where(
        referrals.c.person == bindparam("of_person"), _IS_OPEN, referrals.c.valid_until >= bindparam("day")
    )
    .group_by(referrals.c.speciality)
)
_SOONEST_OVER = (
    select(referrals.c.referral)
    .where(
        referrals.c.person == bindparam("of_person"),
        referrals.c.speciality == bindparam("of_speciality"),
        referrals.c.valid_until >= bindparam("day"),
        _IS_OPEN,
    )
    .order_by(referrals.c.valid_until, referrals.c.number)
    .limit(1)
)
_SPEND = (
    update(referrals)
    .where(referrals.c.referral == bindparam("of_referral"), _IS_OPEN)
    .values(booking=bindparam("on_booking"))
)
_REPLACE = (
    update(referrals)
    .where(referrals.c.booking == bindparam("of_booking"))
    .values(booking=bindparam("by_booking"))
)
_LAST_DAY_OF = select(referrals.c.valid_until).where(referrals.c.booking == bindparam("of_booking"))
_WITHDRAW = (
    update(referrals)
    .where(referrals.c.number == bindparam("of_number"), _IS_OPEN)
    .values(withdrawn_at=bindparam("now"), withdrawn_by=bindparam("actor"))
)
_PURGE = delete(referrals).where(referrals.c.valid_until < bindparam("before"))


def purge(connection: Connection, before: date) -> None:
    connection.execute(_PURGE, {"before": before})


def add(connection: Connection, row: Mapping[str, Any]) -> bool:
    """False if the number is taken."""
    return insert_if_absent(connection, referrals, row)


def of_person(connection: Connection, person: str, most: int) -> list[RowMapping]:
    return list(connection.execute(_OF_PERSON, {"of_person": person, "most": most}).mappings())


def newest(connection: Connection, most: int) -> list[RowMapping]:
    return list(connection.execute(_NEWEST, {"most": most}).mappings())


def by_number(connection: Connection, number: str) -> RowMapping | None:
    return connection.execute(_BY_NUMBER, {"of_number": number}).mappings().one_or_none()


def last_days(connection: Connection, person: str, day: date) -> dict[str, date]:
    """By speciality, until when the person's open referrals are good."""
    rows = connection.execute(_LAST_DAYS, {"of_person": person, "day": day}).mappings()
    return {row["speciality"]: row["last_day"] for row in rows}


def spend(connection: Connection, person: str, speciality: str, day: date, booking: str) -> bool:
    """Whether one was open for that day; the one that is over soonest goes first."""
    asked = {"of_person": person, "of_speciality": speciality, "day": day}
    referral = connection.execute(_SOONEST_OVER, asked).scalar_one_or_none()
    if referral is None:
        return False
    return connection.execute(_SPEND, {"of_referral": referral, "on_booking": booking}).rowcount == 1


def replace(connection: Connection, booking: str, by: str | None) -> None:
    """What was spent on a booking stands on another one now, or is open again."""
    connection.execute(_REPLACE, {"of_booking": booking, "by_booking": by})


def last_day_of(connection: Connection, booking: str) -> date | None:
    return connection.execute(_LAST_DAY_OF, {"of_booking": booking}).scalars().first()


def withdraw(connection: Connection, number: str, values: Mapping[str, Any]) -> bool:
    return connection.execute(_WITHDRAW, {"of_number": number, **values}).rowcount == 1
