"""Requests that came over Open311: as they came, sealed, until they have become an enquiry."""

from __future__ import annotations

from sqlalchemy import CheckConstraint, Column, Index, LargeBinary, String, Table, text

from backend.database.metadata import UtcDateTime, metadata

open311_requests = Table(
    "open311_requests",
    metadata,
    Column("token", String(32), primary_key=True),
    Column("once_hash", String(64), unique=True),  # of the client's Idempotency-Key; NULL: it sent none
    Column("body_hash", String(64), nullable=False),  # of what was sent with it
    Column("client", String(40), nullable=False),
    Column("service_code", String(80), nullable=False),
    Column("requested_at", UtcDateTime, nullable=False),
    Column("number", String(14), unique=True),  # of the enquiry; NULL: it waits for its turn
    Column("sealed", LargeBinary),  # what was written, while it waits
    CheckConstraint("(number IS NULL) = (sealed IS NOT NULL)", name="sealed_while_waiting"),
    Index("ix_open311_requests_requested", "requested_at", "token"),
    Index(
        "ix_open311_requests_waiting",
        "requested_at",
        sqlite_where=text("number IS NULL"),
        postgresql_where=text("number IS NULL"),
    ),
)
