"""Receipts that were taken in; consents that were withdrawn"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

import backend.database.metadata

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Apply; what stands already keeps its receipt, and a copy of it is refused."""
    op.create_table(
        "taken_receipts",
        sa.Column("receipt_code", sa.String(length=24), nullable=False),
        sa.Column("sealed_hash", sa.String(length=64), nullable=False),
        sa.Column("number", sa.String(length=12), nullable=False),
        sa.Column("at", backend.database.metadata.UtcDateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("receipt_code", name=op.f("pk_taken_receipts")),
    )
    op.execute(
        "INSERT INTO taken_receipts (receipt_code, sealed_hash, number, at)"
        " SELECT receipt_code, '', MIN(number), MIN(received_at) FROM requests GROUP BY receipt_code"
    )
    op.add_column(
        "consents",
        sa.Column("withdrawn_at", backend.database.metadata.UtcDateTime(timezone=True), nullable=True),
    )
