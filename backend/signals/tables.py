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
    String,
    Table,
)

from backend.database.ledger_tables import due_index, numbers_table, steps_table, term_columns
from backend.database.metadata import UtcDateTime, metadata

STATES = "('taken', 'passed_on', 'checked', 'closed')"

signal_numbers = numbers_table("signal_numbers")

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
    *term_columns(),
    CheckConstraint(f"state IN {STATES}", name="state"),
    CheckConstraint("NOT danger OR emergency <> ''", name="emergency_first"),
    CheckConstraint("NOT anonymous OR (speaker IS NULL AND contact IS NULL)", name="anonymous"),
    CheckConstraint("state <> 'passed_on' OR (body <> '' AND passed_at IS NOT NULL)", name="passed_to"),
    CheckConstraint("state NOT IN ('checked', 'closed') OR outcome <> ''", name="outcome"),
    Index("ix_signals_state", "state", "number"),
    due_index("ix_signals_due"),
)

signal_steps = steps_table("signal_steps", signals, STATES)
