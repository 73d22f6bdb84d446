"""Contacts drawn for a listening supervisor, week by week, and what was found of each."""

from __future__ import annotations

from sqlalchemy import (
    Boolean,
    CheckConstraint,
    Column,
    Date,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    String,
    Table,
    Text,
)

from backend.database.metadata import UtcDateTime, metadata

# A week is drawn once; who would draw again until the result pleases finds it drawn.
quality_draws = Table(
    "quality_draws",
    metadata,
    Column("week", Date, primary_key=True),  # its Monday
    Column("drawn_at", UtcDateTime, nullable=False),
    Column("samples", Integer, nullable=False),
)

quality_samples = Table(
    "quality_samples",
    metadata,
    Column("contact", ForeignKey("contacts.contact"), primary_key=True),
    Column("week", ForeignKey("quality_draws.week"), nullable=False),
    Column("operator", String(40), nullable=False),
    Column("version", Integer, nullable=False),  # 0: nobody has judged it
    Column("reviewer", String(40)),
    Column("reviewed_at", UtcDateTime),
    Column("score", Integer),  # percent of what could be reached
    Column("failed", Boolean, nullable=False),  # on a point that decides alone
    Column("answers", Text, nullable=False, server_default=""),  # JSON by point
    Column("remark_sealed", LargeBinary),
    Column("pack_hash", String(64), nullable=False, server_default=""),  # whose form it was
    Column("seen_at", UtcDateTime),  # by the operator
    CheckConstraint("score IS NULL OR score BETWEEN 0 AND 100", name="score"),
    CheckConstraint("(version = 0) = (reviewer IS NULL)", name="judged_by_somebody"),
    CheckConstraint("reviewer IS NULL OR reviewer <> operator", name="nobody_judges_themselves"),
    Index("ix_quality_samples_week", "week", "operator"),
    Index("ix_quality_samples_operator", "operator", "reviewed_at"),
)
