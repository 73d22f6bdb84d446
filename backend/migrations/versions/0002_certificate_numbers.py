"""The certificates' numbers of each card, by which a revocation list names them"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Apply; cards issued before keep no number and are named by the `cards` table alone."""
    op.add_column("cards", sa.Column("number_9e", sa.String(length=40), nullable=True))
    op.add_column("cards", sa.Column("number_9a", sa.String(length=40), nullable=True))
