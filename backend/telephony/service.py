"""Telephone lines: who sits where, and what a line tells of its calls."""

from __future__ import annotations

import re
from datetime import datetime, timedelta
from typing import Final

from sqlalchemy import Connection

from backend.audit import service as audit
from backend.audit.service import AuditEvent
from backend.contacts.service import hearing
from backend.contacts.values import By, Fresh, NewContact
from backend.contract.telephony import LINE_PATTERN, PhoneEvent, Seat
from backend.errors import Refused
from backend.people import phone
from backend.telephony import repository
from backend.vault import Vault

MOST_EMPTY_LINES: Final = 200
LONGEST_SHIFT: Final = timedelta(hours=16)  # who went home without leaving the line keeps nobody from it
_EXTENSION: Final = re.compile(r"[0-9]{2,6}")


class LineRefused(Exception):
    """A command about a line that does not fit; `code` has a page in docs/failures.md."""

    def __init__(self, code: str, what_to_do: str) -> None:
        super().__init__(what_to_do)
        self.code = code


def hear(connection: Connection, vault: Vault, event: PhoneEvent, fresh: Fresh, now: datetime) -> str | None:
    """The contact of the event's call; None where there is no such line."""
    line = repository.line(connection, event.line)
    if line is None:
        return None
    new = NewContact(
        source=f"line:{event.line}",
        call=event.call,
        channel="phone",
        direction=event.direction,
        number=number_of(event.number),
        operator=line["operator"],
        line=event.line,
        is_internal=_EXTENSION.fullmatch(phone.dialled(event.number)) is not None,
    )
    return hearing.hear(connection, vault, new, event.event, fresh, now)


def number_of(written: str) -> str:
    """E.164; "" for a withheld number and whatever is none."""
    try:
        return phone.parse(written)
    except phone.PhoneInvalid:
        return ""


def key_of(connection: Connection, vault: Vault, line: str) -> str:
    """The key a line's events are sealed with; "" where there is no such line."""
    row = repository.line(connection, line)
    return "" if row is None else vault.open(row["key_sealed"], f"line-key:{line}")


def add_line(connection: Connection, vault: Vault, line: str, key: str, nonce: bytes, now: datetime) -> None:
    """`line-name-wrong`, `line-exists`; a withdrawn line's name is not given again."""
    if not re.fullmatch(LINE_PATTERN, line):
        raise LineRefused("line-name-wrong", "Use small letters, digits and hyphens, at most 40.")
    row = {"line": line, "key_sealed": vault.seal(nonce, key, f"line-key:{line}"), "created_at": now}
    if not repository.add(connection, row):
        raise LineRefused("line-exists", "Choose another name: this one was given already.")


def withdraw_line(connection: Connection, line: str, now: datetime) -> None:
    """Its key is good for nothing any more."""
    if not repository.withdraw(connection, line, now):
        raise LineRefused("line-unknown", "Look at `python -m backend line list`.")


def lines(connection: Connection) -> tuple[tuple[str, bool, bool], ...]:
    """Name, whether somebody sits there, whether it is in service."""
    rows = repository.all_lines(connection)
    return tuple((row["line"], row["operator"] is not None, row["withdrawn_at"] is None) for row in rows)


def seat_of(connection: Connection, operator: str) -> Seat:
    return Seat(line=repository.line_of(connection, operator))


def empty_lines(connection: Connection, now: datetime) -> tuple[str, ...]:
    """Where one may sit down."""
    return tuple(repository.empty_lines(connection, MOST_EMPTY_LINES, now - LONGEST_SHIFT))


def sitting(connection: Connection, now: datetime) -> frozenset[str]:
    """The operators who sit at a line."""
    return repository.sitting(connection, now - LONGEST_SHIFT)


def sit(connection: Connection, by: By, line: str) -> Seat:
    """Sit down at a line, up from another; its calls are this operator's from now on."""
    if repository.line(connection, line) is None:
        raise Refused("line-unknown")
    if repository.line_of(connection, by.operator) != line:
        repository.leave(connection, by.operator)
    if not repository.sit(connection, line, by.operator, by.now, by.now - LONGEST_SHIFT):
        raise Refused("line-taken")
    hearing.seat(connection, line, by)
    audit.record(connection, AuditEvent(by.now, by.actor, "line.sit"))
    return Seat(line=line)


def leave(connection: Connection, by: By) -> Seat:
    """Stand up: nothing rings here any more."""
    repository.leave(connection, by.operator)
    audit.record(connection, AuditEvent(by.now, by.actor, "line.leave"))
    return Seat(line="")
