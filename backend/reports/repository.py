"""Counts of a period, made by the database; what is an exercise is left out everywhere."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any, Final

from sqlalchemy import (
    ColumnElement,
    Connection,
    Date,
    RowMapping,
    Select,
    and_,
    bindparam,
    case,
    exists,
    func,
    literal,
    select,
)

from backend.board.seconds import seconds_between
from backend.bookings.tables import resources
from backend.cases.tables import case_escalations, cases
from backend.contacts.tables import contacts
from backend.contract.reports import NOT_SAID, ReportName
from backend.database.metadata import UtcDateTime
from backend.operators.tables import operators
from backend.people.tables import people
from backend.requests.tables import prepared_requests, request_items, requests
from backend.stock.tables import items
from backend.unmet.tables import unmet_needs

STATES: Final = ("ringing", "talking", "held", "wrap_up", "closed", "lost")
ANSWERED: Final = ("talking", "held", "wrap_up", "closed")
UNSIGNED: Final = ("prepared", "awaiting_signature")
DECIDED: Final = ("granted", "declined", "withdrawn")
FINISHED: Final = ("answered", "refused", "forwarded", "closed")

_SINCE: Final = bindparam("since", type_=UtcDateTime())
_BEFORE: Final = bindparam("before", type_=UtcDateTime())
# The states are named so that the index of state and beginning serves.
_ANSWERED_THEN = and_(
    contacts.c.state.in_(ANSWERED),
    contacts.c.started_at >= _SINCE,
    contacts.c.started_at < _BEFORE,
    contacts.c.training.is_(False),
)
_OF_EXERCISE = exists().where(contacts.c.contact == cases.c.contact, contacts.c.training.is_(True))
_OPENED_THEN = and_(cases.c.opened_at >= _SINCE, cases.c.opened_at < _BEFORE, ~_OF_EXERCISE)
_IN_AN_EXERCISE = exists().where(
    prepared_requests.c.number == requests.c.number,
    contacts.c.contact == prepared_requests.c.contact,
    contacts.c.training.is_(True),
)
_RECEIVED_THEN = and_(requests.c.received_at >= _SINCE, requests.c.received_at < _BEFORE, ~_IN_AN_EXERCISE)
_IN_VAIN_THEN = and_(unmet_needs.c.span >= _SINCE, unmet_needs.c.span < _BEFORE)
_TODAY: Final = bindparam("today", type_=Date())
_SOON: Final = bindparam("soon", type_=Date())
_NO_KIND = literal("")
_TOWN = func.coalesce(people.c.town, NOT_SAID)

_WAS_LATE = exists().where(case_escalations.c.number == cases.c.number, case_escalations.c.kind == "overdue")
_TERM_OF_CASE = case(
    (cases.c.state.in_(UNSIGNED), "no_clock"),
    (and_(cases.c.state.in_(FINISHED), _WAS_LATE), "done_late"),
    (cases.c.state.in_(FINISHED), "done_in_time"),
    (cases.c.due_on.is_(None), "no_clock"),
    (cases.c.due_on < _TODAY, "overdue"),
    (cases.c.due_on <= _SOON, "soon"),
    else_="running",
)
_TERM_OF_REQUEST = case(
    (requests.c.state.in_(DECIDED), "decided"),
    (requests.c.decide_by.is_(None), "no_clock"),
    (requests.c.decide_by < _TODAY, "overdue"),
    (requests.c.decide_by <= _SOON, "soon"),
    else_="running",
)
# What was prepared in a call and signed later came by that call; everything else came from a kiosk.
_WAY_OF_REQUEST = func.coalesce(prepared_requests.c.channel, "kiosk")
_PREPARED = requests.outerjoin(prepared_requests, prepared_requests.c.number == requests.c.number)


def _counted(
    what: ColumnElement[str], then: ColumnElement[bool], source: Any, kind: ColumnElement[str] = _NO_KIND
) -> Select[str, str, int]:
    counted = select(what.label("id"), kind.label("kind"), func.count().label("count"))
    return counted.select_from(source).where(then).group_by(what, kind)


def _with_town(source: Any, person: ColumnElement[Any]) -> Any:
    return source.outerjoin(people, people.c.person == person)


_ITEMS = requests.join(
    request_items,
    and_(request_items.c.number == requests.c.number, request_items.c.version == requests.c.version),
)
_STATEMENTS: Final[Mapping[ReportName, Select[str, str, int]]] = {
    "contacts_by_topic": _counted(contacts.c.topic, _ANSWERED_THEN, contacts),
    "contacts_by_channel": _counted(contacts.c.channel, _ANSWERED_THEN, contacts),
    "contacts_by_outcome": _counted(contacts.c.outcome, _ANSWERED_THEN, contacts),
    "contacts_by_district": _counted(_TOWN, _ANSWERED_THEN, _with_town(contacts, contacts.c.person)),
    "requests_by_subject": _counted(request_items.c.measure, _RECEIVED_THEN, _ITEMS),
    "requests_by_channel": _counted(_WAY_OF_REQUEST, _RECEIVED_THEN, _PREPARED),
    "requests_by_district": _counted(_TOWN, _RECEIVED_THEN, _with_town(requests, requests.c.beneficiary)),
    "requests_by_term": _counted(_TERM_OF_REQUEST, _RECEIVED_THEN, requests),
    "cases_by_kind": _counted(cases.c.kind, _OPENED_THEN, cases),
    "cases_by_channel": _counted(cases.c.channel, _OPENED_THEN, cases),
    "cases_by_district": _counted(_TOWN, _OPENED_THEN, _with_town(cases, cases.c.person)),
    "cases_by_term": _counted(_TERM_OF_CASE, _OPENED_THEN, cases),
    "unmet_by_kind": _counted(unmet_needs.c.kind, _IN_VAIN_THEN, unmet_needs),
    "unmet_by_subject": _counted(unmet_needs.c.subject, _IN_VAIN_THEN, unmet_needs, unmet_needs.c.kind),
}
_UNMET_IN_CALLS = _counted(
    contacts.c.topic,
    and_(_ANSWERED_THEN, contacts.c.outcome.in_(bindparam("outcomes", expanding=True))),
    contacts,
)
_PART = select(
    func.coalesce(func.sum(case((contacts.c.state == "lost", 0), else_=1)), 0).label("answered"),
    func.coalesce(func.sum(case((contacts.c.state == "lost", 1), else_=0)), 0).label("lost"),
).where(
    contacts.c.state.in_(STATES),
    contacts.c.state != "ringing",
    contacts.c.started_at >= _SINCE,
    contacts.c.started_at < _BEFORE,
    contacts.c.training.is_(False),
    contacts.c.direction == "in",
)
_TALKED = case(
    (contacts.c.hang_up_lost.is_(False), seconds_between(contacts.c.answered_at, contacts.c.ended_at))
)
# An expression, so that SQLite searches by the period and not along the operators' index.
_OPERATOR = func.coalesce(contacts.c.operator, "")
_LOADS = (
    select(
        _OPERATOR.label("operator"),
        func.coalesce(operators.c.display_name, _OPERATOR).label("name"),
        func.count().label("contacts"),
        func.coalesce(func.sum(_TALKED), 0).label("talk_seconds"),
        func.coalesce(func.sum(seconds_between(contacts.c.ended_at, contacts.c.closed_at)), 0).label(
            "wrap_up_seconds"
        ),
    )
    .select_from(contacts.outerjoin(operators, operators.c.operator == contacts.c.operator))
    .where(_ANSWERED_THEN, contacts.c.operator.is_not(None))
    .group_by(_OPERATOR, operators.c.display_name)
)

_ITEMS_TITLES = select(items.c.item, items.c.title).where(items.c.item.in_(bindparam("ids", expanding=True)))
_BOOKABLE_TITLES = (
    select(resources.c.speciality, func.min(resources.c.title))
    .where(resources.c.speciality.in_(bindparam("ids", expanding=True)))
    .group_by(resources.c.speciality)
)
_RESOURCE_TITLES = select(resources.c.resource, resources.c.title).where(
    resources.c.resource.in_(bindparam("ids", expanding=True))
)

NAMES: Final = tuple(_STATEMENTS)


def counts(
    connection: Connection, name: ReportName, since: datetime, before: datetime, today: date, soon: date
) -> list[RowMapping]:
    """`id`, `kind` and `count` of each line there is."""
    asked = {"since": since, "before": before, "today": today, "soon": soon}
    statement = _STATEMENTS[name]
    used = {each: value for each, value in asked.items() if each in statement.compile().params}
    return list(connection.execute(statement, used).mappings())


def unmet_in_calls(
    connection: Connection, outcomes: tuple[str, ...], since: datetime, before: datetime
) -> list[RowMapping]:
    """Calls that ended with one of these outcomes, by topic."""
    asked = {"since": since, "before": before, "outcomes": list(outcomes)}
    return list(connection.execute(_UNMET_IN_CALLS, asked).mappings())


def titles(connection: Connection, kind: str, ids: list[str]) -> dict[str, str]:
    """What stock and bookable things are called; what is gone is left out."""
    statements = {"goods": (_ITEMS_TITLES,), "booking": (_RESOURCE_TITLES, _BOOKABLE_TITLES)}.get(kind, ())
    found: dict[str, str] = {}
    for statement in statements:
        found |= {row[0]: row[1] for row in connection.execute(statement, {"ids": ids})}
    return found


def part(connection: Connection, since: datetime, before: datetime) -> RowMapping:
    """How many calls came in and were answered, and how many were lost."""
    return connection.execute(_PART, {"since": since, "before": before}).mappings().one()


def loads(connection: Connection, since: datetime, before: datetime) -> list[RowMapping]:
    return list(connection.execute(_LOADS, {"since": since, "before": before}).mappings())
