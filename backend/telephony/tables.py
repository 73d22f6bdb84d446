"""Telephone lines of the call centre: who sits at each, and the key its events are sealed with."""

from __future__ import annotations

from sqlalchemy import Column, LargeBinary, String, Table, UniqueConstraint

from backend.database.metadata import UtcDateTime, metadata

telephone_lines = Table(
    "telephone_lines",
    metadata,
    Column("line", String(40), primary_key=True),
    Column("key_sealed", LargeBinary, nullable=False),
    Column("operator", String(40)),
    Column("seated_at", UtcDateTime),
    Column("created_at", UtcDateTime, nullable=False),
    Column("withdrawn_at", UtcDateTime),
    UniqueConstraint("operator"),  # an operator sits at one
)
