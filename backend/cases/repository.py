"""Statements over cases, built once."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any, Final

from sqlalchemy import (
    Connection,
    RowMapping,
    Select,
    String,
    and_,
    bindparam,
    exists,
    func,
    insert,
    literal,
    or_,
    select,
    update,
)
from sqlalchemy.dialects import postgresql, sqlite

from backend.cases.tables import case_escalations, case_numbers, case_steps, cases
from backend.database.metadata import UtcDateTime

_COUNTED_ANEW: Final = ("received", "registered", "extended", "refused")
_WHOLE = select(cases, case_steps.c.content).join(
    case_steps, (case_steps.c.number == cases.c.number) & (case_steps.c.version == cases.c.version)
)
_BY_NUMBER = _WHOLE.where(cases.c.number == bindparam("of_number"))
_OF_AUTHOR = (
    _WHOLE.where(cases.c.author == bindparam("of_person"))
    .order_by(cases.c.opened_at.desc(), cases.c.number)
    .limit(bindparam("most"))
)
_PROVISIONAL = (
    _WHOLE.where(cases.c.provisional.is_(True), cases.c.state.in_(_COUNTED_ANEW))
    .order_by(cases.c.number)
    .limit(bindparam("most"))
)
_HISTORY = (
    select(case_steps).where(case_steps.c.number == bindparam("of_number")).order_by(case_steps.c.version)
)
_CHANGE = update(cases).where(
    cases.c.number == bindparam("of_number"), cases.c.version == bindparam("read_version")
)
_ESCALATION = (
    select(func.min(case_escalations.c.kind))  # "overdue" comes before "soon"
    .where(case_escalations.c.number == cases.c.number, case_escalations.c.due_on == cases.c.due_on)
    .scalar_subquery()
)
_LINES = select(cases, func.coalesce(_ESCALATION, "").label("escalation"))
_PAGE = _LINES.where(cases.c.number > bindparam("after")).order_by(cases.c.number).limit(bindparam("most"))
_BY_TERM = (
    _LINES.where(cases.c.due_on <= bindparam("until"))
    .order_by(cases.c.due_on, cases.c.number)
    .limit(bindparam("most"))
)


def next_number(connection: Connection, letter: str, year: int) -> int:
    """The year's next number under a letter; a rival on PostgreSQL waits or is run again."""
    dialect = postgresql if connection.dialect.name == "postgresql" else sqlite
    insertion = dialect.insert(case_numbers).values(letter=letter, year=year, last=1)
    statement = insertion.on_conflict_do_update(
        index_elements=["letter", "year"], set_={"last": case_numbers.c.last + 1}
    ).returning(case_numbers.c.last)
    return int(connection.execute(statement).scalar_one())


def add(connection: Connection, row: Mapping[str, Any]) -> None:
    connection.execute(insert(cases), dict(row))


def add_step(connection: Connection, row: Mapping[str, Any]) -> None:
    connection.execute(insert(case_steps), dict(row))


def change(connection: Connection, number: str, read_version: int, values: Mapping[str, Any]) -> bool:
    """Whether the case still had that version and is now changed."""
    statement = _CHANGE.values(**values)
    asked = {"of_number": number, "read_version": read_version}
    return connection.execute(statement, asked).rowcount == 1


def by_number(connection: Connection, number: str) -> RowMapping | None:
    return connection.execute(_BY_NUMBER, {"of_number": number}).mappings().one_or_none()


def of_author(connection: Connection, person: str, most: int) -> list[RowMapping]:
    return list(connection.execute(_OF_AUTHOR, {"of_person": person, "most": most}).mappings())


def provisional(connection: Connection, most: int) -> list[RowMapping]:
    """Cases whose term may have to be counted again."""
    return list(connection.execute(_PROVISIONAL, {"most": most}).mappings())


def history(connection: Connection, number: str) -> list[RowMapping]:
    return list(connection.execute(_HISTORY, {"of_number": number}).mappings())


def page(connection: Connection, state: str, person: str, after: str, most: int) -> list[RowMapping]:
    """By number; "" filters nothing."""
    statement: Select[Any] = _PAGE
    if state:
        statement = statement.where(cases.c.state == state)
    if person:
        statement = statement.where(or_(cases.c.author == person, cases.c.person == person))
    return list(connection.execute(statement, {"after": after, "most": most}).mappings())


def by_term(connection: Connection, until: date, most: int) -> list[RowMapping]:
    """Terms that end until that day, the nearest first."""
    return list(connection.execute(_BY_TERM, {"until": until, "most": most}).mappings())


def escalate(connection: Connection, kind: str, since: date, until: date, now: datetime) -> int:
    """Add a row for each case whose term ends between the two days, inclusive, and has none of that kind."""
    told = exists().where(
        case_escalations.c.number == cases.c.number,
        case_escalations.c.due_on == cases.c.due_on,
        case_escalations.c.kind == kind,
    )
    due = select(cases.c.number, cases.c.due_on, literal(kind, String), literal(now, UtcDateTime)).where(
        and_(cases.c.due_on >= since, cases.c.due_on <= until, ~told)
    )
    dialect = postgresql if connection.dialect.name == "postgresql" else sqlite
    insertion = dialect.insert(case_escalations).from_select(["number", "due_on", "kind", "at"], due)
    added = insertion.on_conflict_do_nothing().returning(case_escalations.c.number)  # two workers at once
    return len(connection.execute(added).all())
