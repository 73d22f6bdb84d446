"""Applications that wait for a signature, and codes left at the desk"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

import backend.database.metadata

revision = "0022"
down_revision = "0021"
branch_labels = None
depends_on = None

MOMENT = backend.database.metadata.UtcDateTime(timezone=True)


def upgrade() -> None:
    """Apply; the codes there are were left at kiosks."""
    op.add_column("handoffs", sa.Column("at_desk", sa.Boolean(), server_default=sa.false(), nullable=False))
    op.create_table(
        "prepared_requests",
        sa.Column("number", sa.String(length=12), nullable=False),
        sa.Column("delivery_key", sa.String(length=64), nullable=False),
        sa.Column("receipt_code", sa.String(length=24), nullable=False),
        sa.Column("channel", sa.String(length=10), nullable=False),
        sa.Column("contact", sa.String(length=36), nullable=True),
        sa.Column("applicant", sa.String(length=36), nullable=False),
        sa.Column("beneficiary", sa.String(length=36), nullable=False),
        sa.Column("prepared_at", MOMENT, nullable=False),
        sa.Column("prepared_by", sa.String(length=80), nullable=False),
        sa.Column("content", sa.Text(), nullable=False),
        sa.Column("state", sa.String(length=10), nullable=False),
        sa.Column("ended_at", MOMENT, nullable=True),
        sa.CheckConstraint("channel IN ('phone', 'visit')", name=op.f("ck_prepared_requests_channel")),
        sa.CheckConstraint(
            "state IN ('waiting', 'signed', 'withdrawn', 'lapsed')", name=op.f("ck_prepared_requests_state")
        ),
        sa.ForeignKeyConstraint(["contact"], ["contacts.contact"], name=op.f("fk_prepared_requests_contact")),
        sa.ForeignKeyConstraint(
            ["applicant"], ["people.person"], name=op.f("fk_prepared_requests_applicant")
        ),
        sa.ForeignKeyConstraint(
            ["beneficiary"], ["people.person"], name=op.f("fk_prepared_requests_beneficiary")
        ),
        sa.PrimaryKeyConstraint("number", name=op.f("pk_prepared_requests")),
        sa.UniqueConstraint("delivery_key", name=op.f("uq_prepared_requests_delivery_key")),
    )
    for column in ("applicant", "beneficiary", "state"):
        op.create_index(
            f"ix_prepared_requests_{column}", "prepared_requests", [column, "prepared_at"], unique=False
        )
