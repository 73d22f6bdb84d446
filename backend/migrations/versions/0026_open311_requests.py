"""Requests that came over Open311."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

import backend.database.metadata

revision = "0026"
down_revision = "0025"
branch_labels = None
depends_on = None

MOMENT = backend.database.metadata.UtcDateTime(timezone=True)
WAITS = "number IS NULL"


def upgrade() -> None:
    """Apply."""
    op.create_table(
        "open311_requests",
        sa.Column("token", sa.String(length=32), nullable=False),
        sa.Column("once_hash", sa.String(length=64), nullable=True),
        sa.Column("body_hash", sa.String(length=64), nullable=False),
        sa.Column("client", sa.String(length=40), nullable=False),
        sa.Column("service_code", sa.String(length=80), nullable=False),
        sa.Column("requested_at", MOMENT, nullable=False),
        sa.Column("number", sa.String(length=14), nullable=True),
        sa.Column("sealed", sa.LargeBinary(), nullable=True),
        sa.CheckConstraint(
            "(number IS NULL) = (sealed IS NOT NULL)", name=op.f("ck_open311_requests_sealed_while_waiting")
        ),
        sa.PrimaryKeyConstraint("token", name=op.f("pk_open311_requests")),
        sa.UniqueConstraint("once_hash", name=op.f("uq_open311_requests_once_hash")),
        sa.UniqueConstraint("number", name=op.f("uq_open311_requests_number")),
    )
    op.create_index(
        "ix_open311_requests_requested", "open311_requests", ["requested_at", "token"], unique=False
    )
    op.create_index(
        "ix_open311_requests_waiting",
        "open311_requests",
        ["requested_at"],
        unique=False,
        sqlite_where=sa.text(WAITS),
        postgresql_where=sa.text(WAITS),
    )


def downgrade() -> None:
    """Undo."""
    op.drop_index("ix_open311_requests_waiting", table_name="open311_requests")
    op.drop_index("ix_open311_requests_requested", table_name="open311_requests")
    op.drop_table("open311_requests")
