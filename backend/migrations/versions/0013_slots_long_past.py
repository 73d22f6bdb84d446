"""Bookings by their seat: what is past can be cleared away without reading all of them"""

from __future__ import annotations

from alembic import op

revision = "0013"
down_revision = "0012"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Apply."""
    op.create_index("ix_bookings_seat", "bookings", ["slot", "seat"], unique=False)
