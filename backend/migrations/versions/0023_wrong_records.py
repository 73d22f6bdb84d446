"""Records of the content that somebody found wrong."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

import backend.database.metadata

revision = "0023"
down_revision = "0022"
branch_labels = None
depends_on = None

MOMENT = backend.database.metadata.UtcDateTime(timezone=True)


def upgrade() -> None:
    """Apply."""
    op.create_table(
        "wrong_records",
        sa.Column("report", sa.String(length=36), nullable=False),
        sa.Column("kind", sa.String(length=20), nullable=False),
        sa.Column("entry", sa.String(length=80), nullable=False),
        sa.Column("pack_hash", sa.String(length=64), nullable=False),
        sa.Column("what_sealed", sa.LargeBinary(), nullable=False),
        sa.Column("reported_by", sa.String(length=40), nullable=False),
        sa.Column("reported_at", MOMENT, nullable=False),
        sa.Column("state", sa.String(length=10), nullable=False),
        sa.Column("answer_sealed", sa.LargeBinary(), nullable=True),
        sa.Column("settled_by", sa.String(length=40), nullable=True),
        sa.Column("settled_at", MOMENT, nullable=True),
        sa.CheckConstraint("state IN ('open', 'corrected', 'kept')", name=op.f("ck_wrong_records_state")),
        sa.CheckConstraint("(state = 'open') = (settled_at IS NULL)", name=op.f("ck_wrong_records_settled")),
        sa.PrimaryKeyConstraint("report", name=op.f("pk_wrong_records")),
    )
    op.create_index("ix_wrong_records_state", "wrong_records", ["state", "reported_at"], unique=False)


def downgrade() -> None:
    """Undo."""
    op.drop_index("ix_wrong_records_state", table_name="wrong_records")
    op.drop_table("wrong_records")
