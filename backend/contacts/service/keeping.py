"""What all services of contacts share: whose it is, its history, the operator's turn, its seals."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, RowMapping

from backend.audit import service as audit
from backend.audit.service import AuditEvent
from backend.contacts import repository
from backend.contacts.values import By, Fresh
from backend.errors import Refused
from backend.vault import Vault

NUMBER = "contact-number"
NOTES = "contact-notes"
CALL_BACK = "call-back-number"
CALL = "contact-call"


def found(connection: Connection, contact: str, by: By) -> RowMapping:
    """The operator's own contact, or any for a supervisor; `contact-unknown`, `contact-not-yours`."""
    row = repository.by_id(connection, contact)
    if row is None:
        raise Refused("contact-unknown")
    if row["operator"] != by.operator and not by.is_supervisor:
        raise Refused("contact-not-yours")
    return row


def own(connection: Connection, contact: str, by: By) -> RowMapping:
    """A contact its operator may change: also a supervisor only listens to others'."""
    repository.take_turn(connection, by.operator)
    return mine(connection, contact, by)


def mine(connection: Connection, contact: str, by: By) -> RowMapping:
    """The same without a turn, for what rivals cannot undo."""
    row = repository.by_id(connection, contact)
    if row is None:
        raise Refused("contact-unknown")
    if row["operator"] != by.operator:
        raise Refused("contact-not-yours")
    return row


def still_open(connection: Connection, contact: str, by: By) -> RowMapping:
    """The same, unless it is over: `contact-closed`."""
    row = own(connection, contact, by)
    if row["state"] in {"closed", "lost"}:
        raise Refused("contact-closed")
    return row


def change(
    connection: Connection, row: RowMapping, what: str, actor: str, now: datetime, values: Mapping[str, Any]
) -> None:
    """Write the change and a line of the contact's history."""
    if values:
        repository.change(connection, row["contact"], values)
    repository.add_event(connection, row["contact"], {"at": now, "what": what, "actor": actor})


def journal(connection: Connection, by: By, row: RowMapping, action: str) -> None:
    """A line for each person it speaks of; the one who speaks stands beside the one it is for."""
    if row["person"] is None and row["speaker"] is None:
        return
    spoken_for = row["person"] or row["speaker"]
    other = row["speaker"] if row["person"] and row["speaker"] != row["person"] else None
    audit.record(connection, AuditEvent(by.now, by.actor, action, person=spoken_for, holder=other))


def sealed_number(vault: Vault, number: str, fresh: Fresh, contact: str) -> dict[str, Any]:
    """The columns of a number; empty ones for none."""
    if not number:
        return {"number_sealed": None, "number_hash": None}
    return {
        "number_sealed": vault.seal(fresh.number_nonce, number, f"{NUMBER}:{contact}"),
        "number_hash": number_hash(vault, number),
    }


def number_hash(vault: Vault, number: str) -> str:
    """Under which a number is found again."""
    return vault.hash_of(NUMBER, number)


def number_of(vault: Vault, row: RowMapping) -> str:
    sealed = row["number_sealed"]
    return vault.open(sealed, f"{NUMBER}:{row['contact']}") if sealed else ""


def sealed_notes(vault: Vault, notes: str, fresh: Fresh, contact: str) -> bytes:
    return vault.seal(fresh.notes_nonce, notes, f"{NOTES}:{contact}")


def notes_of(vault: Vault, row: RowMapping) -> str:
    sealed = row["notes_sealed"]
    return vault.open(sealed, f"{NOTES}:{row['contact']}") if sealed else ""
