"""Statements over the tables of requests, built once."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, RowMapping, bindparam, func, insert, or_, select, update
from sqlalchemy.dialects import postgresql, sqlite

from backend.people.tables import people
from backend.requests.tables import (
    consents,
    request_history,
    request_items,
    request_numbers,
    request_versions,
    requests,
)

_BY_NUMBER = select(requests).where(requests.c.number == bindparam("of_number"))
_BY_DELIVERY = select(request_versions.c.number).where(request_versions.c.delivery_key == bindparam("of_key"))
_OF_APPLICANT = (
    select(requests)
    .where(requests.c.applicant == bindparam("of_person"))
    .order_by(requests.c.filed_at.desc(), requests.c.number.desc())
    .limit(bindparam("most"))
)
_ABOUT = (
    select(requests)
    .where(
        or_(requests.c.applicant == bindparam("of_person"), requests.c.beneficiary == bindparam("of_person"))
    )
    .order_by(requests.c.filed_at.desc(), requests.c.number.desc())
    .limit(bindparam("most"))
)
_ITEMS = (
    select(request_items)
    .join(
        requests,
        (requests.c.number == request_items.c.number) & (requests.c.version == request_items.c.version),
    )
    .where(request_items.c.number.in_(bindparam("numbers", expanding=True)))
    .order_by(request_items.c.number, request_items.c.position)
)
_HISTORY = (
    select(request_history)
    .where(request_history.c.number.in_(bindparam("numbers", expanding=True)))
    .order_by(request_history.c.number, request_history.c.step)
)
_LAST_STEP = select(func.coalesce(func.max(request_history.c.step), 0)).where(
    request_history.c.number == bindparam("of_number")
)
_VERSION = select(request_versions).where(
    request_versions.c.number == bindparam("of_number"), request_versions.c.version == bindparam("of_version")
)
_CONSENT = select(consents.c.given_at, consents.c.withdrawn_at).where(
    consents.c.number == bindparam("of_number"), consents.c.version == bindparam("of_version")
)
_WITHDRAW_CONSENTS = (
    update(consents)
    .where(consents.c.number == bindparam("of_number"), consents.c.withdrawn_at.is_(None))
    .values(withdrawn_at=bindparam("now"))
)
_FORGET_TOLD = (
    update(request_versions)
    .where(request_versions.c.number == bindparam("of_number"))
    .values(contact="{}", answers="[]", note="")
)
_CHANGE = (
    update(requests)
    .where(
        requests.c.number == bindparam("of_number"),
        requests.c.state == bindparam("before"),
        requests.c.version == bindparam("old_version"),
    )
    .values(state=bindparam("after"), version=bindparam("new_version"), decide_by=bindparam("new_term"))
)
_NAMES = select(people.c.person, people.c.last_name, people.c.first_name, people.c.middle_name).where(
    people.c.person.in_(bindparam("persons", expanding=True))
)
_PAGE = (
    select(
        requests.c.number,
        requests.c.applicant,
        requests.c.filed_at,
        requests.c.state,
        requests.c.decide_by,
        people.c.last_name,
        people.c.first_name,
        people.c.middle_name,
        select(func.count())
        .select_from(request_items)
        .where(
            request_items.c.number == requests.c.number,
            request_items.c.version == requests.c.version,
        )
        .scalar_subquery()
        .label("measures"),
    )
    .join(people, people.c.person == requests.c.applicant)
    .where(requests.c.number > bindparam("after"))
    .order_by(requests.c.number)
    .limit(bindparam("most"))
)
_PAGE_IN_STATE = _PAGE.where(requests.c.state == bindparam("in_state"))


def next_number(connection: Connection, year: int) -> int:
    """The year's next number; a rival on PostgreSQL waits or is run again."""
    dialect = postgresql if connection.dialect.name == "postgresql" else sqlite
    insertion = dialect.insert(request_numbers).values(year=year, last=1)
    statement = insertion.on_conflict_do_update(
        index_elements=["year"], set_={"last": request_numbers.c.last + 1}
    ).returning(request_numbers.c.last)
    return int(connection.execute(statement).scalar_one())


def by_number(connection: Connection, number: str) -> RowMapping | None:
    return connection.execute(_BY_NUMBER, {"of_number": number}).mappings().one_or_none()


def by_delivery(connection: Connection, key: str) -> str | None:
    return connection.execute(_BY_DELIVERY, {"of_key": key}).scalar_one_or_none()


def add(connection: Connection, values: Mapping[str, Any]) -> None:
    connection.execute(insert(requests), dict(values))


def add_version(
    connection: Connection, values: Mapping[str, Any], items: Iterable[Mapping[str, Any]]
) -> None:
    connection.execute(insert(request_versions), dict(values))
    rows = [dict(item) for item in items]
    if rows:
        connection.execute(insert(request_items), rows)


def add_consent(connection: Connection, values: Mapping[str, Any]) -> None:
    connection.execute(insert(consents), dict(values))


def add_step(connection: Connection, number: str, values: Mapping[str, Any]) -> None:
    last = connection.execute(_LAST_STEP, {"of_number": number}).scalar_one()
    connection.execute(insert(request_history), {"number": number, "step": last + 1, **values})


def change(connection: Connection, number: str, values: Mapping[str, Any]) -> bool:
    """Whether the request still stood as `values` says and is now changed."""
    return connection.execute(_CHANGE, {"of_number": number, **values}).rowcount == 1


def of_applicant(connection: Connection, person: str, most: int) -> list[RowMapping]:
    return list(connection.execute(_OF_APPLICANT, {"of_person": person, "most": most}).mappings())


def about(connection: Connection, person: str, most: int) -> list[RowMapping]:
    """Those the person filed, and those filed for them."""
    return list(connection.execute(_ABOUT, {"of_person": person, "most": most}).mappings())


def items(connection: Connection, numbers: list[str]) -> list[RowMapping]:
    """Items of the newest versions."""
    return list(connection.execute(_ITEMS, {"numbers": numbers}).mappings())


def history(connection: Connection, numbers: list[str]) -> list[RowMapping]:
    return list(connection.execute(_HISTORY, {"numbers": numbers}).mappings())


def version(connection: Connection, number: str, which: int) -> RowMapping:
    return connection.execute(_VERSION, {"of_number": number, "of_version": which}).mappings().one()


def consent(connection: Connection, number: str, which: int) -> RowMapping | None:
    """When it was given, and withdrawn."""
    return connection.execute(_CONSENT, {"of_number": number, "of_version": which}).mappings().one_or_none()


def withdraw_consents(connection: Connection, number: str, now: datetime) -> None:
    """The records of consent stay; what was told under them goes."""
    connection.execute(_WITHDRAW_CONSENTS, {"of_number": number, "now": now})
    connection.execute(_FORGET_TOLD, {"of_number": number})


def names(connection: Connection, persons: list[str]) -> dict[str, RowMapping]:
    found = connection.execute(_NAMES, {"persons": persons}).mappings()
    return {row["person"]: row for row in found}


def page(connection: Connection, state: str, after: str, most: int) -> list[RowMapping]:
    if state:
        found = connection.execute(_PAGE_IN_STATE, {"in_state": state, "after": after, "most": most})
    else:
        found = connection.execute(_PAGE, {"after": after, "most": most})
    return list(found.mappings())
