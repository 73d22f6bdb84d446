"""Urgent social services: how each application and its act stand, and every step, only ever added to."""

from __future__ import annotations

from sqlalchemy import (
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

STATES = "('applied', 'assigned', 'provided', 'signed', 'unsigned', 'refused', 'withdrawn')"
IDENTITIES = "('papers', 'data', 'code_word', 'call_back', 'said', 'unnamed')"
HAS_ACT = "state IN ('provided', 'signed', 'unsigned')"

urgent_numbers = numbers_table("urgent_numbers")  # «У» of applications, «А» of acts

urgent_services = Table(
    "urgent_services",
    metadata,
    Column("number", String(14), primary_key=True),  # «У-26-000123»
    Column("act_number", String(14), unique=True),  # «А-26-000123»; NULL: no help given yet
    Column("state", String(10), nullable=False),
    Column("version", Integer, nullable=False),  # of the newest step
    Column("kinds", String(400), nullable=False),  # ids of the pack's, by spaces
    Column("basis", String(12), nullable=False),
    Column("identity", String(10), nullable=False),  # how it was made sure who the recipient is
    Column("person", ForeignKey("people.person")),  # the recipient; NULL: not in the register, or unnamed
    Column("speaker", ForeignKey("people.person")),  # who spoke, if somebody else did
    Column("relation", String(9), nullable=False),  # of the one who spoke to the recipient
    Column("contact", String(36)),  # the conversation it was formed in
    Column("opened_at", UtcDateTime, nullable=False),
    Column("needed_on", Date, nullable=False),
    Column("provider", String(200), nullable=False),  # "": nobody yet
    Column("provided_on", Date),
    Column("signed_on", Date),
    Column("unsigned_reason", String(12), nullable=False),
    *term_columns(),
    CheckConstraint(f"state IN {STATES}", name="state"),
    CheckConstraint("basis IN ('application', 'report')", name="basis"),
    CheckConstraint(f"identity IN {IDENTITIES}", name="identity"),
    CheckConstraint(f"({HAS_ACT}) = (act_number IS NOT NULL)", name="act_of_given_help"),
    CheckConstraint("identity <> 'unnamed' OR person IS NULL", name="unnamed"),
    CheckConstraint("state <> 'signed' OR signed_on IS NOT NULL", name="signed_on_a_day"),
    Index("ix_urgent_services_person", "person", "number"),
    Index("ix_urgent_services_contact", "contact"),
    due_index("ix_urgent_services_due"),
)

urgent_steps = steps_table("urgent_steps", urgent_services, STATES)
