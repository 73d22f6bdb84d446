"""Who is ready for calls; contacts long past that name nobody any more"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

import backend.database.metadata

revision = "0018"
down_revision = "0017"
branch_labels = None
depends_on = None

MOMENT = backend.database.metadata.UtcDateTime(timezone=True)
STILL_NAMES = "forgotten_at IS NULL"


def upgrade() -> None:
    """Apply."""
    op.create_table(
        "desk_presence",
        sa.Column("operator", sa.String(length=40), nullable=False),
        sa.Column("presence", sa.String(length=5), nullable=False),
        sa.Column("since", MOMENT, nullable=False),
        sa.CheckConstraint("presence IN ('ready', 'pause')", name=op.f("ck_desk_presence_presence")),
        sa.PrimaryKeyConstraint("operator", name=op.f("pk_desk_presence")),
    )
    op.add_column("contacts", sa.Column("forgotten_at", MOMENT, nullable=True))
    op.create_index(
        "ix_contacts_naming",
        "contacts",
        ["ended_at"],
        unique=False,
        sqlite_where=sa.text(STILL_NAMES),
        postgresql_where=sa.text(STILL_NAMES),
    )
