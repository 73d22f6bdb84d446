"""Payments: whose accounts, what is to be paid for which seats, what money came, and what goes back."""

from __future__ import annotations

from sqlalchemy import CheckConstraint, Column, ForeignKey, Index, Integer, String, Table, text

from backend.database.metadata import UtcDateTime, metadata

# Who takes the money of a provider's events.
payees = Table(
    "payees",
    metadata,
    Column("provider", String(80), primary_key=True),  # Place id of the pack
    Column("name", String(160), nullable=False),
    Column("account", String(20), nullable=False),
    Column("bank", String(45), nullable=False),
    Column("bic", String(9), nullable=False),
    Column("correspondent", String(20), nullable=False),
    Column("inn", String(12), nullable=False, server_default=""),
    Column("kpp", String(9), nullable=False, server_default=""),
)

invoices = Table(
    "invoices",
    metadata,
    Column("invoice", String(36), primary_key=True),  # that of the party: one hold, one invoice
    Column("number", String(9), nullable=False, unique=True),
    Column("provider", ForeignKey("payees.provider"), nullable=False),
    Column("amount_kopecks", Integer, nullable=False),
    Column("paid_kopecks", Integer, nullable=False, server_default="0"),
    Column("state", String(10), nullable=False),
    Column("created_at", UtcDateTime, nullable=False),
    Column("pay_until", UtcDateTime, nullable=False),  # as the citizen is told
    Column("released_at", UtcDateTime, nullable=False),  # later, since banks tell of money late
    Column("settled_at", UtcDateTime),
    CheckConstraint("state IN ('due', 'short', 'paid', 'overdue', 'cancelled')", name="state"),
    CheckConstraint("paid_kopecks BETWEEN 0 AND amount_kopecks", name="paid"),
    CheckConstraint("state <> 'paid' OR paid_kopecks = amount_kopecks", name="paid_whole"),
    CheckConstraint("state <> 'due' OR paid_kopecks = 0", name="due"),
    CheckConstraint("released_at >= pay_until", name="grace"),
    Index(
        "ix_invoices_released_at",
        "released_at",
        sqlite_where=text("state IN ('due', 'short')"),
        postgresql_where=text("state IN ('due', 'short')"),
    ),
)

# Of payers nothing is kept: who they are stands at the bank, under the document's number.
money = Table(
    "money",
    metadata,
    Column("money", String(36), primary_key=True),
    Column("source", String(10), nullable=False),
    Column("source_key", String(64), nullable=False, unique=True),  # the same money told of twice is one row
    Column("document", String(64), nullable=False),
    Column("provider", String(80), nullable=False, server_default=""),  # whose account; "" if not told
    Column("paid_on", UtcDateTime, nullable=False),
    Column("learnt_at", UtcDateTime, nullable=False),
    Column("amount_kopecks", Integer, nullable=False),
    Column("credited_kopecks", Integer, nullable=False, server_default="0"),
    Column("returned_kopecks", Integer, nullable=False, server_default="0"),  # by refunds due or done
    Column("invoice", ForeignKey("invoices.invoice")),
    Column("state", String(10), nullable=False),
    Column("confirmed_at", UtcDateTime),  # by the bank itself; None: only a terminal's slip tells of it
    Column("set_aside_at", UtcDateTime),  # none of ours: an operator has said so
    CheckConstraint("source IN ('statement', 'notice', 'terminal')", name="source"),
    CheckConstraint("state IN ('credited', 'over', 'twice', 'too_late', 'unknown')", name="state"),
    CheckConstraint("amount_kopecks > 0", name="amount"),
    CheckConstraint("credited_kopecks >= 0 AND returned_kopecks >= 0", name="parts"),
    CheckConstraint("credited_kopecks + returned_kopecks <= amount_kopecks", name="spent_once"),
    CheckConstraint("credited_kopecks = 0 OR invoice IS NOT NULL", name="credited"),
    Index("ix_money_invoice", "invoice"),
    Index("ix_money_learnt_at", "learnt_at"),
)

# A bank may tell of the same money by a notice today and by its statement tomorrow: one row, two names.
money_names = Table(
    "money_names",
    metadata,
    Column("source_key", String(64), primary_key=True),
    Column("money", ForeignKey("money.money"), nullable=False),
    Column("source", String(10), nullable=False),
    Index("uq_money_names_money_source", "money", "source", unique=True),
)

refunds = Table(
    "refunds",
    metadata,
    Column("refund", String(36), primary_key=True),
    Column("reason", String(10), nullable=False),
    Column("amount_kopecks", Integer, nullable=False),
    Column("invoice", ForeignKey("invoices.invoice")),
    Column("booking", ForeignKey("bookings.booking")),  # a ticket that was given back
    Column("money", ForeignKey("money.money")),  # what was too much, too late or unknown
    Column("state", String(10), nullable=False),
    Column("since", UtcDateTime, nullable=False),
    Column("done_at", UtcDateTime),
    Column("done_by", String(80)),
    Column("document", String(64), nullable=False, server_default=""),
    CheckConstraint("state IN ('due', 'done')", name="state"),
    CheckConstraint("amount_kopecks > 0", name="amount"),
    CheckConstraint("state <> 'done' OR document <> ''", name="document"),
    Index("uq_refunds_booking", "booking", unique=True),  # no ticket is refunded twice
    Index("uq_refunds_money", "money", unique=True),
    Index("ix_refunds_invoice", "invoice"),
    Index("ix_refunds_state_since", "state", "since"),
)
