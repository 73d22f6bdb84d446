"""Answers left behind an eight-digit code for seven days, and who tried wrong codes."""

from __future__ import annotations

from sqlalchemy import Boolean, CheckConstraint, Column, Integer, LargeBinary, String, Table, false

from backend.database.metadata import UtcDateTime, metadata

handoffs = Table(
    "handoffs",
    metadata,
    Column("code_hash", String(64), primary_key=True),  # under the vault's key
    Column("kind", String(10), nullable=False),
    Column("sealed", LargeBinary, nullable=False),
    Column("kiosk", String(40), nullable=False),
    Column("left_at", UtcDateTime, nullable=False),
    Column("expires_at", UtcDateTime, nullable=False, index=True),
    Column(
        "at_desk", Boolean, nullable=False, server_default=false()
    ),  # an operator's; a kiosk goes on with it
    Column("openings", Integer, nullable=False, server_default="0"),
    CheckConstraint("kind IN ('handoff', 'slip')", name="kind"),
)

handoff_tries = Table(
    "handoff_tries",
    metadata,
    Column("client", String(80), primary_key=True),  # who tries, never the code: nobody can block another
    Column("wrong", Integer, nullable=False),
    Column("since", UtcDateTime, nullable=False),
    Column("locked_until", UtcDateTime),
)
