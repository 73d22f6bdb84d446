"""Entitlements: what a body has awarded to a person, measure × person × period × state."""

from __future__ import annotations

from sqlalchemy import BigInteger, CheckConstraint, Column, Date, ForeignKey, String, Table

from backend.database.metadata import metadata

entitlements = Table(
    "entitlements",
    metadata,
    Column("entitlement", String(40), primary_key=True),
    Column("person", ForeignKey("people.person"), nullable=False, index=True),
    Column("measure", String(80), nullable=False),  # Measure id of the pack
    Column("state", String(10), nullable=False),
    Column("since", Date, nullable=False),
    Column("until", Date),  # last day, inclusive
    Column("amount_kopecks", BigInteger),
    Column("per", String(10), nullable=False, server_default=""),
    Column("awarded_by", String(200), nullable=False),
    Column("decision", String(120), nullable=False),
    Column("ground", String(80), nullable=False, server_default=""),  # BenefitCategory id or ""
    Column("next_payment_on", Date),
    CheckConstraint("state IN ('active', 'expected', 'suspended', 'ended')", name="state"),
    CheckConstraint("per IN ('', 'once', 'month', 'year')", name="per"),
    CheckConstraint("amount_kopecks IS NULL OR amount_kopecks >= 0", name="amount"),
    CheckConstraint("until IS NULL OR until >= since", name="period"),
)
