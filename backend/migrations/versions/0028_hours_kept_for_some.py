"""Hours of a schedule whose seats are kept for some until they are released"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0028"
down_revision = "0027"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Apply."""
    op.add_column("schedules", sa.Column("quota", sa.String(length=96), server_default="", nullable=False))
    op.add_column("schedules", sa.Column("quota_seats", sa.Integer(), server_default="0", nullable=False))
    op.add_column("schedules", sa.Column("released_hours", sa.Integer(), server_default="0", nullable=False))
