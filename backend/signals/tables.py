"""Signals of trouble: how each stands, and every step it took, only ever added to."""

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
    text,
)

from backend.database.metadata import UtcDateTime, metadata

STATES = "('taken', 'passed_on', 'checked', 'closed')"

signal_numbers = Table(
    "signal_numbers",
    metadata,
    Column("letter", String(1), primary_key=True),
    Column("year", Integer, primary_key=True, autoincrement=False),
    Column("last", Integer, nullable=False),
)

signals = Table(
    "signals",
    metadata,
    Column("number", String(14), primary_key=True),  # «С-26-000123»
    Column("kind", String(80), nullable=False),  # id of the pack's
    Column("state", String(10), nullable=False),
    Column("version", Integer, nullable=False),  # of the newest step
    Column("danger", Boolean, nullable=False),  # to a life
    Column("emergency", String(10), nullable=False),  # who called 112; "" where there was no danger
    Column("source", String(10), nullable=False),  # who tells of it
    Column("anonymous", Boolean, nullable=False),
    Column("about", ForeignKey("people.person")),  # NULL: not in the register, or unknown
    Column("speaker", ForeignKey("people.person")),  # who told, where they said who they are
    Column("contact", String(36)),  # the conversation it came from
    Column("taken_at", UtcDateTime, nullable=False),
    Column("taken_on", Date, nullable=False),  # the region's day of it: terms begin there
    Column("body", String(80), nullable=False),  # to whom it was passed on: id of the pack's; "": nobody yet
    Column("passed_at", UtcDateTime),
    Column("checked_on", Date),
    Column("outcome", String(14), nullable=False),
    Column("consequence", String(14), nullable=False),
    Column("due_on", Date),
    Column("due_rule", String(80), nullable=False),  # id of the pack's deadline
    Column("provisional", Boolean, nullable=False),
    CheckConstraint(f"state IN {STATES}", name="state"),
    CheckConstraint("NOT danger OR emergency <> ''", name="emergency_first"),
    CheckConstraint("NOT anonymous OR (speaker IS NULL AND contact IS NULL)", name="anonymous"),
    CheckConstraint("state <> 'passed_on' OR (body <> '' AND passed_at IS NOT NULL)", name="passed_to"),
    CheckConstraint("state NOT IN ('checked', 'closed') OR outcome <> ''", name="outcome"),
    Index("ix_signals_state", "state", "number"),
    Index(
        "ix_signals_due",
        "due_on",
        "number",
        sqlite_where=text("due_on IS NOT NULL"),
        postgresql_where=text("due_on IS NOT NULL"),
    ),
)

signal_steps = Table(
    "signal_steps",
    metadata,
    Column("number", ForeignKey("signals.number"), primary_key=True),
    Column("version", Integer, primary_key=True, autoincrement=False),  # 1, 2, 3 …
    Column("at", UtcDateTime, nullable=False),
    Column("actor", String(80), nullable=False),
    Column("action", String(20), nullable=False),
    Column("state", String(10), nullable=False),  # after it
    Column("due_on", Date),
    Column("due_rule", String(80), nullable=False),
    Column("provisional", Boolean, nullable=False),
    Column("content", LargeBinary, nullable=False),  # sealed: what was told
    Column("note", LargeBinary),  # sealed: how it was passed on, what was found, what came of it
    CheckConstraint(f"state IN {STATES}", name="state"),
)
