"""What an operator's pages show beside their own work: the contact in hand, or what waits between calls."""

from __future__ import annotations

from datetime import date
from typing import Final

from sqlalchemy import Connection, RowMapping

from backend.announcements import service as announcements
from backend.announcements.service import By as Reader
from backend.contacts.service import calling_back, keeping, looking, presence
from backend.contacts.values import By
from backend.contract.workplace import (
    Colleague,
    Colleagues,
    ColleagueState,
    DeskStart,
    InHandToo,
    MaskedPerson,
    Ring,
    Workplace,
)
from backend.identification.service import permission
from backend.identification_policy import NONE, Policy
from backend.operators import service as operators
from backend.operators.values import Role
from backend.people import service as people
from backend.people.values import Named
from backend.telephony import service as telephony
from backend.vault import Vault
from content.formats import short_name

_ANSWERS: Final = frozenset({Role.OPERATOR, Role.SUPERVISOR})
_MOST_WANTED_FIRST: Final[tuple[ColleagueState, ...]] = ("free", "after_call", "busy", "pause", "away")


def workplace(
    connection: Connection, policy: Policy, vault: Vault, by: By, contact: str, today: date
) -> Workplace:
    """The contact with what may be said and done in it; a look, and journalled as one."""
    row = keeping.found(connection, contact, by)
    keeping.journal(connection, by, row, "contact.view")
    level = level_of(connection, policy, by, row, today)
    others = [each for each in looking.open_rows(connection, by.operator) if each["contact"] != contact]
    for other in others:
        keeping.journal(connection, by, other, "contact.view")
    known = people.named(connection, people_in((row, *others)))
    may = policy.done_at(level)
    return Workplace(
        contact=looking.told(vault, row, by.now),
        person=masked(known, row["person"]),
        speaker=masked(known, row["speaker"]),
        level=level,
        say=policy.said_at(level),
        do=may,
        needs=policy.needs_at(level),
        others=tuple(_too(vault, known, each, by) for each in others),
        turn=looking.turn_of(connection, by.operator),
    )


def start(connection: Connection, vault: Vault, by: By) -> DeskStart:
    """Between two calls."""
    rows = looking.open_rows(connection, by.operator)
    for row in rows:
        keeping.journal(connection, by, row, "contact.view")
    known = people.named(connection, people_in(rows))
    said, since = presence.of(connection, by.operator)
    line = telephony.seat_of(connection, by.operator).line
    return DeskStart(
        operator=by.operator,
        line=line,
        lines=() if line else telephony.empty_lines(connection, by.now),
        presence=said,
        since=since,
        in_hand=tuple(_too(vault, known, row, by) for row in rows),
        call_backs=calling_back.waiting(connection, by),
        announcements=announcements.current(connection, Reader(by.operator, by.now)).announcements,
        turn=looking.turn_of(connection, by.operator),
        server_time=by.now,
    )


def ring(connection: Connection, by: By) -> Ring:
    """What a page has to know at once; it names nobody, so it is no look."""
    rows = looking.open_rows(connection, by.operator)
    # What the operator is about to dial is no news to them.
    ringing = [row["contact"] for row in rows if row["state"] == "ringing" and row["direction"] == "in"]
    talking = [row["contact"] for row in rows if row["state"] == "talking"]
    return Ring(
        turn=looking.turn_of(connection, by.operator),
        ringing=next(iter(ringing), ""),
        talking=next(iter(talking), ""),
        server_time=by.now,
    )


def colleagues(connection: Connection, by: By) -> Colleagues:
    """Those who answer calls; of whom nothing is known, they are away."""
    states = presence.states(connection, telephony.sitting(connection, by.now))
    found = [
        Colleague(operator=operator, name=name, state=states.get(operator, "away"))
        for operator, name in operators.with_role(connection, _ANSWERS).items()
        if operator != by.operator
    ]
    return Colleagues(colleagues=tuple(sorted(found, key=lambda one: _MOST_WANTED_FIRST.index(one.state))))


def level_of(connection: Connection, policy: Policy, by: By, row: RowMapping, today: date) -> str:
    """How sure it is who speaks, for what the gate lets; nobody is known to a supervisor who listens."""
    if row["operator"] != by.operator:
        return NONE
    return permission.in_hand(connection, policy, by, row["contact"], today).level


def people_in(rows: tuple[RowMapping, ...] | list[RowMapping]) -> set[str]:
    return {row[name] for row in rows for name in ("person", "speaker") if row[name]}


def masked(known: dict[str, Named], person: str | None) -> MaskedPerson | None:
    """A short name and a year."""
    found = known.get(person or "")
    if found is None:
        return None
    return MaskedPerson(
        person=found.person,
        short_name=short_name(found.last_name, found.first_name, found.middle_name),
        birth_year=found.birth_date.year,
    )


def _too(vault: Vault, known: dict[str, Named], row: RowMapping, by: By) -> InHandToo:
    told, who = looking.told(vault, row, by.now), masked(known, row["person"])
    return InHandToo(
        contact=told.contact,
        state=told.state,
        channel=told.channel,
        direction=told.direction,
        person="" if who is None else who.short_name,
        number=told.number,
        seconds=told.seconds,
    )
