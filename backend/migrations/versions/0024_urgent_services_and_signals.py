"""Urgent social services with their acts, and signals of trouble"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

import backend.database.metadata

revision = "0024"
down_revision = "0023"
branch_labels = None
depends_on = None

URGENT_STATES = "('applied', 'assigned', 'provided', 'signed', 'unsigned', 'refused', 'withdrawn')"
SIGNAL_STATES = "('taken', 'passed_on', 'checked', 'closed')"


def upgrade() -> None:
    """Apply."""
    _add_numbers("urgent_numbers")
    op.create_table(
        "urgent_services",
        sa.Column("number", sa.String(length=14), nullable=False),
        sa.Column("act_number", sa.String(length=14), nullable=True),
        sa.Column("state", sa.String(length=10), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("kinds", sa.String(length=400), nullable=False),
        sa.Column("basis", sa.String(length=12), nullable=False),
        sa.Column("identity", sa.String(length=10), nullable=False),
        sa.Column("person", sa.String(length=36), nullable=True),
        sa.Column("speaker", sa.String(length=36), nullable=True),
        sa.Column("relation", sa.String(length=9), nullable=False),
        sa.Column("contact", sa.String(length=36), nullable=True),
        sa.Column("opened_at", backend.database.metadata.UtcDateTime(timezone=True), nullable=False),
        sa.Column("needed_on", sa.Date(), nullable=False),
        sa.Column("provider", sa.String(length=200), nullable=False),
        sa.Column("provided_on", sa.Date(), nullable=True),
        sa.Column("signed_on", sa.Date(), nullable=True),
        sa.Column("unsigned_reason", sa.String(length=12), nullable=False),
        sa.Column("due_on", sa.Date(), nullable=True),
        sa.Column("due_rule", sa.String(length=80), nullable=False),
        sa.Column("provisional", sa.Boolean(), nullable=False),
        sa.CheckConstraint(
            "(state IN ('provided', 'signed', 'unsigned')) = (act_number IS NOT NULL)",
            name=op.f("ck_urgent_services_act_of_given_help"),
        ),
        sa.CheckConstraint("basis IN ('application', 'report')", name=op.f("ck_urgent_services_basis")),
        sa.CheckConstraint(
            "identity <> 'unnamed' OR person IS NULL", name=op.f("ck_urgent_services_unnamed")
        ),
        sa.CheckConstraint(
            "identity IN ('papers', 'data', 'code_word', 'call_back', 'said', 'unnamed')",
            name=op.f("ck_urgent_services_identity"),
        ),
        sa.CheckConstraint(
            "state <> 'signed' OR signed_on IS NOT NULL", name=op.f("ck_urgent_services_signed_on_a_day")
        ),
        sa.CheckConstraint(
            f"state IN {URGENT_STATES}",
            name=op.f("ck_urgent_services_state"),
        ),
        sa.ForeignKeyConstraint(["person"], ["people.person"], name=op.f("fk_urgent_services_person")),
        sa.ForeignKeyConstraint(["speaker"], ["people.person"], name=op.f("fk_urgent_services_speaker")),
        sa.PrimaryKeyConstraint("number", name=op.f("pk_urgent_services")),
        sa.UniqueConstraint("act_number", name=op.f("uq_urgent_services_act_number")),
    )
    op.create_index("ix_urgent_services_contact", "urgent_services", ["contact"], unique=False)
    _add_due_index("urgent_services")
    op.create_index("ix_urgent_services_person", "urgent_services", ["person", "number"], unique=False)
    _add_steps("urgent_steps", "urgent_services", URGENT_STATES)
    _add_numbers("signal_numbers")
    op.create_table(
        "signals",
        sa.Column("number", sa.String(length=14), nullable=False),
        sa.Column("kind", sa.String(length=80), nullable=False),
        sa.Column("state", sa.String(length=10), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("danger", sa.Boolean(), nullable=False),
        sa.Column("emergency", sa.String(length=10), nullable=False),
        sa.Column("source", sa.String(length=10), nullable=False),
        sa.Column("anonymous", sa.Boolean(), nullable=False),
        sa.Column("about", sa.String(length=36), nullable=True),
        sa.Column("speaker", sa.String(length=36), nullable=True),
        sa.Column("contact", sa.String(length=36), nullable=True),
        sa.Column("taken_at", backend.database.metadata.UtcDateTime(timezone=True), nullable=False),
        sa.Column("taken_on", sa.Date(), nullable=False),
        sa.Column("body", sa.String(length=80), nullable=False),
        sa.Column("passed_at", backend.database.metadata.UtcDateTime(timezone=True), nullable=True),
        sa.Column("checked_on", sa.Date(), nullable=True),
        sa.Column("outcome", sa.String(length=14), nullable=False),
        sa.Column("consequence", sa.String(length=14), nullable=False),
        sa.Column("due_on", sa.Date(), nullable=True),
        sa.Column("due_rule", sa.String(length=80), nullable=False),
        sa.Column("provisional", sa.Boolean(), nullable=False),
        sa.CheckConstraint("NOT danger OR emergency <> ''", name=op.f("ck_signals_emergency_first")),
        sa.CheckConstraint(
            "state <> 'passed_on' OR (body <> '' AND passed_at IS NOT NULL)",
            name=op.f("ck_signals_passed_to"),
        ),
        sa.CheckConstraint(f"state IN {SIGNAL_STATES}", name=op.f("ck_signals_state")),
        sa.CheckConstraint(
            "state NOT IN ('checked', 'closed') OR outcome <> ''", name=op.f("ck_signals_outcome")
        ),
        sa.CheckConstraint(
            "NOT anonymous OR (speaker IS NULL AND contact IS NULL)", name=op.f("ck_signals_anonymous")
        ),
        sa.ForeignKeyConstraint(["about"], ["people.person"], name=op.f("fk_signals_about")),
        sa.ForeignKeyConstraint(["speaker"], ["people.person"], name=op.f("fk_signals_speaker")),
        sa.PrimaryKeyConstraint("number", name=op.f("pk_signals")),
    )
    _add_due_index("signals")
    op.create_index("ix_signals_state", "signals", ["state", "number"], unique=False)
    _add_steps("signal_steps", "signals", SIGNAL_STATES)


def _add_numbers(name: str) -> None:
    op.create_table(
        name,
        sa.Column("letter", sa.String(length=1), nullable=False),
        sa.Column("year", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("last", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("letter", "year", name=op.f(f"pk_{name}")),
    )


def _add_due_index(records: str) -> None:
    runs = sa.text("due_on IS NOT NULL")
    op.create_index(
        f"ix_{records}_due",
        records,
        ["due_on", "number"],
        unique=False,
        sqlite_where=runs,
        postgresql_where=runs,
    )


def _add_steps(name: str, records: str, states: str) -> None:
    op.create_table(
        name,
        sa.Column("number", sa.String(length=14), nullable=False),
        sa.Column("version", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("at", backend.database.metadata.UtcDateTime(timezone=True), nullable=False),
        sa.Column("actor", sa.String(length=80), nullable=False),
        sa.Column("action", sa.String(length=20), nullable=False),
        sa.Column("state", sa.String(length=10), nullable=False),
        sa.Column("due_on", sa.Date(), nullable=True),
        sa.Column("due_rule", sa.String(length=80), nullable=False),
        sa.Column("provisional", sa.Boolean(), nullable=False),
        sa.Column("content", sa.LargeBinary(), nullable=False),
        sa.Column("note", sa.LargeBinary(), nullable=True),
        sa.CheckConstraint(f"state IN {states}", name=op.f(f"ck_{name}_state")),
        sa.ForeignKeyConstraint(["number"], [f"{records}.number"], name=op.f(f"fk_{name}_number")),
        sa.PrimaryKeyConstraint("number", "version", name=op.f(f"pk_{name}")),
    )
