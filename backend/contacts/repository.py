"""Statements over contacts, their history, calls back and turns, built once."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, RowMapping, bindparam, delete, func, insert, or_, select, update
from sqlalchemy.dialects import postgresql, sqlite

from backend.contacts.tables import call_backs, contact_events, contacts, desk_presence, desk_turns
from backend.contacts.values import OPEN_STATES
from backend.database.upsert import insert_if_absent, insert_or_update

_BY_ID = select(contacts).where(contacts.c.contact == bindparam("of_contact"))
_BY_CALL = select(contacts).where(contacts.c.call_hash == bindparam("of_call"))
_OPEN_OF_OPERATOR = (
    select(contacts)
    .where(contacts.c.operator == bindparam("of_operator"), contacts.c.state.in_(OPEN_STATES))
    .order_by(contacts.c.started_at.desc(), contacts.c.contact)
)
# Passed on, or about to be dialled: waits for its telephone call. A colleague's extension fits any.
_EXPECTED = (
    select(contacts)
    .where(
        contacts.c.operator == bindparam("of_operator"),
        contacts.c.state == "ringing",
        contacts.c.call_hash.is_(None),
        contacts.c.direction == bindparam("in_direction"),
        or_(bindparam("any_number") == 1, contacts.c.number_hash == bindparam("of_number")),
    )
    .order_by(contacts.c.started_at, contacts.c.contact)
    .limit(1)
)
_OF_PERSON = (
    select(contacts)
    .where(
        contacts.c.person == bindparam("of_person"),
        contacts.c.contact != bindparam("but"),
        contacts.c.training.is_(False),
    )
    .order_by(contacts.c.started_at.desc(), contacts.c.contact)
    .limit(bindparam("most"))
)
_HOLD_OTHERS = (
    update(contacts)
    .where(
        contacts.c.operator == bindparam("of_operator"),
        contacts.c.state == "talking",
        contacts.c.contact != bindparam("but"),
    )
    .values(state="held")
    .returning(contacts.c.contact)
)
_RINGS = contacts.c.state == "ringing"
_TO_BE_DIALLED = contacts.c.call_hash.is_(None) & (contacts.c.direction == "out")
_STALE = select(contacts).where(
    or_(
        _RINGS & ~_TO_BE_DIALLED & (contacts.c.started_at < bindparam("rung_before")),
        _RINGS & _TO_BE_DIALLED & (contacts.c.started_at < bindparam("taken_before")),
        contacts.c.state.in_(("talking", "held")) & (contacts.c.answered_at < bindparam("talked_before")),
    )
)
_WITHOUT_OPERATOR = select(contacts.c.contact).where(
    contacts.c.line == bindparam("at_line"),
    contacts.c.operator.is_(None),
    contacts.c.state.in_(("ringing", "talking")),
)
_LAST_STEP = select(func.coalesce(func.max(contact_events.c.step), 0)).where(
    contact_events.c.contact == bindparam("of_contact")
)
_EVENTS = (
    select(contact_events)
    .where(contact_events.c.contact == bindparam("of_contact"))
    .order_by(contact_events.c.step)
)
_TURN = select(desk_turns.c.turn).where(desk_turns.c.operator == bindparam("of_operator"))
_CALL_BACKS = select(call_backs, contacts.c.training, contacts.c.operator.label("promised_by")).join(
    contacts, contacts.c.contact == call_backs.c.contact
)
_CALL_BACK = _CALL_BACKS.where(call_backs.c.call_back == bindparam("of_call_back"))
_PROMISED = select(call_backs).where(
    call_backs.c.contact == bindparam("of_contact"), call_backs.c.state.in_(("waiting", "taken"))
)
_OPEN_CALL_BACKS = (
    _CALL_BACKS.where(
        call_backs.c.state.in_(("waiting", "taken")),
        or_(contacts.c.training.is_(False), contacts.c.operator == bindparam("of_operator")),
    )
    .order_by(call_backs.c.wanted_at, call_backs.c.call_back)
    .limit(bindparam("most"))
)
_FREE_TAKEN = (
    update(call_backs)
    .where(call_backs.c.state == "taken", call_backs.c.taken_at < bindparam("taken_before"))
    .values(state="waiting", operator=None, taken_at=None)
)
_PRESENCE = select(desk_presence).where(desk_presence.c.operator == bindparam("of_operator"))
_ALL_PRESENCE = select(desk_presence)
_OCCUPIED = (
    select(contacts.c.operator, contacts.c.state)
    .where(contacts.c.operator.is_not(None), contacts.c.state.in_(OPEN_STATES))
    .distinct()
)
_NAMING = (
    select(contacts.c.contact)
    .where(contacts.c.forgotten_at.is_(None), contacts.c.ended_at < bindparam("ended_before"))
    .order_by(contacts.c.ended_at)
    .limit(bindparam("most"))
)
_OF_FORGOTTEN = contacts.c.contact.in_(bindparam("past", expanding=True))
_FORGET = (
    update(contacts)
    .where(_OF_FORGOTTEN)
    .values(
        number_sealed=None,
        number_hash=None,
        call_hash=None,
        person=None,
        speaker=None,
        ground="",
        notes_sealed=None,
        forgotten_at=bindparam("now"),
    )
)
_FORGET_CALL_BACKS = delete(call_backs).where(call_backs.c.contact.in_(bindparam("past", expanding=True)))


def by_id(connection: Connection, contact: str) -> RowMapping | None:
    return connection.execute(_BY_ID, {"of_contact": contact}).mappings().one_or_none()


def by_call(connection: Connection, call_hash: str) -> RowMapping | None:
    return connection.execute(_BY_CALL, {"of_call": call_hash}).mappings().one_or_none()


def open_of_operator(connection: Connection, operator: str) -> list[RowMapping]:
    return list(connection.execute(_OPEN_OF_OPERATOR, {"of_operator": operator}).mappings())


def expected(
    connection: Connection, operator: str, direction: str, number_hash: str | None
) -> RowMapping | None:
    """The oldest contact that waits for a call of this number; None: of any."""
    asked = {
        "of_operator": operator,
        "in_direction": direction,
        "any_number": 0 if number_hash else 1,
        "of_number": number_hash,
    }
    return connection.execute(_EXPECTED, asked).mappings().one_or_none()


def of_person(connection: Connection, person: str, but: str, most: int) -> list[RowMapping]:
    asked = {"of_person": person, "but": but, "most": most}
    return list(connection.execute(_OF_PERSON, asked).mappings())


def add(connection: Connection, row: Mapping[str, Any]) -> bool:
    """False if a contact of this call stands."""
    return insert_if_absent(connection, contacts, row)


def change(connection: Connection, contact: str, values: Mapping[str, Any]) -> None:
    connection.execute(update(contacts).where(contacts.c.contact == contact).values(**values))


def save_notes(connection: Connection, contact: str, version: int, sealed: bytes) -> bool:
    """Whether the notes still stood at `version`."""
    statement = (
        update(contacts)
        .where(contacts.c.contact == contact, contacts.c.notes_version == version)
        .values(notes_sealed=sealed, notes_version=version + 1)
    )
    return connection.execute(statement).rowcount == 1


def hold_others(connection: Connection, operator: str, but: str) -> list[str]:
    return list(connection.execute(_HOLD_OTHERS, {"of_operator": operator, "but": but}).scalars())


def stale(
    connection: Connection, rung_before: datetime, talked_before: datetime, taken_before: datetime
) -> list[RowMapping]:
    asked = {"rung_before": rung_before, "talked_before": talked_before, "taken_before": taken_before}
    return list(connection.execute(_STALE, asked).mappings())


def without_operator(connection: Connection, line: str) -> list[str]:
    return list(connection.execute(_WITHOUT_OPERATOR, {"at_line": line}).scalars())


def add_event(connection: Connection, contact: str, values: Mapping[str, Any]) -> None:
    last = connection.execute(_LAST_STEP, {"of_contact": contact}).scalar_one()
    connection.execute(insert(contact_events), {"contact": contact, "step": last + 1, **values})


def events(connection: Connection, contact: str) -> list[RowMapping]:
    return list(connection.execute(_EVENTS, {"of_contact": contact}).mappings())


def turn(connection: Connection, operator: str) -> int:
    return connection.execute(_TURN, {"of_operator": operator}).scalar_one_or_none() or 0


def take_turn(connection: Connection, operator: str) -> None:
    """Also makes rivals wait, or run again: one operator's contacts change one after another."""
    dialect = postgresql if connection.dialect.name == "postgresql" else sqlite
    insertion = dialect.insert(desk_turns).values(operator=operator, turn=1)
    connection.execute(
        insertion.on_conflict_do_update(index_elements=["operator"], set_={"turn": desk_turns.c.turn + 1})
    )


