"""One copy of a book a reader, and who is to be told when something can be had again"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

import backend.database.metadata

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None

MOMENT = backend.database.metadata.UtcDateTime(timezone=True)
OPEN = sa.text("found_at IS NULL")


def upgrade() -> None:
    """Apply."""
    op.create_table(
        "reader_copies",
        sa.Column("person", sa.String(length=36), nullable=False),
        sa.Column("item", sa.String(length=40), nullable=False),
        sa.Column("reservation", sa.String(length=36), nullable=False),
        sa.Column("due_on", sa.Date(), nullable=True),
        sa.ForeignKeyConstraint(["person"], ["people.person"], name=op.f("fk_reader_copies_person")),
        sa.ForeignKeyConstraint(["item"], ["items.item"], name=op.f("fk_reader_copies_item")),
        sa.ForeignKeyConstraint(
            ["reservation"], ["reservations.reservation"], name=op.f("fk_reader_copies_reservation")
        ),
        sa.PrimaryKeyConstraint("person", "item", name=op.f("pk_reader_copies")),
    )
    op.create_index("uq_reader_copies_reservation", "reader_copies", ["reservation"], unique=True)
    op.create_table(
        "stock_alerts",
        sa.Column("person", sa.String(length=36), nullable=False),
        sa.Column("item", sa.String(length=40), nullable=False),
        sa.Column("near", sa.String(length=80), server_default="", nullable=False),
        sa.Column("since", MOMENT, nullable=False),
        sa.Column("found_at", MOMENT, nullable=True),
        sa.Column("place", sa.String(length=80), server_default="", nullable=False),
        sa.ForeignKeyConstraint(["person"], ["people.person"], name=op.f("fk_stock_alerts_person")),
        sa.ForeignKeyConstraint(["item"], ["items.item"], name=op.f("fk_stock_alerts_item")),
        sa.PrimaryKeyConstraint("person", "item", name=op.f("pk_stock_alerts")),
    )
    op.create_index(
        "ix_stock_alerts_open",
        "stock_alerts",
        ["item"],
        unique=False,
        sqlite_where=OPEN,
        postgresql_where=OPEN,
    )
    op.create_index("ix_stock_alerts_found_at", "stock_alerts", ["found_at"], unique=False)
    # A reader may hold several reservations of one book from before: the first of them counts.
    op.execute(
        "INSERT INTO reader_copies (person, item, reservation)"
        " SELECT reservations.person, reservations.item, min(reservations.reservation)"
        " FROM reservations JOIN items ON items.item = reservations.item"
        " WHERE items.kind = 'book' AND reservations.state IN ('reserved', 'delivered')"
        " GROUP BY reservations.person, reservations.item"
    )
