"""Dials the number that stands in the register for whoever says that they speak."""

from __future__ import annotations

from sqlalchemy import Connection, RowMapping

from backend.contacts.service import keeping
from backend.contacts.service.ringing_registered import ring_registered
from backend.contacts.values import By, Fresh
from backend.errors import Refused
from backend.identification import repository
from backend.identification.service.levels import who_speaks
from backend.vault import Vault


def ring_back(connection: Connection, vault: Vault, by: By, contact: str, fresh: Fresh) -> RowMapping:
    """The contact to dial from; `identification-no-number` where the register has none."""
    row = keeping.still_open(connection, contact, by)
    known = repository.person(connection, who_speaks(row))
    if known is None or not known["phone"]:
        raise Refused("identification-no-number")
    return ring_registered(connection, vault, by, contact, known["phone"], fresh)
