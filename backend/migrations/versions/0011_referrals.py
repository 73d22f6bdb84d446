"""Referrals to specialities"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

import backend.database.metadata

revision = "0011"
down_revision = "0010"
branch_labels = None
depends_on = None

SPENT = "booking IS NOT NULL"


def upgrade() -> None:
    """Apply."""
    op.create_table(
        "referrals",
        sa.Column("referral", sa.String(length=36), nullable=False),
        sa.Column("number", sa.String(length=8), nullable=False),
        sa.Column("person", sa.String(length=36), nullable=False),
        sa.Column("speciality", sa.String(length=80), nullable=False),
        sa.Column("valid_until", sa.Date(), nullable=False),
        sa.Column("issued_by", sa.String(length=80), nullable=False),
        sa.Column("issued_at", backend.database.metadata.UtcDateTime(timezone=True), nullable=False),
        sa.Column("booking", sa.String(length=36), nullable=True),
        sa.Column("withdrawn_at", backend.database.metadata.UtcDateTime(timezone=True), nullable=True),
        sa.Column("withdrawn_by", sa.String(length=80), nullable=True),
        sa.CheckConstraint("booking IS NULL OR withdrawn_at IS NULL", name=op.f("ck_referrals_one_end")),
        sa.ForeignKeyConstraint(["person"], ["people.person"], name=op.f("fk_referrals_person")),
        sa.ForeignKeyConstraint(["booking"], ["bookings.booking"], name=op.f("fk_referrals_booking")),
        sa.PrimaryKeyConstraint("referral", name=op.f("pk_referrals")),
    )
    op.create_index("uq_referrals_number", "referrals", ["number"], unique=True)
    op.create_index(
        "uq_referrals_booking",
        "referrals",
        ["booking"],
        unique=True,
        sqlite_where=sa.text(SPENT),
        postgresql_where=sa.text(SPENT),
    )
    op.create_index("ix_referrals_person", "referrals", ["person", "speciality", "valid_until"])
