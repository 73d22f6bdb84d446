"""Records of the content that somebody found wrong. What they wrote is sealed: it may name a person."""

from __future__ import annotations

from sqlalchemy import CheckConstraint, Column, Index, LargeBinary, String, Table

from backend.database.metadata import UtcDateTime, metadata

wrong_records = Table(
    "wrong_records",
    metadata,
    Column("report", String(36), primary_key=True),
    Column("kind", String(20), nullable=False),
    Column("entry", String(80), nullable=False),  # its id in the content
    Column("pack_hash", String(64), nullable=False),  # which version was seen; "" unknown
    Column("what_sealed", LargeBinary, nullable=False),
    Column("reported_by", String(40), nullable=False),
    Column("reported_at", UtcDateTime, nullable=False),
    Column("state", String(10), nullable=False),
    Column("answer_sealed", LargeBinary),
    Column("settled_by", String(40)),
    Column("settled_at", UtcDateTime),
    CheckConstraint("state IN ('open', 'corrected', 'kept')", name="state"),
    CheckConstraint("(state = 'open') = (settled_at IS NULL)", name="settled"),
    Index("ix_wrong_records_state", "state", "reported_at"),
)
