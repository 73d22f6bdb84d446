"""Petitions, complaints and enquiries with their terms"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

import backend.database.metadata

revision = "0015"
down_revision = "0014"
branch_labels = None
depends_on = None

STATES = (
    "('prepared', 'awaiting_signature', 'received', 'registered', 'extended', 'forwarded', 'answered',"
    " 'refused', 'closed')"
)


def upgrade() -> None:
    """Apply."""
    op.create_table(
        "case_numbers",
        sa.Column("letter", sa.String(length=1), nullable=False),
        sa.Column("year", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("last", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("letter", "year", name=op.f("pk_case_numbers")),
    )
    op.create_table(
        "cases",
        sa.Column("number", sa.String(length=14), nullable=False),
        sa.Column("kind", sa.String(length=12), nullable=False),
        sa.Column("regulation", sa.String(length=80), nullable=False),
        sa.Column("ground", sa.String(length=80), nullable=False),
        sa.Column("state", sa.String(length=20), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("channel", sa.String(length=10), nullable=False),
        sa.Column("author", sa.String(length=36), nullable=True),
        sa.Column("person", sa.String(length=36), nullable=True),
        sa.Column("contact", sa.String(length=36), nullable=True),
        sa.Column("opened_at", backend.database.metadata.UtcDateTime(timezone=True), nullable=False),
        sa.Column("received_on", sa.Date(), nullable=True),
        sa.Column("registered_at", backend.database.metadata.UtcDateTime(timezone=True), nullable=True),
        sa.Column("registered_on", sa.Date(), nullable=True),
        sa.Column("due_on", sa.Date(), nullable=True),
        sa.Column("due_rule", sa.String(length=80), nullable=False),
        sa.Column("provisional", sa.Boolean(), nullable=False),
        sa.Column("extended", sa.Boolean(), nullable=False),
        sa.Column("refusal", sa.String(length=80), nullable=False),
        sa.Column("responsible", sa.String(length=80), nullable=False),
        sa.CheckConstraint(
            "channel IN ('phone', 'kiosk', 'paper', 'portal', 'visit', 'email')",
            name=op.f("ck_cases_channel"),
        ),
        sa.CheckConstraint("due_on IS NULL OR due_rule <> ''", name=op.f("ck_cases_due_by_rule")),
        sa.CheckConstraint(
            "kind IN ('enquiry', 'suggestion', 'application', 'grievance', 'complaint')",
            name=op.f("ck_cases_kind"),
        ),
        sa.CheckConstraint(f"state IN {STATES}", name=op.f("ck_cases_state")),
        sa.CheckConstraint(
            "state NOT IN ('prepared', 'awaiting_signature') OR (registered_at IS NULL AND due_on IS NULL)",
            name=op.f("ck_cases_no_clock_before_signature"),
        ),
        sa.ForeignKeyConstraint(["author"], ["people.person"], name=op.f("fk_cases_author")),
        sa.ForeignKeyConstraint(["person"], ["people.person"], name=op.f("fk_cases_person")),
        sa.PrimaryKeyConstraint("number", name=op.f("pk_cases")),
    )
    op.create_index("ix_cases_author", "cases", ["author", "number"], unique=False)
    op.create_index(
        "ix_cases_due",
        "cases",
        ["due_on", "number"],
        unique=False,
        sqlite_where=sa.text("due_on IS NOT NULL"),
        postgresql_where=sa.text("due_on IS NOT NULL"),
    )
    op.create_index("ix_cases_person", "cases", ["person", "number"], unique=False)
    op.create_index("ix_cases_state", "cases", ["state", "number"], unique=False)
    op.create_table(
        "case_steps",
        sa.Column("number", sa.String(length=14), nullable=False),
        sa.Column("version", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("at", backend.database.metadata.UtcDateTime(timezone=True), nullable=False),
        sa.Column("actor", sa.String(length=80), nullable=False),
        sa.Column("action", sa.String(length=20), nullable=False),
        sa.Column("state", sa.String(length=20), nullable=False),
        sa.Column("due_on", sa.Date(), nullable=True),
        sa.Column("due_rule", sa.String(length=80), nullable=False),
        sa.Column("provisional", sa.Boolean(), nullable=False),
        sa.Column("content", sa.LargeBinary(), nullable=False),
        sa.Column("note", sa.LargeBinary(), nullable=True),
        sa.CheckConstraint(f"state IN {STATES}", name=op.f("ck_case_steps_state")),
        sa.ForeignKeyConstraint(["number"], ["cases.number"], name=op.f("fk_case_steps_number")),
        sa.PrimaryKeyConstraint("number", "version", name=op.f("pk_case_steps")),
    )
    op.create_table(
        "case_escalations",
        sa.Column("number", sa.String(length=14), nullable=False),
        sa.Column("due_on", sa.Date(), nullable=False),
        sa.Column("kind", sa.String(length=10), nullable=False),
        sa.Column("at", backend.database.metadata.UtcDateTime(timezone=True), nullable=False),
        sa.CheckConstraint("kind IN ('soon', 'overdue')", name=op.f("ck_case_escalations_kind")),
        sa.ForeignKeyConstraint(["number"], ["cases.number"], name=op.f("fk_case_escalations_number")),
        sa.PrimaryKeyConstraint("number", "due_on", "kind", name=op.f("pk_case_escalations")),
    )
