"""Operators may end all their sessions, and may be known to an identity provider."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

import backend.database.metadata

revision = "0025"
down_revision = "0024"
branch_labels = None
depends_on = None

MOMENT = backend.database.metadata.UtcDateTime(timezone=True)


def upgrade() -> None:
    """Apply."""
    op.add_column("operators", sa.Column("signed_out_at", MOMENT, nullable=True))
    op.add_column("operators", sa.Column("oidc_subject", sa.String(length=255), nullable=True))
    op.create_index("ix_operators_oidc_subject", "operators", ["oidc_subject"], unique=True)


def downgrade() -> None:
    """Undo."""
    op.drop_index("ix_operators_oidc_subject", table_name="operators")
    op.drop_column("operators", "oidc_subject")
    op.drop_column("operators", "signed_out_at")
