"""Referrals to specialities: each good for one booking."""

from __future__ import annotations

from sqlalchemy import CheckConstraint, Column, Date, ForeignKey, Index, String, Table, text

from backend.database.metadata import UtcDateTime, metadata

referrals = Table(
    "referrals",
    metadata,
    Column("referral", String(36), primary_key=True),
    Column("number", String(8), nullable=False),
    Column("person", ForeignKey("people.person"), nullable=False),
    Column("speciality", String(80), nullable=False),
    Column("valid_until", Date, nullable=False),  # the last day on which the visit may be
    Column("issued_by", String(80), nullable=False),  # "operator:…", "command:…"
    Column("issued_at", UtcDateTime, nullable=False),
    Column("booking", ForeignKey("bookings.booking")),  # what it was spent on
    Column("withdrawn_at", UtcDateTime),
    Column("withdrawn_by", String(80)),
    CheckConstraint("booking IS NULL OR withdrawn_at IS NULL", name="one_end"),
    Index("uq_referrals_number", "number", unique=True),
    # One use: two bookings cannot stand on one referral, nor one booking on two.
    Index(
        "uq_referrals_booking",
        "booking",
        unique=True,
        sqlite_where=text("booking IS NOT NULL"),
        postgresql_where=text("booking IS NOT NULL"),
    ),
    Index("ix_referrals_person", "person", "speciality", "valid_until"),
    Index("ix_referrals_issued", "issued_at"),
)
