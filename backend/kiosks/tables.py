"""Kiosks, the codes that enrol them, what they reported last, and assertions already used."""

from __future__ import annotations

from sqlalchemy import CheckConstraint, Column, Float, ForeignKey, Index, String, Table, Text

from backend.database.metadata import UtcDateTime, metadata

PROFILES = "('insert', 'lay', 'tap')"

kiosks = Table(
    "kiosks",
    metadata,
    Column("kiosk", String(40), primary_key=True),
    Column("title", String(200), nullable=False),
    Column("reader_profile", String(10), nullable=False),
    Column("public_key", Text, nullable=False),  # JWK, EC P-256
    Column("enrolled_at", UtcDateTime, nullable=False),
    Column("withdrawn_at", UtcDateTime),
    CheckConstraint(f"reader_profile IN {PROFILES}", name="profile"),
)

kiosk_invitations = Table(
    "kiosk_invitations",
    metadata,
    Column("code_hash", String(64), primary_key=True),
    Column("title", String(200), nullable=False),
    Column("reader_profile", String(10), nullable=False),
    Column("created_at", UtcDateTime, nullable=False),
    Column("expires_at", UtcDateTime, nullable=False),
    Column("kiosk", ForeignKey("kiosks.kiosk")),  # the one that used it
    CheckConstraint(f"reader_profile IN {PROFILES}", name="profile"),
)

enrolment_failures = Table(
    "enrolment_failures",
    metadata,
    Column("failure", String(36), primary_key=True),
    Column("at", UtcDateTime, nullable=False),
    Column("address", String(64), nullable=False),
    Index("ix_enrolment_failures_address", "address", "at"),
)

kiosk_heartbeats = Table(
    "kiosk_heartbeats",
    metadata,
    Column("kiosk", ForeignKey("kiosks.kiosk"), primary_key=True),
    Column("at", UtcDateTime, nullable=False),
    Column("clock_skew_seconds", Float, nullable=False),
    Column("heartbeat", Text, nullable=False),  # JSON
)

burnt_assertions = Table(
    "burnt_assertions",
    metadata,
    Column("kiosk", String(40), primary_key=True),
    Column("jti_hash", String(64), primary_key=True),
    Column("expires_at", UtcDateTime, nullable=False, index=True),
)
