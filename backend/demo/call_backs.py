"""Invented calls that were promised: two of them are due, one is wanted later."""

from __future__ import annotations

from datetime import timedelta
from typing import Final

from sqlalchemy import Connection, select

from backend.contacts.service import calling_back
from backend.contacts.tables import contacts
from backend.contacts.values import By, draw_fresh
from backend.demo.calls import CallCentre
from backend.vault import Vault

WANTED_IN: Final = (timedelta(minutes=-40), timedelta(minutes=-5), timedelta(hours=2))  # from now
PROMISED_BEFORE: Final = timedelta(hours=3)


def enter_call_backs(connection: Connection, vault: Vault, centre: CallCentre) -> int:
    """Promise them in the last contacts about somebody; returns how many."""
    phones = {caller.person: caller.phone for caller in centre.callers}
    lately = (
        select(contacts.c.contact, contacts.c.operator, contacts.c.person)
        .where(contacts.c.person.is_not(None), contacts.c.started_at < centre.now - 2 * PROMISED_BEFORE)
        .order_by(contacts.c.started_at.desc())
        .limit(len(WANTED_IN))
    )
    rows = connection.execute(lately).all()
    for row, wanted_in in zip(rows, WANTED_IN, strict=False):
        wanted_at = centre.now + wanted_in
        by = By(row.operator, wanted_at - PROMISED_BEFORE)
        calling_back.promise(connection, vault, by, row.contact, phones[row.person], wanted_at, draw_fresh())
    return len(rows)
