"""Who looked at whom, and what was refused; rows are only ever added."""

from __future__ import annotations

from sqlalchemy import BigInteger, Column, Index, Integer, String, Table

from backend.database.metadata import UtcDateTime, metadata

# No foreign keys: the journal outlives whatever it speaks of.
audit_events = Table(
    "audit_events",
    metadata,
    Column("event", BigInteger().with_variant(Integer, "sqlite"), primary_key=True, autoincrement=True),
    Column("at", UtcDateTime, nullable=False),
    Column("actor", String(80), nullable=False),  # "kiosk:…", "operator:…", "command:…", "address:…"
    Column("action", String(40), nullable=False),
    Column("person", String(36)),  # who was looked at
    Column("holder", String(36)),  # whose card it was, where it was somebody else's
    Column("card", String(40)),
    Column("kiosk", String(40)),  # the device it speaks of
    Column("outcome", String(40), nullable=False),  # "done" or a problem code
    Column("purpose", String(80), nullable=False, server_default=""),  # what an operator looked for
    Index("ix_audit_events_person", "person", "at"),
    Index("ix_audit_events_at", "at"),
    sqlite_autoincrement=True,  # a number is never given twice, so a deleted row leaves a gap
)
