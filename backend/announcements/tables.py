"""Announcements, and who has marked which as read."""

from __future__ import annotations

from sqlalchemy import Boolean, CheckConstraint, Column, ForeignKey, Index, String, Table

from backend.contract.announcements import LONGEST_TEXT, LONGEST_TITLE
from backend.database.metadata import UtcDateTime, metadata

IMPORTANCE = "('info', 'important', 'urgent')"

# Never changed: a wrong one is retracted, and another written.
announcements = Table(
    "announcements",
    metadata,
    Column("announcement", String(36), primary_key=True),
    Column("title", String(LONGEST_TITLE), nullable=False),
    Column("text", String(LONGEST_TEXT), nullable=False),
    Column("title_en", String(LONGEST_TITLE), nullable=False, server_default=""),
    Column("text_en", String(LONGEST_TEXT), nullable=False, server_default=""),
    Column("importance", String(10), nullable=False),
    Column("for_operators", Boolean, nullable=False),
    Column("for_kiosks", Boolean, nullable=False),
    Column("begins_at", UtcDateTime, nullable=False),
    Column("ends_at", UtcDateTime, nullable=False),
    Column("author", String(40), nullable=False),
    Column("created_at", UtcDateTime, nullable=False),
    Column("retracted_at", UtcDateTime),
    Column("retracted_by", String(40)),
    CheckConstraint(f"importance IN {IMPORTANCE}", name="importance"),
    CheckConstraint("ends_at > begins_at", name="period"),
    CheckConstraint("for_operators OR for_kiosks", name="for_somebody"),
    Index("ix_announcements_ends_at", "ends_at"),
)

announcement_reads = Table(
    "announcement_reads",
    metadata,
    Column("announcement", ForeignKey("announcements.announcement"), primary_key=True),
    Column("operator", String(40), primary_key=True),
    Column("read_at", UtcDateTime, nullable=False),
)
