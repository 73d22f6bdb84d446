"""A contact goes to a colleague with all that is known; its own conversation ends here."""

from __future__ import annotations

from sqlalchemy import Connection, RowMapping

from backend.contacts import repository
from backend.contacts.service import keeping, talking
from backend.contacts.values import By, Fresh
from backend.errors import Refused
from backend.operators import service as operators
from backend.operators.values import Role
from backend.vault import Vault

_CARRIED = (
    "channel",
    "person",
    "speaker",
    "relation",
    "ground",
    "level",
    "topic",
    "training",
    "anonymous",
)
_ANSWERS = frozenset({Role.OPERATOR, Role.SUPERVISOR})


def transfer(
    connection: Connection, vault: Vault, by: By, contact: str, colleague: str, fresh: Fresh
) -> RowMapping:
    """The contact as the colleague gets it: it rings there, and knows its parent."""
    roles = operators.roles_of_open(connection, colleague) if colleague != by.operator else None
    if roles is None or roles.isdisjoint(_ANSWERS):
        raise Refused("contact-colleague-unknown")
    for operator in sorted((by.operator, colleague)):  # in one order, so that two transfers cannot lock up
        repository.take_turn(connection, operator)
    row = keeping.still_open(connection, contact, by)
    if row["state"] not in {"talking", "held"}:
        raise Refused("contact-not-talking")
    notes = keeping.notes_of(vault, row)
    repository.add(
        connection,
        {
            "contact": fresh.id,
            "operator": colleague,
            "direction": "in",  # it rings at the colleague's, whoever dialled first
            "state": "ringing",
            "started_at": by.now,
            "hang_up_lost": False,
            **{name: row[name] for name in _CARRIED},
            **keeping.sealed_number(vault, keeping.number_of(vault, row), fresh, fresh.id),
            "notes_sealed": keeping.sealed_notes(vault, notes, fresh, fresh.id) if notes else None,
            "notes_version": 1 if notes else 0,
            "parent_contact": contact,
        },
    )
    passed = repository.by_id(connection, fresh.id)
    assert passed is not None
    keeping.change(connection, passed, "passed_on", by.actor, by.now, {})
    keeping.change(connection, row, "transferred", by.actor, by.now, {})
    talking.end(connection, row, by.actor, by.now)
    keeping.journal(connection, by, passed, "contact.transfer")
    return passed
