"""A call to the number that stands in the register: whoever answers it there is the person."""

from __future__ import annotations

from sqlalchemy import Connection, RowMapping

from backend.contacts import repository
from backend.contacts.service import keeping
from backend.contacts.service.beginning import first_row
from backend.contacts.values import By, Fresh, NewContact
from backend.vault import Vault

_KNOWN = ("person", "speaker", "relation", "ground", "topic", "training")


def ring_registered(
    connection: Connection, vault: Vault, by: By, contact: str, number: str, fresh: Fresh
) -> RowMapping:
    """The contact to dial from, with all that the first one knows; asked for again it is the same one."""
    origin = keeping.still_open(connection, contact, by)
    for row in repository.open_of_operator(connection, by.operator):
        if row["parent_contact"] == contact and row["direction"] == "out" and row["state"] == "ringing":
            return row
    new = NewContact("registered", contact, "call_back", "out", number, by.operator)
    known = {name: origin[name] for name in _KNOWN}
    repository.add(connection, first_row(vault, new, fresh, by) | known | {"parent_contact": contact})
    opened = repository.by_id(connection, fresh.id)
    assert opened is not None
    keeping.change(connection, opened, "registered.dial", by.actor, by.now, {})
    keeping.change(connection, origin, "registered.called", by.actor, by.now, {})
    keeping.journal(connection, by, opened, "contact.ring_registered")
    return opened
