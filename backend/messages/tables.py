"""Messages that are to be sent, and the bookings whose people were reminded."""

from __future__ import annotations

from sqlalchemy import BigInteger, CheckConstraint, Column, Index, Integer, String, Table, Text, text

from backend.database.metadata import UtcDateTime, metadata

KEY_LENGTH = 120

messages = Table(
    "messages",
    metadata,
    Column("message", BigInteger().with_variant(Integer, "sqlite"), primary_key=True, autoincrement=True),
    Column("dedupe_key", String(KEY_LENGTH), nullable=False),
    Column("kind", String(20), nullable=False),
    Column("channel", String(10), nullable=False),
    Column("about", String(40), nullable=False),  # the booking's number, as it stands in the text
    Column("address", String(254)),  # RFC 5321, 4.5.3.1.3; gone with the body
    Column("subject", String(200)),
    Column("body", Text),
    Column("zone", String(40), nullable=False),  # IANA: whose night is kept quiet
    Column("state", String(10), nullable=False),
    Column("code", String(40), nullable=False, server_default=""),  # of the last trouble, or of its end
    Column("attempts", Integer, nullable=False),
    Column("queued_at", UtcDateTime, nullable=False),
    Column("due_at", UtcDateTime, nullable=False),  # while somebody sends it: when their time is over
    Column("useful_until", UtcDateTime, nullable=False),  # then nobody needs it any more
    Column("ended_at", UtcDateTime),
    Column("settled_at", UtcDateTime),  # an operator looked after one that did not arrive
    Column("settled_by", String(80)),
    CheckConstraint("channel IN ('sms', 'email')", name="channel"),
    CheckConstraint("state IN ('waiting', 'sent', 'failed', 'withdrawn')", name="state"),
    CheckConstraint(
        "CASE WHEN state = 'waiting'"
        " THEN address IS NOT NULL AND subject IS NOT NULL AND body IS NOT NULL"
        " ELSE address IS NULL AND subject IS NULL AND body IS NULL END",
        name="wiped",
    ),
    # What was decided once is told once, whoever decides it again.
    Index("uq_messages_dedupe_key", "dedupe_key", unique=True),
    Index(
        "ix_messages_due",
        "due_at",
        sqlite_where=text("state = 'waiting'"),
        postgresql_where=text("state = 'waiting'"),
    ),
    Index("ix_messages_about", "about"),
    Index("ix_messages_state_ended_at", "state", "ended_at"),
)

# Also of those who can be told nothing, so that nobody looks at them every minute.
reminders = Table(
    "reminders",
    metadata,
    Column("booking", String(36), primary_key=True),
    Column("at", UtcDateTime, nullable=False, index=True),
)
