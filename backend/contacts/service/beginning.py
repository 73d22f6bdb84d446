"""A contact begins: once for each call, however often it is told."""

from __future__ import annotations

from typing import Any

from sqlalchemy import Connection, RowMapping

from backend.contacts import repository
from backend.contacts.service import keeping, talking
from backend.contacts.values import By, Fresh, NewContact
from backend.errors import Refused
from backend.vault import Vault

# What somebody does here and now begins with talk; what is only dialled rings first.
_AT_ONCE = frozenset({"visit", "trust_line"})


def open_at_desk(connection: Connection, vault: Vault, by: By, new: NewContact, fresh: Fresh) -> RowMapping:
    """The operator's new contact, or the one this call has already."""
    repository.take_turn(connection, by.operator)
    call_hash = hash_of_call(vault, new)
    standing = repository.by_call(connection, call_hash)
    if standing is not None:
        return standing
    row = first_row(vault, new, fresh, by) | {"call_hash": call_hash, "operator": by.operator}
    repository.add(connection, row)
    opened = repository.by_call(connection, call_hash)
    if opened is None:
        raise Refused("database-busy")
    keeping.change(connection, opened, "opened", by.actor, by.now, {})
    if new.channel in _AT_ONCE or new.direction == "in":
        talking.answer(connection, opened, by.actor, by.now)
    return repository.by_id(connection, fresh.id) or opened


def hash_of_call(vault: Vault, new: NewContact) -> str:
    """Exchanges put numbers into names of calls, so none is stored."""
    return vault.hash_of(keeping.CALL, f"{new.source}\0{new.call}")


def first_row(vault: Vault, new: NewContact, fresh: Fresh, by: By) -> dict[str, Any]:
    """A contact that rings and of whom nothing is known."""
    return {
        "contact": fresh.id,
        "call_hash": None,
        "line": new.line,
        "channel": new.channel,
        "direction": new.direction,
        "operator": new.operator,
        "state": "ringing",
        "started_at": by.now,
        "hang_up_lost": False,
        **keeping.sealed_number(vault, new.number, fresh, fresh.id),
        "relation": "self",
        "level": "none",
        "notes_version": 0,
        "training": new.training,
        "anonymous": False,
    }
