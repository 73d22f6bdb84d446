"""Announcements, unmet needs, contacts drawn for quality"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

import backend.database.metadata

revision = "0020"
down_revision = "0019"
branch_labels = None
depends_on = None

MOMENT = backend.database.metadata.UtcDateTime(timezone=True)


def upgrade() -> None:
    """Apply."""
    op.create_table(
        "announcements",
        sa.Column("announcement", sa.String(length=36), nullable=False),
        sa.Column("title", sa.String(length=120), nullable=False),
        sa.Column("text", sa.String(length=2000), nullable=False),
        sa.Column("title_en", sa.String(length=120), server_default="", nullable=False),
        sa.Column("text_en", sa.String(length=2000), server_default="", nullable=False),
        sa.Column("importance", sa.String(length=10), nullable=False),
        sa.Column("for_operators", sa.Boolean(), nullable=False),
        sa.Column("for_kiosks", sa.Boolean(), nullable=False),
        sa.Column("begins_at", MOMENT, nullable=False),
        sa.Column("ends_at", MOMENT, nullable=False),
        sa.Column("author", sa.String(length=40), nullable=False),
        sa.Column("created_at", MOMENT, nullable=False),
        sa.Column("retracted_at", MOMENT, nullable=True),
        sa.Column("retracted_by", sa.String(length=40), nullable=True),
        sa.CheckConstraint(
            "importance IN ('info', 'important', 'urgent')", name=op.f("ck_announcements_importance")
        ),
        sa.CheckConstraint("ends_at > begins_at", name=op.f("ck_announcements_period")),
        sa.CheckConstraint("for_operators OR for_kiosks", name=op.f("ck_announcements_for_somebody")),
        sa.PrimaryKeyConstraint("announcement", name=op.f("pk_announcements")),
    )
    op.create_index("ix_announcements_ends_at", "announcements", ["ends_at"], unique=False)
    op.create_table(
        "announcement_reads",
        sa.Column("announcement", sa.String(length=36), nullable=False),
        sa.Column("operator", sa.String(length=40), nullable=False),
        sa.Column("read_at", MOMENT, nullable=False),
        sa.ForeignKeyConstraint(
            ["announcement"],
            ["announcements.announcement"],
            name=op.f("fk_announcement_reads_announcement"),
        ),
        sa.PrimaryKeyConstraint("announcement", "operator", name=op.f("pk_announcement_reads")),
    )
    op.create_table(
        "unmet_needs",
        sa.Column("span", MOMENT, nullable=False),
        sa.Column("kind", sa.String(length=10), nullable=False),
        sa.Column("subject", sa.String(length=80), nullable=False),
        sa.Column("place", sa.String(length=80), nullable=False),
        sa.Column("channel", sa.String(length=5), nullable=False),
        sa.Column("asker", sa.String(length=40), nullable=False),
        sa.CheckConstraint("kind IN ('booking', 'goods', 'search')", name=op.f("ck_unmet_needs_kind")),
        sa.CheckConstraint("channel IN ('kiosk', 'phone')", name=op.f("ck_unmet_needs_channel")),
        sa.PrimaryKeyConstraint(
            "span", "kind", "subject", "place", "channel", "asker", name=op.f("pk_unmet_needs")
        ),
    )
    op.create_index("ix_unmet_needs_span", "unmet_needs", ["span"], unique=False)
    op.create_table(
        "quality_draws",
        sa.Column("week", sa.Date(), nullable=False),
        sa.Column("drawn_at", MOMENT, nullable=False),
        sa.Column("samples", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("week", name=op.f("pk_quality_draws")),
    )
    op.create_table(
        "quality_samples",
        sa.Column("contact", sa.String(length=36), nullable=False),
        sa.Column("week", sa.Date(), nullable=False),
        sa.Column("operator", sa.String(length=40), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("reviewer", sa.String(length=40), nullable=True),
        sa.Column("reviewed_at", MOMENT, nullable=True),
        sa.Column("score", sa.Integer(), nullable=True),
        sa.Column("failed", sa.Boolean(), nullable=False),
        sa.Column("answers", sa.Text(), server_default="", nullable=False),
        sa.Column("remark_sealed", sa.LargeBinary(), nullable=True),
        sa.Column("pack_hash", sa.String(length=64), server_default="", nullable=False),
        sa.Column("seen_at", MOMENT, nullable=True),
        sa.CheckConstraint("score IS NULL OR score BETWEEN 0 AND 100", name=op.f("ck_quality_samples_score")),
        sa.CheckConstraint(
            "(version = 0) = (reviewer IS NULL)", name=op.f("ck_quality_samples_judged_by_somebody")
        ),
        sa.CheckConstraint(
            "reviewer IS NULL OR reviewer <> operator",
            name=op.f("ck_quality_samples_nobody_judges_themselves"),
        ),
        sa.ForeignKeyConstraint(["contact"], ["contacts.contact"], name=op.f("fk_quality_samples_contact")),
        sa.ForeignKeyConstraint(["week"], ["quality_draws.week"], name=op.f("fk_quality_samples_week")),
        sa.PrimaryKeyConstraint("contact", name=op.f("pk_quality_samples")),
    )
    op.create_index("ix_quality_samples_operator", "quality_samples", ["operator", "reviewed_at"])
    op.create_index("ix_quality_samples_week", "quality_samples", ["week", "operator"], unique=False)
