"""Queues for places in kindergartens and schools"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

import backend.database.metadata

revision = "0012"
down_revision = "0011"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Apply."""
    op.create_table(
        "queue_vacancies",
        sa.Column("place", sa.String(length=80), nullable=False),
        sa.Column("cohort", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("year", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("kind", sa.String(length=12), nullable=False),
        sa.Column("units", sa.Integer(), nullable=False),
        sa.Column("taken", sa.Integer(), server_default="0", nullable=False),
        sa.CheckConstraint("taken BETWEEN 0 AND units", name=op.f("ck_queue_vacancies_taken")),
        sa.PrimaryKeyConstraint("place", "cohort", "year", name=op.f("pk_queue_vacancies")),
    )
    op.create_table(
        "queue_applications",
        sa.Column("application", sa.String(length=36), nullable=False),
        sa.Column("number", sa.String(length=9), nullable=False),
        sa.Column("kind", sa.String(length=12), nullable=False),
        sa.Column("child", sa.String(length=36), nullable=False),
        sa.Column("applicant", sa.String(length=36), nullable=False),
        sa.Column("cohort", sa.Integer(), nullable=False),
        sa.Column("wanted_on", sa.Date(), nullable=False),
        sa.Column("wanted_year", sa.Integer(), nullable=False),
        sa.Column("state", sa.String(length=10), nullable=False),
        sa.Column("registered_at", backend.database.metadata.UtcDateTime(timezone=True), nullable=False),
        sa.Column("registered_by", sa.String(length=80), nullable=False),
        sa.Column("ended_at", backend.database.metadata.UtcDateTime(timezone=True), nullable=True),
        sa.CheckConstraint("kind IN ('kindergarten', 'school')", name=op.f("ck_queue_applications_kind")),
        sa.CheckConstraint(
            "state IN ('waiting', 'offered', 'enrolled', 'withdrawn')",
            name=op.f("ck_queue_applications_state"),
        ),
        sa.CheckConstraint("child <> applicant", name=op.f("ck_queue_applications_two_people")),
        sa.ForeignKeyConstraint(
            ["applicant"], ["people.person"], name=op.f("fk_queue_applications_applicant")
        ),
        sa.ForeignKeyConstraint(["child"], ["people.person"], name=op.f("fk_queue_applications_child")),
        sa.PrimaryKeyConstraint("application", name=op.f("pk_queue_applications")),
    )
    op.create_index(
        "ix_queue_applications_child", "queue_applications", ["child", "registered_at"], unique=False
    )
    op.create_index(
        "ix_queue_applications_line",
        "queue_applications",
        ["kind", "cohort", "state", "wanted_year"],
        unique=False,
    )
    op.create_index(
        "uq_queue_applications_child",
        "queue_applications",
        ["child", "kind"],
        unique=True,
        sqlite_where=sa.text("state IN ('waiting', 'offered')"),
        postgresql_where=sa.text("state IN ('waiting', 'offered')"),
    )
    op.create_index("uq_queue_applications_number", "queue_applications", ["number"], unique=True)
    op.create_table(
        "queue_grounds",
        sa.Column("application", sa.String(length=36), nullable=False),
        sa.Column("ground", sa.String(length=80), nullable=False),
        sa.Column("place", sa.String(length=80), nullable=False),
        sa.Column("priority", sa.Integer(), nullable=False),
        sa.Column("state", sa.String(length=10), nullable=False),
        sa.Column("since", backend.database.metadata.UtcDateTime(timezone=True), nullable=False),
        sa.Column("decided_by", sa.String(length=80), server_default="", nullable=False),
        sa.Column("evidence", sa.String(length=200), server_default="", nullable=False),
        sa.CheckConstraint(
            "state IN ('recorded', 'claimed', 'confirmed', 'refused', 'lapsed')",
            name=op.f("ck_queue_grounds_state"),
        ),
        sa.CheckConstraint("priority BETWEEN 0 AND 2", name=op.f("ck_queue_grounds_priority")),
        sa.ForeignKeyConstraint(
            ["application"], ["queue_applications.application"], name=op.f("fk_queue_grounds_application")
        ),
        sa.PrimaryKeyConstraint("application", "ground", "place", name=op.f("pk_queue_grounds")),
    )
    op.create_table(
        "queue_offers",
        sa.Column("offer", sa.String(length=36), nullable=False),
        sa.Column("application", sa.String(length=36), nullable=False),
        sa.Column("place", sa.String(length=80), nullable=False),
        sa.Column("cohort", sa.Integer(), nullable=False),
        sa.Column("year", sa.Integer(), nullable=False),
        sa.Column("state", sa.String(length=10), nullable=False),
        sa.Column("made_at", backend.database.metadata.UtcDateTime(timezone=True), nullable=False),
        sa.Column("until", backend.database.metadata.UtcDateTime(timezone=True), nullable=False),
        sa.Column("answered_at", backend.database.metadata.UtcDateTime(timezone=True), nullable=True),
        sa.Column("answered_by", sa.String(length=80), server_default="", nullable=False),
        sa.CheckConstraint(
            "state IN ('open', 'accepted', 'declined', 'lapsed')", name=op.f("ck_queue_offers_state")
        ),
        sa.ForeignKeyConstraint(
            ["application"], ["queue_applications.application"], name=op.f("fk_queue_offers_application")
        ),
        sa.PrimaryKeyConstraint("offer", name=op.f("pk_queue_offers")),
    )
    op.create_index("ix_queue_offers_place", "queue_offers", ["place", "cohort", "year"], unique=False)
    op.create_index(
        "ix_queue_offers_until",
        "queue_offers",
        ["until"],
        unique=False,
        sqlite_where=sa.text("state = 'open'"),
        postgresql_where=sa.text("state = 'open'"),
    )
    op.create_index(
        "uq_queue_offers_open",
        "queue_offers",
        ["application"],
        unique=True,
        sqlite_where=sa.text("state = 'open'"),
        postgresql_where=sa.text("state = 'open'"),
    )
    op.create_index("uq_queue_offers_place", "queue_offers", ["application", "place", "year"], unique=True)
    op.create_table(
        "queue_steps",
        sa.Column("application", sa.String(length=36), nullable=False),
        sa.Column("step", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("at", backend.database.metadata.UtcDateTime(timezone=True), nullable=False),
        sa.Column("actor", sa.String(length=80), nullable=False),
        sa.Column("what", sa.String(length=12), nullable=False),
        sa.Column("place", sa.String(length=80), nullable=False),
        sa.Column("before", sa.Integer(), nullable=True),
        sa.Column("after", sa.Integer(), nullable=True),
        sa.CheckConstraint(
            "what IN ('registered', 'right', 'offered', 'accepted', 'declined', 'lapsed', 'withdrawn')",
            name=op.f("ck_queue_steps_what"),
        ),
        sa.ForeignKeyConstraint(
            ["application"], ["queue_applications.application"], name=op.f("fk_queue_steps_application")
        ),
        sa.PrimaryKeyConstraint("application", "step", name=op.f("pk_queue_steps")),
    )
    op.create_index("ix_queue_steps_place", "queue_steps", ["place", "at"], unique=False)
    op.create_table(
        "queue_wishes",
        sa.Column("application", sa.String(length=36), nullable=False),
        sa.Column("rank", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("place", sa.String(length=80), nullable=False),
        sa.Column("priority", sa.Integer(), nullable=False),
        sa.CheckConstraint("priority BETWEEN 0 AND 3", name=op.f("ck_queue_wishes_priority")),
        sa.CheckConstraint("rank BETWEEN 1 AND 3", name=op.f("ck_queue_wishes_rank")),
        sa.ForeignKeyConstraint(
            ["application"], ["queue_applications.application"], name=op.f("fk_queue_wishes_application")
        ),
        sa.PrimaryKeyConstraint("application", "rank", name=op.f("pk_queue_wishes")),
    )
    op.create_index("ix_queue_wishes_place", "queue_wishes", ["place", "application"], unique=False)
    op.create_index("uq_queue_wishes_place", "queue_wishes", ["application", "place"], unique=True)
