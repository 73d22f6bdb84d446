"""Cases signed by card, and cases whose time is over"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

import backend.database.metadata

revision = "0019"
down_revision = "0018"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Apply."""
    op.add_column("cases", sa.Column("forgotten", sa.Boolean(), server_default=sa.false(), nullable=False))
    op.create_index("ix_cases_responsible", "cases", ["responsible", "number"], unique=False)
    op.create_index("ix_cases_opened", "cases", ["opened_at", "number"], unique=False)
    op.create_table(
        "case_signatures",
        sa.Column("number", sa.String(length=14), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("at", backend.database.metadata.UtcDateTime(timezone=True), nullable=False),
        sa.Column("kiosk", sa.String(length=40), nullable=False),
        sa.Column("nonce", sa.String(length=64), nullable=False),
        sa.Column("text_hash", sa.String(length=64), nullable=False),
        sa.Column("certificate", sa.LargeBinary(), nullable=False),
        sa.Column("signature", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(["number"], ["cases.number"], name=op.f("fk_case_signatures_number")),
        sa.PrimaryKeyConstraint("number", name=op.f("pk_case_signatures")),
    )
