"""The registry's records, matches, handoffs, requests and refused deliveries"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

import backend.database.metadata

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Apply."""
    op.create_table(
        "handoff_tries",
        sa.Column("client", sa.String(length=80), nullable=False),
        sa.Column("wrong", sa.Integer(), nullable=False),
        sa.Column("since", backend.database.metadata.UtcDateTime(timezone=True), nullable=False),
        sa.Column("locked_until", backend.database.metadata.UtcDateTime(timezone=True), nullable=True),
        sa.PrimaryKeyConstraint("client", name=op.f("pk_handoff_tries")),
    )
    op.create_table(
        "handoffs",
        sa.Column("code_hash", sa.String(length=64), nullable=False),
        sa.Column("kind", sa.String(length=10), nullable=False),
        sa.Column("sealed", sa.LargeBinary(), nullable=False),
        sa.Column("kiosk", sa.String(length=40), nullable=False),
        sa.Column("left_at", backend.database.metadata.UtcDateTime(timezone=True), nullable=False),
        sa.Column("expires_at", backend.database.metadata.UtcDateTime(timezone=True), nullable=False),
        sa.Column("openings", sa.Integer(), server_default="0", nullable=False),
        sa.CheckConstraint("kind IN ('handoff', 'slip')", name=op.f("ck_handoffs_kind")),
        sa.PrimaryKeyConstraint("code_hash", name=op.f("pk_handoffs")),
    )
    op.create_index(op.f("ix_handoffs_expires_at"), "handoffs", ["expires_at"], unique=False)
    op.create_table(
        "match_runs",
        sa.Column("run", sa.String(length=36), nullable=False),
        sa.Column("on", sa.Date(), nullable=False),
        sa.Column("pack_hash", sa.String(length=64), nullable=False),
        sa.Column("started_at", backend.database.metadata.UtcDateTime(timezone=True), nullable=False),
        sa.Column("finished_at", backend.database.metadata.UtcDateTime(timezone=True), nullable=True),
        sa.Column("people", sa.Integer(), server_default="0", nullable=False),
        sa.Column("actor", sa.String(length=80), nullable=False),
        sa.PrimaryKeyConstraint("run", name=op.f("pk_match_runs")),
    )
    op.create_table(
        "refused_deliveries",
        sa.Column("delivery_key", sa.String(length=64), nullable=False),
        sa.Column("receipt_code", sa.String(length=24), nullable=False),
        sa.Column("sequence", sa.Integer(), nullable=False),
        sa.Column("kiosk", sa.String(length=40), nullable=False),
        sa.Column("at", backend.database.metadata.UtcDateTime(timezone=True), nullable=False),
        sa.Column("code", sa.String(length=40), nullable=False),
        sa.Column("sealed", sa.LargeBinary(), nullable=False),
        sa.Column("settled_at", backend.database.metadata.UtcDateTime(timezone=True), nullable=True),
        sa.Column("settled_by", sa.String(length=80), nullable=True),
        sa.PrimaryKeyConstraint("delivery_key", name=op.f("pk_refused_deliveries")),
    )
    op.create_index("ix_refused_deliveries_open", "refused_deliveries", ["settled_at", "at"], unique=False)
    op.create_index(
        op.f("ix_refused_deliveries_receipt_code"), "refused_deliveries", ["receipt_code"], unique=False
    )
    op.create_table(
        "request_numbers",
        sa.Column("year", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("last", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("year", name=op.f("pk_request_numbers")),
    )
    op.create_table(
        "matches",
        sa.Column("person", sa.String(length=36), nullable=False),
        sa.Column("measure", sa.String(length=80), nullable=False),
        sa.Column("run", sa.String(length=36), nullable=False),
        sa.ForeignKeyConstraint(["person"], ["people.person"], name=op.f("fk_matches_person")),
        sa.ForeignKeyConstraint(["run"], ["match_runs.run"], name=op.f("fk_matches_run")),
        sa.PrimaryKeyConstraint("person", "measure", name=op.f("pk_matches")),
    )
    op.create_index("ix_matches_measure", "matches", ["measure", "run"], unique=False)
    op.create_index("ix_matches_run", "matches", ["run"], unique=False)
    op.create_table(
        "registry_records",
        sa.Column("person", sa.String(length=36), nullable=False),
        sa.Column("key", sa.String(length=80), nullable=False),
        sa.Column("value", sa.Text(), nullable=False),
        sa.Column("source", sa.String(length=120), nullable=False),
        sa.Column("as_of", sa.Date(), nullable=False),
        sa.ForeignKeyConstraint(["person"], ["people.person"], name=op.f("fk_registry_records_person")),
        sa.PrimaryKeyConstraint("person", "key", name=op.f("pk_registry_records")),
    )
    op.create_table(
        "requests",
        sa.Column("number", sa.String(length=12), nullable=False),
        sa.Column("delivery_key", sa.String(length=64), nullable=False),
        sa.Column("receipt_code", sa.String(length=24), nullable=False),
        sa.Column("kiosk", sa.String(length=40), nullable=False),
        sa.Column("applicant", sa.String(length=36), nullable=False),
        sa.Column("beneficiary", sa.String(length=36), nullable=False),
        sa.Column("filed_at", backend.database.metadata.UtcDateTime(timezone=True), nullable=False),
        sa.Column("received_at", backend.database.metadata.UtcDateTime(timezone=True), nullable=False),
        sa.Column("proof", sa.String(length=10), nullable=False),
        sa.Column("state", sa.String(length=20), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("decide_by", sa.Date(), nullable=True),
        sa.CheckConstraint("proof IN ('session', 'signature')", name=op.f("ck_requests_proof")),
        sa.CheckConstraint(
            "state IN ('received', 'in_review', 'documents_needed', 'granted', 'declined', 'withdrawn')",
            name=op.f("ck_requests_state"),
        ),
        sa.ForeignKeyConstraint(["applicant"], ["people.person"], name=op.f("fk_requests_applicant")),
        sa.ForeignKeyConstraint(["beneficiary"], ["people.person"], name=op.f("fk_requests_beneficiary")),
        sa.PrimaryKeyConstraint("number", name=op.f("pk_requests")),
        sa.UniqueConstraint("delivery_key", name=op.f("uq_requests_delivery_key")),
    )
    op.create_index("ix_requests_applicant", "requests", ["applicant", "filed_at"], unique=False)
    op.create_index(op.f("ix_requests_beneficiary"), "requests", ["beneficiary"], unique=False)
    op.create_index(op.f("ix_requests_receipt_code"), "requests", ["receipt_code"], unique=False)
    op.create_index("ix_requests_state", "requests", ["state", "number"], unique=False)
    op.create_table(
        "request_history",
        sa.Column("number", sa.String(length=12), nullable=False),
        sa.Column("step", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("at", backend.database.metadata.UtcDateTime(timezone=True), nullable=False),
        sa.Column("state", sa.String(length=20), nullable=False),
        sa.Column("actor", sa.String(length=80), nullable=False),
        sa.Column("note", sa.String(length=500), server_default="", nullable=False),
        sa.CheckConstraint(
            "state IN ('received', 'in_review', 'documents_needed', 'granted', 'declined', 'withdrawn')",
            name=op.f("ck_request_history_state"),
        ),
        sa.ForeignKeyConstraint(["number"], ["requests.number"], name=op.f("fk_request_history_number")),
        sa.PrimaryKeyConstraint("number", "step", name=op.f("pk_request_history")),
    )
    op.create_table(
        "request_versions",
        sa.Column("number", sa.String(length=12), nullable=False),
        sa.Column("version", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("delivery_key", sa.String(length=64), nullable=False),
        sa.Column("at", backend.database.metadata.UtcDateTime(timezone=True), nullable=False),
        sa.Column("contact", sa.Text(), nullable=False),
        sa.Column("answers", sa.Text(), nullable=False),
        sa.Column("pack_hash", sa.String(length=64), nullable=False),
        sa.Column("on", sa.Date(), nullable=True),
        sa.Column("note", sa.String(length=1000), server_default="", nullable=False),
        sa.ForeignKeyConstraint(["number"], ["requests.number"], name=op.f("fk_request_versions_number")),
        sa.PrimaryKeyConstraint("number", "version", name=op.f("pk_request_versions")),
        sa.UniqueConstraint("delivery_key", name=op.f("uq_request_versions_delivery_key")),
    )
    op.create_table(
        "consents",
        sa.Column("number", sa.String(length=12), nullable=False),
        sa.Column("version", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("person", sa.String(length=36), nullable=False),
        sa.Column("given_at", backend.database.metadata.UtcDateTime(timezone=True), nullable=False),
        sa.Column("language", sa.String(length=2), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["number", "version"],
            ["request_versions.number", "request_versions.version"],
            name=op.f("fk_consents_number_version"),
        ),
        sa.ForeignKeyConstraint(["person"], ["people.person"], name=op.f("fk_consents_person")),
        sa.PrimaryKeyConstraint("number", "version", name=op.f("pk_consents")),
    )
    op.create_index(op.f("ix_consents_person"), "consents", ["person"], unique=False)
    op.create_table(
        "request_items",
        sa.Column("number", sa.String(length=12), nullable=False),
        sa.Column("version", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("position", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("measure", sa.String(length=80), nullable=False),
        sa.Column("kind", sa.String(length=10), nullable=False),
        sa.Column("verdict", sa.String(length=12), server_default="", nullable=False),
        sa.Column("decide_by", sa.Date(), nullable=True),
        sa.Column("deadline_text", sa.String(length=500), server_default="", nullable=False),
        sa.CheckConstraint("kind IN ('guaranteed', 'desired', 'paid')", name=op.f("ck_request_items_kind")),
        sa.ForeignKeyConstraint(
            ["number", "version"],
            ["request_versions.number", "request_versions.version"],
            name=op.f("fk_request_items_number_version"),
        ),
        sa.PrimaryKeyConstraint("number", "version", "position", name=op.f("pk_request_items")),
    )
