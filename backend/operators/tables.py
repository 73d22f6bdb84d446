"""Accounts of operators, supervisors, technicians and auditors."""

from __future__ import annotations

from sqlalchemy import (
    CheckConstraint,
    Column,
    ForeignKey,
    Index,
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
    Column("created_at", UtcDateTime, nullable=False),
    Column("disabled_at", UtcDateTime),
    Column("signed_out_at", UtcDateTime),  # everywhere: tokens of a sign-in before count no more
    Column("oidc_subject", String(255)),  # what the identity provider calls them
    UniqueConstraint("login"),
    Index("ix_operators_oidc_subject", "oidc_subject", unique=True),
)

# By a keyed hash of what was typed, whether such an account exists or not: the answers are the same,
# and a password typed into the wrong field is kept nowhere.
login_tries = Table(
    "login_tries",
    metadata,
    Column("login_hash", String(64), primary_key=True),
    Column("failed_attempts", Integer, nullable=False),
    Column("locked_until", UtcDateTime),
    Column("last_at", UtcDateTime, nullable=False, index=True),
    CheckConstraint("failed_attempts >= 0", name="failed_attempts"),
)

login_failures = Table(
    "login_failures",
    metadata,
    Column("failure", String(36), primary_key=True),
    Column("at", UtcDateTime, nullable=False),
    Column("address", String(64), nullable=False),
    Index("ix_login_failures_address", "address", "at"),
)

ROLES = "('operator', 'case_worker', 'supervisor', 'technician', 'auditor')"

operator_roles = Table(
    "operator_roles",
    metadata,
    Column("operator", ForeignKey("operators.operator"), primary_key=True),
    Column("role", String(20), primary_key=True),
    CheckConstraint(f"role IN {ROLES}", name="role"),
)
