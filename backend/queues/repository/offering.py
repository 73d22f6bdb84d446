"""Statements over vacancies and offers; built once."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, RowMapping, bindparam, insert, select, update

from backend.database.upsert import insert_if_absent
from backend.queues.tables import queue_offers, queue_vacancies

offers, vacancies = queue_offers, queue_vacancies

_HERE = (
    vacancies.c.place == bindparam("of_place"),
    vacancies.c.cohort == bindparam("of_cohort"),
    vacancies.c.year == bindparam("of_year"),
)
_ONE = select(vacancies).where(*_HERE)
_CORRECT = (
    update(vacancies)
    .where(*_HERE, vacancies.c.taken <= bindparam("new_units"))
    .values(units=bindparam("new_units"))
)
_TAKE = (
    update(vacancies).where(*_HERE, vacancies.c.taken < vacancies.c.units).values(taken=vacancies.c.taken + 1)
)
_GIVE_BACK = update(vacancies).where(*_HERE).values(taken=vacancies.c.taken - 1)
_FREE = select(vacancies).where(
    vacancies.c.kind == bindparam("of_kind"),
    vacancies.c.year == bindparam("of_year"),
    vacancies.c.units > vacancies.c.taken,
)
_OF_APPLICATION = (
    select(offers)
    .where(offers.c.application == bindparam("of_application"))
    .order_by(offers.c.made_at.desc(), offers.c.offer)
)
_OVERDUE = (
    select(offers)
    .where(offers.c.state == "open", offers.c.until <= bindparam("now"))
    .order_by(offers.c.until, offers.c.offer)
    .limit(bindparam("most"))
)
_ANSWER = (
    update(offers)
    .where(offers.c.offer == bindparam("of_offer"), offers.c.state == "open")
    .values(state=bindparam("to_state"), answered_at=bindparam("now"), answered_by=bindparam("by"))
)


def put_vacancy(connection: Connection, row: Mapping[str, Any]) -> bool:
    """Enter or correct the number of places; False if more are taken than there would be."""
    here = {"of_place": row["place"], "of_cohort": row["cohort"], "of_year": row["year"]}
    if connection.execute(_ONE, here).first() is None:
        connection.execute(insert(vacancies), {"taken": 0, **row})
        return True
    return connection.execute(_CORRECT, {**here, "new_units": row["units"]}).rowcount == 1


def free(connection: Connection, kind: str, year: int) -> list[RowMapping]:
    return list(connection.execute(_FREE, {"of_kind": kind, "of_year": year}).mappings())


def take(connection: Connection, place: str, cohort: int, year: int) -> bool:
    """Whether one was free and is taken now: asked and counted in one statement."""
    here = {"of_place": place, "of_cohort": cohort, "of_year": year}
    return connection.execute(_TAKE, here).rowcount == 1


def give_back(connection: Connection, place: str, cohort: int, year: int) -> None:
    connection.execute(_GIVE_BACK, {"of_place": place, "of_cohort": cohort, "of_year": year})


def make(connection: Connection, row: Mapping[str, Any]) -> bool:
    """False where the child has an open offer, or had one of this place this year."""
    return insert_if_absent(connection, offers, row)


def of_application(connection: Connection, application: str) -> list[RowMapping]:
    """The newest first."""
    return list(connection.execute(_OF_APPLICATION, {"of_application": application}).mappings())


def overdue(connection: Connection, now: datetime, most: int) -> list[RowMapping]:
    return list(connection.execute(_OVERDUE, {"now": now, "most": most}).mappings())


def answer(connection: Connection, offer: str, to: str, now: datetime, by: str) -> bool:
    """Whether it was open until now."""
    asked = {"of_offer": offer, "to_state": to, "now": now, "by": by}
    return connection.execute(_ANSWER, asked).rowcount == 1
