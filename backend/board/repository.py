"""What the board counts: open contacts by an index of their states, today's by the same one, and terms."""

from __future__ import annotations

from datetime import date, datetime
from typing import Final

from sqlalchemy import Connection, RowMapping, and_, bindparam, case, func, select, text

from backend.board.seconds import seconds_between
from backend.cases.tables import case_escalations, cases
from backend.contacts.tables import IN_HAND, call_backs, contacts, desk_presence
from backend.operators.tables import operator_roles, operators
from backend.telephony.tables import telephone_lines

OPEN: Final = ("ringing", "talking", "held", "wrap_up")
STATES: Final = (*OPEN, "closed", "lost")
ANSWERING_ROLES: Final = ("operator", "supervisor")

_IN_HAND = select(
    contacts.c.operator,
    contacts.c.state,
    contacts.c.direction,
    contacts.c.started_at,
    contacts.c.answered_at,
    contacts.c.ended_at,
    contacts.c.training,
).where(text(f"contacts.{IN_HAND}"))  # word for word as the index of open contacts has it
# All states are named so that the index of state and beginning serves: today's contacts are few of many.
_TODAY = and_(
    contacts.c.state.in_(STATES),
    contacts.c.started_at >= bindparam("since"),
    contacts.c.training.is_(False),
)
_TALKED = case(
    (contacts.c.hang_up_lost.is_(False), seconds_between(contacts.c.answered_at, contacts.c.ended_at))
)
_WRAPPED_UP = seconds_between(contacts.c.ended_at, contacts.c.closed_at)
# An expression, or SQLite would walk through all contacts by the operators' index to spare itself a sort.
_OPERATOR = func.coalesce(contacts.c.operator, "")
_LOADS = (
    select(
        _OPERATOR.label("operator"),
        func.count(contacts.c.answered_at).label("contacts"),
        func.coalesce(func.sum(_TALKED), 0).label("talk_seconds"),
        func.coalesce(func.sum(case((contacts.c.answered_at.is_not(None), _WRAPPED_UP))), 0).label(
            "wrap_up_seconds"
        ),
        func.sum(case((contacts.c.state == "lost", 1), else_=0)).label("lost"),
    )
    .where(_TODAY)
    .group_by(_OPERATOR)
)
_PEOPLE = (
    select(
        operators.c.operator,
        operators.c.display_name,
        telephone_lines.c.line,
        telephone_lines.c.seated_at,
        desk_presence.c.presence,
        desk_presence.c.since,
    )
    .select_from(
        operators.outerjoin(telephone_lines, telephone_lines.c.operator == operators.c.operator).outerjoin(
            desk_presence, desk_presence.c.operator == operators.c.operator
        )
    )
    .where(
        operators.c.disabled_at.is_(None),
        operators.c.operator.in_(
            select(operator_roles.c.operator).where(operator_roles.c.role.in_(ANSWERING_ROLES))
        ),
    )
    .order_by(operators.c.display_name, operators.c.operator)
)
_CALL_BACKS = (
    select(
        func.count().label("waiting"),
        func.coalesce(func.sum(case((call_backs.c.wanted_at <= bindparam("now"), 1), else_=0)), 0).label(
            "due"
        ),
        func.min(call_backs.c.wanted_at).label("oldest"),
    )
    .join(contacts, contacts.c.contact == call_backs.c.contact)
    .where(call_backs.c.state == "waiting", contacts.c.training.is_(False))
)
_WARNED = (
    select(case_escalations.c.number)
    .where(case_escalations.c.number == cases.c.number, case_escalations.c.due_on == cases.c.due_on)
    .exists()
)
_OVERDUE = cases.c.due_on < bindparam("today")
_TERMS = select(
    func.coalesce(func.sum(case((_OVERDUE, 1), else_=0)), 0).label("overdue"),
    func.coalesce(func.sum(case((_OVERDUE, 0), else_=1)), 0).label("soon"),
    func.coalesce(func.sum(case((cases.c.responsible == "", 1), else_=0)), 0).label("unassigned"),
).where(cases.c.due_on <= bindparam("until"), _OVERDUE | _WARNED)


def in_hand(connection: Connection) -> list[RowMapping]:
    """Every open contact: who has it, in what state, since when."""
    return list(connection.execute(_IN_HAND).mappings())


def loads(connection: Connection, since: datetime) -> list[RowMapping]:
    """Of what began since then, by operator."""
    return list(connection.execute(_LOADS, {"since": since}).mappings())


def people(connection: Connection) -> list[RowMapping]:
    """Whoever answers calls, where they sit and whether they take any."""
    return list(connection.execute(_PEOPLE).mappings())


def promised(connection: Connection, now: datetime) -> RowMapping:
    return connection.execute(_CALL_BACKS, {"now": now}).mappings().one()


def terms(connection: Connection, today: date, until: date) -> RowMapping:
    """Cases past their term, and those of which was warned that they soon will be."""
    return connection.execute(_TERMS, {"today": today, "until": until}).mappings().one()
