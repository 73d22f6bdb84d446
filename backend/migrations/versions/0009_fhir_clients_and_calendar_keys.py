"""Clients of FHIR, keys of calendar feeds"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

import backend.database.metadata

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None

STANDING = "channel = 'fhir' AND state IN ('held', 'confirmed', 'arrived')"


def upgrade() -> None:
    """Apply."""
    op.create_table(
        "fhir_clients",
        sa.Column("client", sa.String(length=40), nullable=False),
        sa.Column("title", sa.String(length=200), nullable=False),
        sa.Column("public_key", sa.Text(), nullable=False),
        sa.Column("scopes", sa.String(length=400), nullable=False),
        sa.Column("places", sa.Text(), nullable=False),
        sa.Column("registered_at", backend.database.metadata.UtcDateTime(timezone=True), nullable=False),
        sa.Column("withdrawn_at", backend.database.metadata.UtcDateTime(timezone=True), nullable=True),
        sa.PrimaryKeyConstraint("client", name=op.f("pk_fhir_clients")),
    )
    op.create_table(
        "fhir_assertions",
        sa.Column("client", sa.String(length=40), nullable=False),
        sa.Column("jti_hash", sa.String(length=64), nullable=False),
        sa.Column("expires_at", backend.database.metadata.UtcDateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("client", "jti_hash", name=op.f("pk_fhir_assertions")),
    )
    op.create_index(op.f("ix_fhir_assertions_expires_at"), "fhir_assertions", ["expires_at"], unique=False)
    op.create_table(
        "calendar_keys",
        sa.Column("key_hash", sa.String(length=64), nullable=False),
        sa.Column("resource", sa.String(length=40), nullable=False),
        sa.Column("made_at", backend.database.metadata.UtcDateTime(timezone=True), nullable=False),
        sa.Column("revoked_at", backend.database.metadata.UtcDateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["resource"], ["resources.resource"], name=op.f("fk_calendar_keys_resource")),
        sa.PrimaryKeyConstraint("key_hash", name=op.f("pk_calendar_keys")),
    )
    op.create_index(op.f("ix_calendar_keys_resource"), "calendar_keys", ["resource"], unique=False)
    op.create_index(
        "ix_bookings_of_clients",
        "bookings",
        ["booked_by", "slot"],
        unique=False,
        sqlite_where=sa.text(STANDING),
        postgresql_where=sa.text(STANDING),
    )
