"""The sessions that cards opened. Their secrets are stored hashed."""

from __future__ import annotations

from sqlalchemy import CheckConstraint, Column, Integer, String, Table

from backend.database.metadata import UtcDateTime, metadata

card_sessions = Table(
    "card_sessions",
    metadata,
    Column("session_hash", String(64), primary_key=True),
    Column("kiosk", String(40), nullable=False),
    Column("card", String(40), nullable=False),
    Column("person", String(36), nullable=False),
    Column("guid", String(32), nullable=False),
    Column("level", Integer, nullable=False),
    Column("opened_at", UtcDateTime, nullable=False),
    Column("expires_at", UtcDateTime, nullable=False, index=True),
    Column("ended_at", UtcDateTime),
    CheckConstraint("level IN (1, 2)", name="level"),
)
