"""Nonces given to kiosks, stored hashed."""

from __future__ import annotations

from sqlalchemy import Column, String, Table

from backend.database.metadata import UtcDateTime, metadata

nonces = Table(
    "nonces",
    metadata,
    Column("nonce_hash", String(64), primary_key=True),
    Column("kiosk", String(40), nullable=False),
    Column("expires_at", UtcDateTime, nullable=False, index=True),
    Column("burnt_at", UtcDateTime),
)
