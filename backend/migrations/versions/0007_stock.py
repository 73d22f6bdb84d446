"""Medicines and books, what places have of them, reservations, and the words they are found by"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

import backend.database.metadata

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None

WORD = sa.String(length=48).with_variant(sa.String(length=48, collation="C"), "postgresql")


def upgrade() -> None:
    """Apply."""
    op.create_table(
        "items",
        sa.Column("item", sa.String(length=40), nullable=False),
        sa.Column("kind", sa.String(length=10), nullable=False),
        sa.Column("title", sa.String(length=200), nullable=False),
        sa.Column("substance", sa.String(length=200), server_default="", nullable=False),
        sa.Column("author", sa.String(length=200), server_default="", nullable=False),
        sa.Column("details", sa.String(length=200), server_default="", nullable=False),
        sa.Column("prescription", sa.Boolean(), nullable=False),
        sa.Column("concessionary", sa.Boolean(), nullable=False),
        sa.CheckConstraint("kind IN ('medicine', 'book')", name=op.f("ck_items_kind")),
        sa.PrimaryKeyConstraint("item", name=op.f("pk_items")),
    )
    op.create_table(
        "word_fragments",
        sa.Column("kind", sa.String(length=10), nullable=False),
        sa.Column("fragment", WORD, nullable=False),
        sa.Column("word", WORD, nullable=False),
        sa.PrimaryKeyConstraint("kind", "fragment", "word", name=op.f("pk_word_fragments")),
    )
    op.create_table(
        "holdings",
        sa.Column("item", sa.String(length=40), nullable=False),
        sa.Column("place", sa.String(length=80), nullable=False),
        sa.Column("units", sa.Integer(), nullable=False),
        sa.Column("taken", sa.Integer(), server_default="0", nullable=False),
        sa.Column("price_kopecks", sa.Integer(), server_default="0", nullable=False),
        sa.Column("delivery_days", sa.Integer(), server_default="0", nullable=False),
        sa.CheckConstraint("delivery_days >= 0", name=op.f("ck_holdings_delivery")),
        sa.CheckConstraint("price_kopecks >= 0", name=op.f("ck_holdings_price")),
        sa.CheckConstraint("taken BETWEEN 0 AND units", name=op.f("ck_holdings_taken")),
        sa.ForeignKeyConstraint(["item"], ["items.item"], name=op.f("fk_holdings_item")),
        sa.PrimaryKeyConstraint("item", "place", name=op.f("pk_holdings")),
    )
    op.create_table(
        "item_words",
        sa.Column("word", WORD, nullable=False),
        sa.Column("item", sa.String(length=40), nullable=False),
        sa.Column("kind", sa.String(length=10), nullable=False),
        sa.ForeignKeyConstraint(["item"], ["items.item"], name=op.f("fk_item_words_item")),
        sa.PrimaryKeyConstraint("word", "item", name=op.f("pk_item_words")),
    )
    op.create_index("ix_item_words_item", "item_words", ["item"], unique=False)
    op.create_index("ix_item_words_kind_word", "item_words", ["kind", "word", "item"], unique=False)
    op.create_table(
        "reservations",
        sa.Column("reservation", sa.String(length=36), nullable=False),
        sa.Column("number", sa.String(length=8), nullable=False),
        sa.Column("item", sa.String(length=40), nullable=False),
        sa.Column("place", sa.String(length=80), nullable=False),
        sa.Column("units", sa.Integer(), nullable=False),
        sa.Column("person", sa.String(length=36), nullable=False),
        sa.Column("turn", sa.Integer(), nullable=False),
        sa.Column("booked_by", sa.String(length=80), nullable=False),
        sa.Column("level", sa.Integer(), nullable=False),
        sa.Column("state", sa.String(length=10), nullable=False),
        sa.Column("to_pay_kopecks", sa.Integer(), nullable=False),
        sa.Column("concession", sa.String(length=80), server_default="", nullable=False),
        sa.Column("category", sa.String(length=80), server_default="", nullable=False),
        sa.Column("created_at", backend.database.metadata.UtcDateTime(timezone=True), nullable=False),
        sa.Column("expires_at", backend.database.metadata.UtcDateTime(timezone=True), nullable=False),
        sa.Column("delivered_at", backend.database.metadata.UtcDateTime(timezone=True), nullable=True),
        sa.Column("ended_at", backend.database.metadata.UtcDateTime(timezone=True), nullable=True),
        sa.CheckConstraint(
            "state IN ('reserved', 'delivered', 'collected', 'expired', 'cancelled')",
            name=op.f("ck_reservations_state"),
        ),
        sa.CheckConstraint("level BETWEEN 0 AND 2", name=op.f("ck_reservations_level")),
        sa.CheckConstraint("to_pay_kopecks >= 0", name=op.f("ck_reservations_to_pay")),
        sa.CheckConstraint("turn > 0", name=op.f("ck_reservations_turn")),
        sa.CheckConstraint("units > 0", name=op.f("ck_reservations_units")),
        sa.ForeignKeyConstraint(
            ["item", "place"], ["holdings.item", "holdings.place"], name=op.f("fk_reservations_item_place")
        ),
        sa.ForeignKeyConstraint(["person"], ["people.person"], name=op.f("fk_reservations_person")),
        sa.PrimaryKeyConstraint("reservation", name=op.f("pk_reservations")),
    )
    op.create_index(
        "ix_reservations_ends",
        "reservations",
        ["expires_at"],
        unique=False,
        sqlite_where=sa.text("state IN ('reserved', 'delivered')"),
        postgresql_where=sa.text("state IN ('reserved', 'delivered')"),
    )
    op.create_index("ix_reservations_holding", "reservations", ["item", "place", "state"], unique=False)
    op.create_index(
        "ix_reservations_number_created_at", "reservations", ["number", "created_at"], unique=False
    )
    op.create_index("ix_reservations_person", "reservations", ["person", "created_at"], unique=False)
    op.create_index("ix_reservations_place", "reservations", ["place", "state", "created_at"], unique=False)
    op.create_index(
        "uq_reservations_number",
        "reservations",
        ["number"],
        unique=True,
        sqlite_where=sa.text("state IN ('reserved', 'delivered')"),
        postgresql_where=sa.text("state IN ('reserved', 'delivered')"),
    )
    op.create_index(
        "uq_reservations_turn",
        "reservations",
        ["person", "turn"],
        unique=True,
        sqlite_where=sa.text("state IN ('reserved', 'delivered')"),
        postgresql_where=sa.text("state IN ('reserved', 'delivered')"),
    )
    op.create_table(
        "reservation_events",
        sa.Column("reservation", sa.String(length=36), nullable=False),
        sa.Column("step", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("at", backend.database.metadata.UtcDateTime(timezone=True), nullable=False),
        sa.Column("actor", sa.String(length=80), nullable=False),
        sa.Column("what", sa.String(length=10), nullable=False),
        sa.Column("reason", sa.String(length=300), server_default="", nullable=False),
        sa.ForeignKeyConstraint(
            ["reservation"], ["reservations.reservation"], name=op.f("fk_reservation_events_reservation")
        ),
        sa.PrimaryKeyConstraint("reservation", "step", name=op.f("pk_reservation_events")),
    )
