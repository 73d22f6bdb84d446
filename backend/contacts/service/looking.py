"""What is told of contacts: one, what an operator has in hand, a person's earlier ones."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import Connection, RowMapping

from backend.contacts import repository
from backend.contacts.service import keeping
from backend.contacts.values import By
from backend.contract.contacts import Contact, DeskCall, PastContact, PastContacts
from backend.errors import Refused
from backend.vault import Vault

MOST_PAST = 20


def one(connection: Connection, vault: Vault, by: By, contact: str) -> Contact:
    """With a line in the journal, if it speaks of anybody."""
    row = keeping.found(connection, contact, by)
    keeping.journal(connection, by, row, "contact.view")
    return told(vault, row, by.now)


def in_hand(connection: Connection, vault: Vault, by: By) -> DeskCall:
    """The operator's own open contacts; nobody else's."""
    turn = repository.turn(connection, by.operator)
    rows = repository.open_of_operator(connection, by.operator)
    for row in rows:
        keeping.journal(connection, by, row, "contact.view")
    return DeskCall(turn=turn, contacts=tuple(told(vault, row, by.now) for row in rows))


def open_rows(connection: Connection, operator: str) -> list[RowMapping]:
    """What the operator has in hand, the newest first; the caller writes the journal."""
    return repository.open_of_operator(connection, operator)


def turn_of(connection: Connection, operator: str) -> int:
    """Grows with each change of the operator's contacts."""
    return repository.turn(connection, operator)


def earlier(connection: Connection, vault: Vault, by: By, contact: str) -> PastContacts:
    """Of the person this contact is for."""
    row = keeping.found(connection, contact, by)
    if row["person"] is None:
        raise Refused("contact-person-missing")
    keeping.journal(connection, by, row, "contact.earlier")
    rows = repository.of_person(connection, row["person"], contact, MOST_PAST)
    return PastContacts(
        contacts=tuple(
            PastContact(
                contact=each["contact"],
                channel=each["channel"],
                started_at=each["started_at"],
                topic=each["topic"],
                outcome=each["outcome"],
                notes=keeping.notes_of(vault, each),
            )
            for each in rows
        )
    )


def history(connection: Connection, contact: str) -> tuple[tuple[str, str], ...]:
    """What was done with it, and by whom, from the beginning."""
    return tuple((row["what"], row["actor"]) for row in repository.events(connection, contact))


def steps(connection: Connection, contact: str) -> tuple[tuple[datetime, str], ...]:
    """When what was done with it."""
    return tuple((row["at"], row["what"]) for row in repository.events(connection, contact))


def told(vault: Vault, row: RowMapping, now: datetime) -> Contact:
    """The row as its operator sees it."""
    return Contact(
        contact=row["contact"],
        channel=row["channel"],
        direction=row["direction"],
        state=row["state"],
        operator=row["operator"],
        started_at=row["started_at"],
        answered_at=row["answered_at"],
        ended_at=row["ended_at"],
        seconds=_seconds(row, now),
        hang_up_lost=row["hang_up_lost"],
        number=keeping.number_of(vault, row),
        person=row["person"],
        speaker=row["speaker"],
        relation=row["relation"],
        ground=row["ground"],
        level=row["level"],
        topic=row["topic"],
        outcome=row["outcome"],
        notes=keeping.notes_of(vault, row),
        notes_version=row["notes_version"],
        training=row["training"],
        anonymous=row["anonymous"],
        parent=row["parent_contact"],
        server_time=now,
    )


def _seconds(row: RowMapping, now: datetime) -> int | None:
    """By the server's clock alone."""
    if row["answered_at"] is None or row["hang_up_lost"]:
        return None
    return max(0, int(((row["ended_at"] or now) - row["answered_at"]).total_seconds()))
