"""Social cards and the history of their states; this table decides whether a card is good."""

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
    UniqueConstraint,
    text,
)

from backend.database.metadata import UtcDateTime, metadata

STATES = "('active', 'blocked', 'replaced', 'expired', 'lost')"

cards = Table(
    "cards",
    metadata,
    Column("card", String(40), primary_key=True),
    Column("person", ForeignKey("people.person"), nullable=False, index=True),
    Column("issuer", String(20), nullable=False),
    Column("serial", String(20), nullable=False),
    Column("guid", String(32), nullable=False),  # lower-case hex of the PIV card GUID
    Column("state", String(10), nullable=False),
    Column("fingerprint_9e", String(64), nullable=False),  # SHA-256 of the DER certificate, hex
    Column("fingerprint_9a", String(64), nullable=False),
    Column("issued_on", Date, nullable=False),
    Column("expires_on", Date, nullable=False),  # last day, inclusive
    Column("replaces", ForeignKey("cards.card")),
    Column("number_9e", String(40)),  # the certificate's serial number, hex; a revocation list names it so
    Column("number_9a", String(40)),
    UniqueConstraint("issuer", "serial"),
    UniqueConstraint("guid"),
    CheckConstraint(f"state IN {STATES}", name="state"),
    CheckConstraint("expires_on >= issued_on", name="period"),
    Index("ix_cards_serial", "serial"),
)

# A person holds at most one good card at a time, whatever the commands do.
Index(
    "ux_cards_one_active",
    cards.c.person,
    unique=True,
    sqlite_where=text("state = 'active'"),
    postgresql_where=text("state = 'active'"),
)

card_history = Table(
    "card_history",
    metadata,
    Column("card", ForeignKey("cards.card"), primary_key=True),
    Column("step", Integer, primary_key=True, autoincrement=False),  # 1, 2, 3 … within one card
    Column("at", UtcDateTime, nullable=False),
    Column("action", String(16), nullable=False),
    Column("state", String(10), nullable=False),  # the state after the action
    Column("actor", String(80), nullable=False),
    Column("reason", String(200), nullable=False, server_default=""),
    CheckConstraint(f"state IN {STATES}", name="state"),
)
