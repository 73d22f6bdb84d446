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
    delete,
    exists,
    func,
    insert,
    literal,
    or_,
    select,
    tuple_,
    update,
)
from sqlalchemy.dialects import postgresql, sqlite

from backend.cases.tables import case_escalations, case_numbers, case_signatures, case_steps, cases
from backend.cases.values import Wanted
from backend.database.ledger import Ledger
from backend.database.metadata import UtcDateTime
from backend.people.tables import people

LEDGER: Final = Ledger(case_numbers, cases, case_steps)
_COUNTED_ANEW: Final = ("received", "registered", "extended", "refused")
_WHOLE = LEDGER.whole()
_OF_AUTHOR = (
    _WHOLE.where(cases.c.author == bindparam("of_person"))
    .order_by(cases.c.opened_at.desc(), cases.c.number)
    .limit(bindparam("most"))
)
_TO_SIGN = (
    select(func.count())
    .select_from(cases)
    .where(cases.c.author == bindparam("of_person"), cases.c.state.in_(("prepared", "awaiting_signature")))
)
_PROVISIONAL = (
    _WHOLE.where(cases.c.provisional.is_(True), cases.c.state.in_(_COUNTED_ANEW))
    .order_by(cases.c.number)
    .limit(bindparam("most"))
)
_ESCALATION = (
    select(func.min(case_escalations.c.kind))  # "overdue" comes before "soon"
    .where(case_escalations.c.number == cases.c.number, case_escalations.c.due_on == cases.c.due_on)
    .scalar_subquery()
)
_LINES = select(
    cases,
    func.coalesce(_ESCALATION, "").label("escalation"),
    func.coalesce(people.c.town, "").label("town"),
).select_from(cases.outerjoin(people, people.c.person == cases.c.person))
# Where each order goes on after a case: the columns it is sorted by, and whether upwards.
_ORDERS: Final[Mapping[str, tuple[tuple[Any, ...], bool]]] = {
    "number": ((cases.c.number,), True),
    "newest": ((cases.c.opened_at, cases.c.number), False),
    "due": ((cases.c.due_on, cases.c.number), True),
}
_SIGNATURE = select(case_signatures).where(case_signatures.c.number == bindparam("of_number"))
_BY_TERM = (
    _LINES.where(cases.c.due_on <= bindparam("until"))
    .order_by(cases.c.due_on, cases.c.number)
    .limit(bindparam("most"))
)


def of_author(connection: Connection, person: str, most: int) -> list[RowMapping]:
    return list(connection.execute(_OF_AUTHOR, {"of_person": person, "most": most}).mappings())


def to_sign(connection: Connection, person: str) -> int:
    return int(connection.execute(_TO_SIGN, {"of_person": person}).scalar_one())


def provisional(connection: Connection, most: int) -> list[RowMapping]:
    """Cases whose term may have to be counted again."""
    return list(connection.execute(_PROVISIONAL, {"most": most}).mappings())


def page(connection: Connection, wanted: Wanted, order: str, after: str, most: int) -> list[RowMapping]:
    """In the order asked for, on from the case `after`."""
    columns, upwards = _ORDERS[order]
    statement: Select[Any] = _LINES
    for column, value in (
        (cases.c.state, wanted.state),
        (cases.c.kind, wanted.kind),
        (people.c.town, wanted.town),
    ):
        if value:
            statement = statement.where(column == value)
    if wanted.responsible is not None:
        statement = statement.where(cases.c.responsible == wanted.responsible)
    if wanted.person:
        statement = statement.where(or_(cases.c.author == wanted.person, cases.c.person == wanted.person))
    if order == "due":
        statement = statement.where(cases.c.due_on.is_not(None))
    if after:
        last = connection.execute(select(*columns).where(cases.c.number == after)).one_or_none()
        if last is None or None in last:
            return []
        reached = tuple_(*(literal(value, column.type) for value, column in zip(last, columns, strict=True)))
        here = tuple_(*columns)
        statement = statement.where(here > reached if upwards else here < reached)
    statement = statement.order_by(*(each.asc() if upwards else each.desc() for each in columns)).limit(most)
    return list(connection.execute(statement).mappings())


def add_signature(connection: Connection, row: Mapping[str, Any]) -> None:
    connection.execute(insert(case_signatures), dict(row))


def signature_of(connection: Connection, number: str) -> RowMapping | None:
    return connection.execute(_SIGNATURE, {"of_number": number}).mappings().one_or_none()


def over(connection: Connection, before: datetime, unsigned_before: datetime, most: int) -> list[str]:
    """Numbers of closed cases whose time is over; those that were never registered are kept shorter."""
    registered = and_(cases.c.registered_at.is_not(None), case_steps.c.at < before)
    never = and_(cases.c.registered_at.is_(None), case_steps.c.at < unsigned_before)
    found = (
        select(cases.c.number)
        .join(case_steps, LEDGER.newest())
        .where(cases.c.state == "closed", cases.c.forgotten.is_(False), or_(registered, never))
        .order_by(cases.c.number)
        .limit(most)
    )
    return list(connection.execute(found).scalars())


def forgotten_by(connection: Connection, before: datetime, most: int) -> list[str]:
    """Texts that were prepared, and that nobody signed or touched since."""
    found = (
        select(cases.c.number)
        .join(case_steps, LEDGER.newest())
        .where(cases.c.state.in_(("prepared", "awaiting_signature")), case_steps.c.at < before)
        .order_by(cases.c.number)
        .limit(most)
    )
    return list(connection.execute(found).scalars())


def forget(connection: Connection, numbers: list[str]) -> None:
    """Overwrite texts and notes, take out whoever is named; the steps stay as a count."""
    LEDGER.forget(connection, numbers, ("author", "person", "contact"))
    connection.execute(update(cases).where(cases.c.number.in_(numbers)).values(forgotten=True))
    connection.execute(delete(case_signatures).where(case_signatures.c.number.in_(numbers)))


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


def standing(connection: Connection, numbers: list[str]) -> list[RowMapping]:
    """State, term and newest step of these cases."""
    chosen = (
        select(cases.c.number, cases.c.state, cases.c.due_on, case_steps.c.at)
        .join(case_steps, LEDGER.newest())
        .where(cases.c.number.in_(numbers))
    )
    return list(connection.execute(chosen).mappings())
