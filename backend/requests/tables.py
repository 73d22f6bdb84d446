"""Requests with their versions, items, consents and history; history is only ever added to.

What was only prepared at a desk is none yet: it waits for its applicant's signature beside them.
"""

from __future__ import annotations

from sqlalchemy import CheckConstraint, Column, Date, ForeignKey, Index, Integer, String, Table, Text
from sqlalchemy import ForeignKeyConstraint as Points

from backend.database.metadata import UtcDateTime, metadata

STATES = "('received', 'in_review', 'documents_needed', 'granted', 'declined', 'withdrawn')"

request_numbers = Table(
    "request_numbers",
    metadata,
    Column("year", Integer, primary_key=True, autoincrement=False),
    Column("last", Integer, nullable=False),
)

requests = Table(
    "requests",
    metadata,
    Column("number", String(12), primary_key=True),  # «26-000123»
    Column("delivery_key", String(64), nullable=False, unique=True),  # exactly once, for as long as it stands
    Column("receipt_code", String(24), nullable=False, index=True),
    Column("kiosk", String(40), nullable=False),
    Column("applicant", ForeignKey("people.person"), nullable=False),
    Column("beneficiary", ForeignKey("people.person"), nullable=False, index=True),
    Column("filed_at", UtcDateTime, nullable=False),
    Column("received_at", UtcDateTime, nullable=False),
    Column("proof", String(10), nullable=False),
    Column("state", String(20), nullable=False),
    Column("version", Integer, nullable=False),  # the newest
    Column("decide_by", Date),
    CheckConstraint(f"state IN {STATES}", name="state"),
    CheckConstraint("proof IN ('session', 'signature')", name="proof"),
    Index("ix_requests_applicant", "applicant", "filed_at"),
    Index("ix_requests_state", "state", "number"),
)

# By telephone nothing is filed, and no term of the law runs: under the same number it is, once signed.
prepared_requests = Table(
    "prepared_requests",
    metadata,
    Column("number", String(12), primary_key=True),
    Column("delivery_key", String(64), nullable=False, unique=True),
    Column("receipt_code", String(24), nullable=False),
    Column("channel", String(10), nullable=False),
    Column("contact", ForeignKey("contacts.contact")),
    Column("applicant", ForeignKey("people.person"), nullable=False),  # who spoke, and signs
    Column("beneficiary", ForeignKey("people.person"), nullable=False),  # for whom
    Column("prepared_at", UtcDateTime, nullable=False),
    Column("prepared_by", String(80), nullable=False),
    Column("content", Text, nullable=False),  # JSON of what is to be signed; "" once it is over
    Column("state", String(10), nullable=False),
    Column("ended_at", UtcDateTime),
    CheckConstraint("channel IN ('phone', 'visit')", name="channel"),
    CheckConstraint("state IN ('waiting', 'signed', 'withdrawn', 'lapsed')", name="state"),
    Index("ix_prepared_requests_applicant", "applicant", "prepared_at"),
    Index("ix_prepared_requests_beneficiary", "beneficiary", "prepared_at"),
    Index("ix_prepared_requests_state", "state", "prepared_at"),
)

request_versions = Table(
    "request_versions",
    metadata,
    Column("number", ForeignKey("requests.number"), primary_key=True),
    Column("version", Integer, primary_key=True, autoincrement=False),
    Column("delivery_key", String(64), nullable=False, unique=True),
    Column("at", UtcDateTime, nullable=False),
    Column("contact", Text, nullable=False),  # JSON
    Column("answers", Text, nullable=False),  # JSON
    Column("pack_hash", String(64), nullable=False),
    Column("on", Date),
    Column("note", String(1000), nullable=False, server_default=""),
)

request_items = Table(
    "request_items",
    metadata,
    Column("number", String(12), primary_key=True),
    Column("version", Integer, primary_key=True, autoincrement=False),
    Column("position", Integer, primary_key=True, autoincrement=False),
    Column("measure", String(80), nullable=False),
    Column("kind", String(10), nullable=False),
    Column("verdict", String(12), nullable=False, server_default=""),
    Column("decide_by", Date),
    Column("deadline_text", String(500), nullable=False, server_default=""),
    Points(["number", "version"], ["request_versions.number", "request_versions.version"]),
    CheckConstraint("kind IN ('guaranteed', 'desired', 'paid')", name="kind"),
)

request_history = Table(
    "request_history",
    metadata,
    Column("number", ForeignKey("requests.number"), primary_key=True),
    Column("step", Integer, primary_key=True, autoincrement=False),  # 1, 2, 3 … within one request
    Column("at", UtcDateTime, nullable=False),
    Column("state", String(20), nullable=False),
    Column("actor", String(80), nullable=False),
    Column("note", String(500), nullable=False, server_default=""),
    CheckConstraint(f"state IN {STATES}", name="state"),
)

consents = Table(
    "consents",
    metadata,
    Column("number", String(12), primary_key=True),
    Column("version", Integer, primary_key=True, autoincrement=False),
    Column("person", ForeignKey("people.person"), nullable=False, index=True),
    Column("given_at", UtcDateTime, nullable=False),
    Column("language", String(2), nullable=False),
    Column("text", Text, nullable=False),  # the very words that were on the screen
    Column("withdrawn_at", UtcDateTime),  # with its request (152-ФЗ art. 9 part 2); the record itself stays
    Points(["number", "version"], ["request_versions.number", "request_versions.version"]),
)
