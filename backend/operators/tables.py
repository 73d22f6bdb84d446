"""Accounts of operators, supervisors, technicians and auditors."""

from __future__ import annotations

from sqlalchemy import (
    CheckConstraint,
    Column,
    ForeignKey,
    Integer,
    LargeBinary,
    String,
    Table,
    UniqueConstraint,
)

from backend.database.metadata import UtcDateTime, metadata

operators = Table(
    "operators",
    metadata,
    Column("operator", String(40), primary_key=True),
    Column("login", String(40), nullable=False),
    Column("display_name", String(120), nullable=False),
    Column("password_hash", String(200), nullable=False),  # argon2id, encoded
    Column("totp_sealed", LargeBinary, nullable=False),  # RFC 6238, under the vault's key
    Column("last_totp_step", Integer, nullable=False, server_default="0"),  # a code works once
    Column("failed_attempts", Integer, nullable=False, server_default="0"),
    Column("locked_until", UtcDateTime),
    Column("created_at", UtcDateTime, nullable=False),
    Column("disabled_at", UtcDateTime),
    UniqueConstraint("login"),
    CheckConstraint("failed_attempts >= 0", name="failed_attempts"),
)

operator_roles = Table(
    "operator_roles",
    metadata,
    Column("operator", ForeignKey("operators.operator"), primary_key=True),
    Column("role", String(20), primary_key=True),
    CheckConstraint("role IN ('operator', 'supervisor', 'technician', 'auditor')", name="role"),
)
