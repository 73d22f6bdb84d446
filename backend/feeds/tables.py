"""Secret keys of calendar feeds: whoever has one reads when a resource is busy, and nothing else."""

from __future__ import annotations

from sqlalchemy import Column, ForeignKey, String, Table

from backend.database.metadata import UtcDateTime, metadata

calendar_keys = Table(
    "calendar_keys",
    metadata,
    Column("key_hash", String(64), primary_key=True),
    Column("resource", ForeignKey("resources.resource"), nullable=False, index=True),
    Column("made_at", UtcDateTime, nullable=False),
    Column("revoked_at", UtcDateTime),
)