def add_call_back(connection: Connection, row: Mapping[str, Any]) -> bool:
    """False if one is promised in this contact already."""
    return insert_if_absent(connection, call_backs, row)


def call_back(connection: Connection, which: str) -> RowMapping | None:
    return connection.execute(_CALL_BACK, {"of_call_back": which}).mappings().one_or_none()


def promised(connection: Connection, contact: str) -> RowMapping | None:
    return connection.execute(_PROMISED, {"of_contact": contact}).mappings().one_or_none()


def open_call_backs(connection: Connection, operator: str, most: int) -> list[RowMapping]:
    """Everybody's, and of exercises the operator's own."""
    asked = {"of_operator": operator, "most": most}
    return list(connection.execute(_OPEN_CALL_BACKS, asked).mappings())


def change_call_back(
    connection: Connection, which: str, before: Mapping[str, Any], values: Mapping[str, Any]
) -> bool:
    """Whether it still stood as `before` says."""
    statement = update(call_backs).where(
        call_backs.c.call_back == which, *(call_backs.c[name] == value for name, value in before.items())
    )
    return connection.execute(statement.values(**values)).rowcount == 1


def free_taken(connection: Connection, taken_before: datetime) -> None:
    connection.execute(_FREE_TAKEN, {"taken_before": taken_before})


def presence(connection: Connection, operator: str) -> RowMapping | None:
    return connection.execute(_PRESENCE, {"of_operator": operator}).mappings().one_or_none()


def all_presence(connection: Connection) -> list[RowMapping]:
    return list(connection.execute(_ALL_PRESENCE).mappings())


def set_presence(connection: Connection, operator: str, which: str, since: datetime) -> None:
    row = {"operator": operator, "presence": which, "since": since}
    insert_or_update(connection, desk_presence, row)


def occupied(connection: Connection) -> list[RowMapping]:
    """Operator and state of each open contact, without repetition."""
    return list(connection.execute(_OCCUPIED).mappings())


def naming(connection: Connection, before: datetime, most: int) -> list[str]:
    """Contacts that ended before and still say whose they were, the oldest first."""
    return list(connection.execute(_NAMING, {"ended_before": before, "most": most}).scalars())


def forget(connection: Connection, past: Sequence[str], now: datetime) -> None:
    connection.execute(_FORGET, {"past": past, "now": now})


def forget_call_backs(connection: Connection, past: Sequence[str]) -> None:
    connection.execute(_FORGET_CALL_BACKS, {"past": past})
