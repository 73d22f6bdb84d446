"""Messages, reminders, people's mail addresses"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

import backend.database.metadata

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Apply."""
    op.add_column("people", sa.Column("email", sa.String(length=254), nullable=True))
    op.create_index("ix_slots_starts_at", "slots", ["starts_at"], unique=False)
    op.create_table(
        "reminders",
        sa.Column("booking", sa.String(length=36), nullable=False),
        sa.Column("at", backend.database.metadata.UtcDateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("booking", name=op.f("pk_reminders")),
    )
    op.create_index(op.f("ix_reminders_at"), "reminders", ["at"], unique=False)
    op.create_table(
        "messages",
        sa.Column(
            "message",
            sa.BigInteger().with_variant(sa.Integer(), "sqlite"),
            autoincrement=True,
            nullable=False,
        ),
        sa.Column("dedupe_key", sa.String(length=120), nullable=False),
        sa.Column("kind", sa.String(length=20), nullable=False),
        sa.Column("channel", sa.String(length=10), nullable=False),
        sa.Column("about", sa.String(length=40), nullable=False),
        sa.Column("address", sa.String(length=254), nullable=True),
        sa.Column("subject", sa.String(length=200), nullable=True),
        sa.Column("body", sa.Text(), nullable=True),
        sa.Column("zone", sa.String(length=40), nullable=False),
        sa.Column("state", sa.String(length=10), nullable=False),
        sa.Column("code", sa.String(length=40), server_default="", nullable=False),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column("queued_at", backend.database.metadata.UtcDateTime(timezone=True), nullable=False),
        sa.Column("due_at", backend.database.metadata.UtcDateTime(timezone=True), nullable=False),
        sa.Column("useful_until", backend.database.metadata.UtcDateTime(timezone=True), nullable=False),
        sa.Column("ended_at", backend.database.metadata.UtcDateTime(timezone=True), nullable=True),
        sa.Column("settled_at", backend.database.metadata.UtcDateTime(timezone=True), nullable=True),
        sa.Column("settled_by", sa.String(length=80), nullable=True),
        sa.CheckConstraint("channel IN ('sms', 'email')", name=op.f("ck_messages_channel")),
        sa.CheckConstraint(
            "state IN ('waiting', 'sent', 'failed', 'withdrawn')", name=op.f("ck_messages_state")
        ),
        sa.CheckConstraint(
            "CASE WHEN state = 'waiting'"
            " THEN address IS NOT NULL AND subject IS NOT NULL AND body IS NOT NULL"
            " ELSE address IS NULL AND subject IS NULL AND body IS NULL END",
            name=op.f("ck_messages_wiped"),
        ),
        sa.PrimaryKeyConstraint("message", name=op.f("pk_messages")),
    )
    op.create_index("ix_messages_about", "messages", ["about"], unique=False)
    op.create_index(
        "ix_messages_due",
        "messages",
        ["due_at"],
        unique=False,
        sqlite_where=sa.text("state = 'waiting'"),
        postgresql_where=sa.text("state = 'waiting'"),
    )
    op.create_index("ix_messages_state_ended_at", "messages", ["state", "ended_at"], unique=False)
    op.create_index("uq_messages_dedupe_key", "messages", ["dedupe_key"], unique=True)
