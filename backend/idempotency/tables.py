"""Answers already given, by the key the client made before its first send."""

from __future__ import annotations

from sqlalchemy import Column, Integer, LargeBinary, String, Table

from backend.database.metadata import UtcDateTime, metadata

idempotent_answers = Table(
    "idempotent_answers",
    metadata,
    Column("key", String(64), primary_key=True),  # by itself: a re-enrolled kiosk is a new client
    Column("request_hash", String(64), nullable=False),
    Column("status", Integer, nullable=False),
    Column("answer", LargeBinary, nullable=False),  # sealed
    Column("expires_at", UtcDateTime, nullable=False, index=True),
)
