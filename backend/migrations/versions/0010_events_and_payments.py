"""Halls with seats on a plan, events, and what is paid for them"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

import backend.database.metadata

revision = "0010"
down_revision = "0009"
branch_labels = None
depends_on = None

MOMENT = backend.database.metadata.UtcDateTime(timezone=True)


def upgrade() -> None:
    """Apply."""
    op.create_table(
        "payees",
        sa.Column("provider", sa.String(length=80), nullable=False),
        sa.Column("name", sa.String(length=160), nullable=False),
        sa.Column("account", sa.String(length=20), nullable=False),
        sa.Column("bank", sa.String(length=45), nullable=False),
        sa.Column("bic", sa.String(length=9), nullable=False),
        sa.Column("correspondent", sa.String(length=20), nullable=False),
        sa.Column("inn", sa.String(length=12), server_default="", nullable=False),
        sa.Column("kpp", sa.String(length=9), server_default="", nullable=False),
        sa.PrimaryKeyConstraint("provider", name=op.f("pk_payees")),
    )
    op.create_table(
        "seat_plans",
        sa.Column("plan", sa.String(length=40), nullable=False),
        sa.Column("version", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("title", sa.String(length=200), nullable=False),
        sa.Column("layout", sa.Text(), nullable=False),
        sa.Column("since", MOMENT, nullable=False),
        sa.PrimaryKeyConstraint("plan", "version", name=op.f("pk_seat_plans")),
    )
    op.create_table(
        "events",
        sa.Column("resource", sa.String(length=40), nullable=False),
        sa.Column("summary", sa.String(length=1000), server_default="", nullable=False),
        sa.Column("age_mark", sa.Integer(), nullable=False),
        sa.CheckConstraint("age_mark IN (0, 6, 12, 16, 18)", name=op.f("ck_events_age_mark")),
        sa.ForeignKeyConstraint(["resource"], ["resources.resource"], name=op.f("fk_events_resource")),
        sa.PrimaryKeyConstraint("resource", name=op.f("pk_events")),
    )
    op.create_table(
        "invoices",
        sa.Column("invoice", sa.String(length=36), nullable=False),
        sa.Column("number", sa.String(length=9), nullable=False),
        sa.Column("provider", sa.String(length=80), nullable=False),
        sa.Column("amount_kopecks", sa.Integer(), nullable=False),
        sa.Column("paid_kopecks", sa.Integer(), server_default="0", nullable=False),
        sa.Column("state", sa.String(length=10), nullable=False),
        sa.Column("created_at", MOMENT, nullable=False),
        sa.Column("pay_until", MOMENT, nullable=False),
        sa.Column("released_at", MOMENT, nullable=False),
        sa.Column("settled_at", MOMENT, nullable=True),
        sa.CheckConstraint("state <> 'due' OR paid_kopecks = 0", name=op.f("ck_invoices_due")),
        sa.CheckConstraint(
            "state <> 'paid' OR paid_kopecks = amount_kopecks", name=op.f("ck_invoices_paid_whole")
        ),
        sa.CheckConstraint(
            "state IN ('due', 'short', 'paid', 'overdue', 'cancelled')", name=op.f("ck_invoices_state")
        ),
        sa.CheckConstraint("paid_kopecks BETWEEN 0 AND amount_kopecks", name=op.f("ck_invoices_paid")),
        sa.CheckConstraint("released_at >= pay_until", name=op.f("ck_invoices_grace")),
        sa.ForeignKeyConstraint(["provider"], ["payees.provider"], name=op.f("fk_invoices_provider")),
        sa.PrimaryKeyConstraint("invoice", name=op.f("pk_invoices")),
        sa.UniqueConstraint("number", name=op.f("uq_invoices_number")),
    )
    op.create_index(
        "ix_invoices_released_at",
        "invoices",
        ["released_at"],
        unique=False,
        sqlite_where=sa.text("state IN ('due', 'short')"),
        postgresql_where=sa.text("state IN ('due', 'short')"),
    )
    op.create_table(
        "event_plans",
        sa.Column("slot", sa.String(length=60), nullable=False),
        sa.Column("plan", sa.String(length=40), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["plan", "version"],
            ["seat_plans.plan", "seat_plans.version"],
            name=op.f("fk_event_plans_plan_version"),
        ),
        sa.ForeignKeyConstraint(["slot"], ["slots.slot"], name=op.f("fk_event_plans_slot")),
        sa.PrimaryKeyConstraint("slot", name=op.f("pk_event_plans")),
    )
    op.create_table(
        "money",
        sa.Column("money", sa.String(length=36), nullable=False),
        sa.Column("source", sa.String(length=10), nullable=False),
        sa.Column("source_key", sa.String(length=64), nullable=False),
        sa.Column("document", sa.String(length=64), nullable=False),
        sa.Column("provider", sa.String(length=80), server_default="", nullable=False),
        sa.Column("paid_on", MOMENT, nullable=False),
        sa.Column("learnt_at", MOMENT, nullable=False),
        sa.Column("amount_kopecks", sa.Integer(), nullable=False),
        sa.Column("credited_kopecks", sa.Integer(), server_default="0", nullable=False),
        sa.Column("returned_kopecks", sa.Integer(), server_default="0", nullable=False),
        sa.Column("invoice", sa.String(length=36), nullable=True),
        sa.Column("state", sa.String(length=10), nullable=False),
        sa.Column("confirmed_at", MOMENT, nullable=True),
        sa.CheckConstraint("source IN ('statement', 'notice', 'terminal')", name=op.f("ck_money_source")),
        sa.CheckConstraint(
            "state IN ('credited', 'over', 'twice', 'too_late', 'unknown')", name=op.f("ck_money_state")
        ),
        sa.CheckConstraint("amount_kopecks > 0", name=op.f("ck_money_amount")),
        sa.CheckConstraint(
            "credited_kopecks + returned_kopecks <= amount_kopecks", name=op.f("ck_money_spent_once")
        ),
        sa.CheckConstraint("credited_kopecks = 0 OR invoice IS NOT NULL", name=op.f("ck_money_credited")),
        sa.CheckConstraint("credited_kopecks >= 0 AND returned_kopecks >= 0", name=op.f("ck_money_parts")),
        sa.ForeignKeyConstraint(["invoice"], ["invoices.invoice"], name=op.f("fk_money_invoice")),
        sa.PrimaryKeyConstraint("money", name=op.f("pk_money")),
        sa.UniqueConstraint("source_key", name=op.f("uq_money_source_key")),
    )
    op.create_index("ix_money_invoice", "money", ["invoice"], unique=False)
    op.create_index("ix_money_learnt_at", "money", ["learnt_at"], unique=False)
    op.create_table(
        "seat_positions",
        sa.Column("slot", sa.String(length=60), nullable=False),
        sa.Column("seat", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("zone", sa.String(length=10), server_default="", nullable=False),
        sa.Column("grid_line", sa.Integer(), nullable=False),
        sa.Column("grid_column", sa.Integer(), nullable=False),
        sa.Column("beside", sa.Integer(), server_default="0", nullable=False),
        sa.ForeignKeyConstraint(
            ["slot", "seat"], ["seats.slot", "seats.seat"], name=op.f("fk_seat_positions_slot_seat")
        ),
        sa.PrimaryKeyConstraint("slot", "seat", name=op.f("pk_seat_positions")),
    )
    op.create_table(
        "refunds",
        sa.Column("refund", sa.String(length=36), nullable=False),
        sa.Column("reason", sa.String(length=10), nullable=False),
        sa.Column("amount_kopecks", sa.Integer(), nullable=False),
        sa.Column("invoice", sa.String(length=36), nullable=True),
        sa.Column("booking", sa.String(length=36), nullable=True),
        sa.Column("money", sa.String(length=36), nullable=True),
        sa.Column("state", sa.String(length=10), nullable=False),
        sa.Column("since", MOMENT, nullable=False),
        sa.Column("done_at", MOMENT, nullable=True),
        sa.Column("done_by", sa.String(length=80), nullable=True),
        sa.Column("document", sa.String(length=64), server_default="", nullable=False),
        sa.CheckConstraint("state <> 'done' OR document <> ''", name=op.f("ck_refunds_document")),
        sa.CheckConstraint("state IN ('due', 'done')", name=op.f("ck_refunds_state")),
        sa.CheckConstraint("amount_kopecks > 0", name=op.f("ck_refunds_amount")),
        sa.ForeignKeyConstraint(["booking"], ["bookings.booking"], name=op.f("fk_refunds_booking")),
        sa.ForeignKeyConstraint(["invoice"], ["invoices.invoice"], name=op.f("fk_refunds_invoice")),
        sa.ForeignKeyConstraint(["money"], ["money.money"], name=op.f("fk_refunds_money")),
        sa.PrimaryKeyConstraint("refund", name=op.f("pk_refunds")),
    )
    op.create_index("ix_refunds_invoice", "refunds", ["invoice"], unique=False)
    op.create_index("ix_refunds_state_since", "refunds", ["state", "since"], unique=False)
    op.create_index("uq_refunds_booking", "refunds", ["booking"], unique=True)
    op.create_index("uq_refunds_money", "refunds", ["money"], unique=True)
