"""Referrals are listed to offices, the newest first."""

from __future__ import annotations

from alembic import op

revision = "0021"
down_revision = "0020"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_index("ix_referrals_issued", "referrals", ["issued_at"], unique=False)


def downgrade() -> None:
    op.drop_index("ix_referrals_issued", table_name="referrals")
