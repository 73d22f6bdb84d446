"""What telephones tell becomes contacts; twice, late or out of turn it does no harm."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from sqlalchemy import Connection, RowMapping

from backend.contacts import repository
from backend.contacts.service import keeping, talking
from backend.contacts.service.beginning import first_row, hash_of_call
from backend.contacts.values import By, Fresh, NewContact
from backend.contract.telephony import PhoneEventKind
from backend.errors import Refused
from backend.vault import Vault

_STEPS: dict[PhoneEventKind, Callable[[Connection, RowMapping, str, datetime], None]] = {
    "answered": talking.answer,
    "ended": talking.end,
}


def hear(
    connection: Connection,
    vault: Vault,
    new: NewContact,
    event: PhoneEventKind,
    fresh: Fresh,
    now: datetime,
) -> str:
    """The contact of this call after the event; `new.operator` is whoever sits at the line now."""
    actor = f"line:{new.line}"
    call_hash = hash_of_call(vault, new)
    row = repository.by_call(connection, call_hash)
    # Rivals write the row of one operator: of the one who began, should another sit there meanwhile.
    operator = new.operator if row is None else row["operator"]
    if operator is not None:
        repository.take_turn(connection, operator)
    if row is None:
        row = _expected(connection, vault, new, call_hash, actor, now) or _opened(
            connection, vault, new, call_hash, fresh, now
        )
    if new.number and row["number_hash"] is None and not row["anonymous"]:
        repository.change(
            connection, row["contact"], keeping.sealed_number(vault, new.number, fresh, row["contact"])
        )
    if event in _STEPS:
        _STEPS[event](connection, row, actor, now)
    return str(row["contact"])


def seat(connection: Connection, line: str, by: By) -> None:
    """What rings or is talked at the line while nobody sits there is the operator's now."""
    repository.take_turn(connection, by.operator)
    waiting = repository.without_operator(connection, line)
    for contact in waiting:
        row = repository.by_id(connection, contact)
        if row is None:
            continue
        if row["state"] == "talking":
            for other in repository.hold_others(connection, by.operator, contact):
                repository.add_event(connection, other, {"at": by.now, "what": "held", "actor": by.actor})
        keeping.change(connection, row, "seated", by.actor, by.now, {"operator": by.operator})


def _expected(
    connection: Connection, vault: Vault, new: NewContact, call_hash: str, actor: str, now: datetime
) -> RowMapping | None:
    """What a colleague passed on, or the operator is about to dial, gets its call."""
    # A withheld number is nobody's: it must not come by another caller's contact.
    if new.operator is None or not (new.number or new.is_internal):
        return None
    hashed = keeping.number_hash(vault, new.number) if new.number else None
    row = repository.expected(connection, new.operator, new.direction, hashed)
    if row is not None:
        values = {"call_hash": call_hash, "line": new.line}
        keeping.change(connection, row, "rang", actor, now, values)
    return row


def _opened(
    connection: Connection, vault: Vault, new: NewContact, call_hash: str, fresh: Fresh, now: datetime
) -> RowMapping:
    by = By(new.operator or "", now)
    repository.add(connection, first_row(vault, new, fresh, by) | {"call_hash": call_hash})
    row = repository.by_call(connection, call_hash)
    if row is None:
        raise Refused("database-busy")
    repository.add_event(connection, row["contact"], {"at": now, "what": "rang", "actor": f"line:{new.line}"})
    return row
