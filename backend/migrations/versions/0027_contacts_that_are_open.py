"""Contacts that are open, found among a million that are not"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0027"
down_revision = "0026"
branch_labels = None
depends_on = None

IS_OPEN = "state IN ('ringing', 'talking', 'held', 'wrap_up')"


def upgrade() -> None:
    """Apply."""
    op.create_index(
        "ix_contacts_open",
        "contacts",
        ["started_at"],
        unique=False,
        sqlite_where=sa.text(IS_OPEN),
        postgresql_where=sa.text(IS_OPEN),
    )
