"""Receipts that were taken in, and deliveries that no repetition brings in: each an item for an operator."""

from __future__ import annotations

from sqlalchemy import Column, Index, Integer, LargeBinary, String, Table

from backend.database.metadata import UtcDateTime, metadata

# A row of an outbox has one effect under whatever key it is sent again, by whoever has a copy of it.
taken_receipts = Table(
    "taken_receipts",
    metadata,
    Column("receipt_code", String(24), primary_key=True),
    Column("sealed_hash", String(64), nullable=False),  # SHA-256 of the sealed row
    Column("number", String(12), nullable=False),  # of the request it made or changed
    Column("at", UtcDateTime, nullable=False),
)

refused_deliveries = Table(
    "refused_deliveries",
    metadata,
    Column("delivery_key", String(64), primary_key=True),
    Column("receipt_code", String(24), nullable=False, index=True),
    Column("sequence", Integer, nullable=False),
    Column("kiosk", String(40), nullable=False),  # the one that brought it
    Column("at", UtcDateTime, nullable=False),
    Column("code", String(40), nullable=False),
    Column("sealed", LargeBinary, nullable=False),  # as it came: nobody reads it without the sealing key
    Column("settled_at", UtcDateTime),
    Column("settled_by", String(80)),
    Index("ix_refused_deliveries_open", "settled_at", "at"),
)
