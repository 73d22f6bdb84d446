"""Two names for money that a bank tells of twice, and money that is none of ours"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

import backend.database.metadata

revision = "0014"
down_revision = "0013"
branch_labels = None
depends_on = None

MOMENT = backend.database.metadata.UtcDateTime(timezone=True)


def upgrade() -> None:
    """Apply."""
    op.add_column("money", sa.Column("set_aside_at", MOMENT, nullable=True))
    op.create_table(
        "money_names",
        sa.Column("source_key", sa.String(length=64), nullable=False),
        sa.Column("money", sa.String(length=36), nullable=False),
        sa.Column("source", sa.String(length=10), nullable=False),
        sa.ForeignKeyConstraint(["money"], ["money.money"], name=op.f("fk_money_names_money")),
        sa.PrimaryKeyConstraint("source_key", name=op.f("pk_money_names")),
    )
    op.create_index("uq_money_names_money_source", "money_names", ["money", "source"], unique=True)
    op.execute(
        "INSERT INTO money_names (source_key, money, source) SELECT source_key, money, source FROM money"
    )
