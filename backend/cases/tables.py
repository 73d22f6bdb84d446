"""Petitions, complaints and enquiries: how each stands, and every step it took, only ever added to."""

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
    false,
)

from backend.database.ledger_tables import due_index, numbers_table, steps_table, term_columns
from backend.database.metadata import UtcDateTime, metadata

KINDS = "('enquiry', 'suggestion', 'application', 'grievance', 'complaint')"
CHANNELS = "('phone', 'kiosk', 'paper', 'portal', 'visit', 'email')"
STATES = (
    "('prepared', 'awaiting_signature', 'received', 'registered', 'extended', 'forwarded', 'answered',"
    " 'refused', 'closed')"
)

case_numbers = numbers_table("case_numbers")

cases = Table(
    "cases",
    metadata,
    Column("number", String(14), primary_key=True),  # «О-26-000123»
    Column("kind", String(12), nullable=False),
    Column("regulation", String(80), nullable=False),  # id of the pack's
    Column("ground", String(80), nullable=False),  # of the complaint; "" where none is asked for
    Column("state", String(20), nullable=False),
    Column("version", Integer, nullable=False),  # of the newest step
    Column("channel", String(10), nullable=False),
    Column("author", ForeignKey("people.person")),  # who speaks; NULL: nobody said who they are
    Column("person", ForeignKey("people.person")),  # for whom
    Column("contact", String(36)),  # the conversation it came from
    Column("opened_at", UtcDateTime, nullable=False),
    Column("received_on", Date),  # the region's day on which the signed text came
    Column("registered_at", UtcDateTime),
    Column("registered_on", Date),  # the region's day of it: terms begin there
    *term_columns(),
    Column("extended", Boolean, nullable=False),
    Column("refusal", String(80), nullable=False),  # why it is not answered: id of the regulation's ground
    Column("responsible", String(80), nullable=False),  # "operator:…"; "": nobody yet
    # Closed so long ago that it names nobody and holds no text any more.
    Column("forgotten", Boolean, nullable=False, server_default=false()),
    CheckConstraint(f"kind IN {KINDS}", name="kind"),
    CheckConstraint(f"channel IN {CHANNELS}", name="channel"),
    CheckConstraint(f"state IN {STATES}", name="state"),
    CheckConstraint("due_on IS NULL OR due_rule <> ''", name="due_by_rule"),
    # By phone no clock of the law starts: what is only prepared has neither a date nor a term.
    CheckConstraint(
        "state NOT IN ('prepared', 'awaiting_signature') OR (registered_at IS NULL AND due_on IS NULL)",
        name="no_clock_before_signature",
    ),
    Index("ix_cases_author", "author", "number"),
    Index("ix_cases_person", "person", "number"),
    Index("ix_cases_state", "state", "number"),
    Index("ix_cases_responsible", "responsible", "number"),
    Index("ix_cases_opened", "opened_at", "number"),
    due_index("ix_cases_due"),
)

case_steps = steps_table("case_steps", cases, STATES)

case_escalations = Table(
    "case_escalations",
    metadata,
    Column("number", ForeignKey("cases.number"), primary_key=True),
    Column("due_on", Date, primary_key=True),  # a new term may be near its end again
    Column("kind", String(10), primary_key=True),
    Column("at", UtcDateTime, nullable=False),
    CheckConstraint("kind IN ('soon', 'overdue')", name="kind"),
)

case_signatures = Table(
    "case_signatures",
    metadata,
    Column("number", ForeignKey("cases.number"), primary_key=True),
    Column("version", Integer, nullable=False),  # of the case that was signed
    Column("at", UtcDateTime, nullable=False),
    # All that the signed digest was made of, so that anybody may verify it again.
    Column("kiosk", String(40), nullable=False),
    Column("nonce", String(64), nullable=False),
    Column("text_hash", String(64), nullable=False),
    Column("certificate", LargeBinary, nullable=False),  # DER; names no person
    Column("signature", LargeBinary, nullable=False),
)
