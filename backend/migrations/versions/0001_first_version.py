"""The tables of the first version"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

import backend.database.metadata

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Apply."""
    op.create_table(
        "audit_events",
        sa.Column(
            "event", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), autoincrement=True, nullable=False
        ),
        sa.Column("at", backend.database.metadata.UtcDateTime(timezone=True), nullable=False),
        sa.Column("actor", sa.String(length=80), nullable=False),
        sa.Column("action", sa.String(length=40), nullable=False),
        sa.Column("person", sa.String(length=36), nullable=True),
        sa.Column("holder", sa.String(length=36), nullable=True),
        sa.Column("card", sa.String(length=40), nullable=True),
        sa.Column("kiosk", sa.String(length=40), nullable=True),
        sa.Column("outcome", sa.String(length=40), nullable=False),
        sa.PrimaryKeyConstraint("event", name=op.f("pk_audit_events")),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_audit_events_at", "audit_events", ["at"], unique=False)
    op.create_index("ix_audit_events_person", "audit_events", ["person", "at"], unique=False)
    op.create_table(
        "burnt_assertions",
        sa.Column("kiosk", sa.String(length=40), nullable=False),
        sa.Column("jti_hash", sa.String(length=64), nullable=False),
        sa.Column("expires_at", backend.database.metadata.UtcDateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("kiosk", "jti_hash", name=op.f("pk_burnt_assertions")),
    )
    op.create_index(op.f("ix_burnt_assertions_expires_at"), "burnt_assertions", ["expires_at"], unique=False)
    op.create_table(
        "card_sessions",
        sa.Column("session_hash", sa.String(length=64), nullable=False),
        sa.Column("kiosk", sa.String(length=40), nullable=False),
        sa.Column("card", sa.String(length=40), nullable=False),
        sa.Column("person", sa.String(length=36), nullable=False),
        sa.Column("guid", sa.String(length=32), nullable=False),
        sa.Column("level", sa.Integer(), nullable=False),
        sa.Column("opened_at", backend.database.metadata.UtcDateTime(timezone=True), nullable=False),
        sa.Column("expires_at", backend.database.metadata.UtcDateTime(timezone=True), nullable=False),
        sa.Column("ended_at", backend.database.metadata.UtcDateTime(timezone=True), nullable=True),
        sa.CheckConstraint("level IN (1, 2)", name=op.f("ck_card_sessions_level")),
        sa.PrimaryKeyConstraint("session_hash", name=op.f("pk_card_sessions")),
    )
    op.create_index(op.f("ix_card_sessions_expires_at"), "card_sessions", ["expires_at"], unique=False)
    op.create_table(
        "enrolment_failures",
        sa.Column("failure", sa.String(length=36), nullable=False),
        sa.Column("at", backend.database.metadata.UtcDateTime(timezone=True), nullable=False),
        sa.Column("address", sa.String(length=64), nullable=False),
        sa.PrimaryKeyConstraint("failure", name=op.f("pk_enrolment_failures")),
    )
    op.create_index("ix_enrolment_failures_address", "enrolment_failures", ["address", "at"], unique=False)
    op.create_table(
        "idempotent_answers",
        sa.Column("key", sa.String(length=64), nullable=False),
        sa.Column("request_hash", sa.String(length=64), nullable=False),
        sa.Column("status", sa.Integer(), nullable=False),
        sa.Column("answer", sa.LargeBinary(), nullable=False),
        sa.Column("expires_at", backend.database.metadata.UtcDateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("key", name=op.f("pk_idempotent_answers")),
    )
    op.create_index(
        op.f("ix_idempotent_answers_expires_at"), "idempotent_answers", ["expires_at"], unique=False
    )
    op.create_table(
        "kiosks",
        sa.Column("kiosk", sa.String(length=40), nullable=False),
        sa.Column("title", sa.String(length=200), nullable=False),
        sa.Column("reader_profile", sa.String(length=10), nullable=False),
        sa.Column("public_key", sa.Text(), nullable=False),
        sa.Column("enrolled_at", backend.database.metadata.UtcDateTime(timezone=True), nullable=False),
        sa.Column("withdrawn_at", backend.database.metadata.UtcDateTime(timezone=True), nullable=True),
        sa.CheckConstraint("reader_profile IN ('insert', 'lay', 'tap')", name=op.f("ck_kiosks_profile")),
        sa.PrimaryKeyConstraint("kiosk", name=op.f("pk_kiosks")),
    )
    op.create_table(
        "login_failures",
        sa.Column("failure", sa.String(length=36), nullable=False),
        sa.Column("at", backend.database.metadata.UtcDateTime(timezone=True), nullable=False),
        sa.Column("address", sa.String(length=64), nullable=False),
        sa.PrimaryKeyConstraint("failure", name=op.f("pk_login_failures")),
    )
    op.create_index("ix_login_failures_address", "login_failures", ["address", "at"], unique=False)
    op.create_table(
        "login_tries",
        sa.Column("login_hash", sa.String(length=64), nullable=False),
        sa.Column("failed_attempts", sa.Integer(), nullable=False),
        sa.Column("locked_until", backend.database.metadata.UtcDateTime(timezone=True), nullable=True),
        sa.Column("last_at", backend.database.metadata.UtcDateTime(timezone=True), nullable=False),
        sa.CheckConstraint("failed_attempts >= 0", name=op.f("ck_login_tries_failed_attempts")),
        sa.PrimaryKeyConstraint("login_hash", name=op.f("pk_login_tries")),
    )
    op.create_index(op.f("ix_login_tries_last_at"), "login_tries", ["last_at"], unique=False)
    op.create_table(
        "nonces",
        sa.Column("nonce_hash", sa.String(length=64), nullable=False),
        sa.Column("kiosk", sa.String(length=40), nullable=False),
        sa.Column("expires_at", backend.database.metadata.UtcDateTime(timezone=True), nullable=False),
        sa.Column("burnt_at", backend.database.metadata.UtcDateTime(timezone=True), nullable=True),
        sa.PrimaryKeyConstraint("nonce_hash", name=op.f("pk_nonces")),
    )
    op.create_index(op.f("ix_nonces_expires_at"), "nonces", ["expires_at"], unique=False)
    op.create_table(
        "operators",
        sa.Column("operator", sa.String(length=40), nullable=False),
        sa.Column("login", sa.String(length=40), nullable=False),
        sa.Column("display_name", sa.String(length=120), nullable=False),
        sa.Column("password_hash", sa.String(length=200), nullable=False),
        sa.Column("totp_sealed", sa.LargeBinary(), nullable=False),
        sa.Column("last_totp_step", sa.Integer(), server_default="0", nullable=False),
        sa.Column("created_at", backend.database.metadata.UtcDateTime(timezone=True), nullable=False),
        sa.Column("disabled_at", backend.database.metadata.UtcDateTime(timezone=True), nullable=True),
        sa.PrimaryKeyConstraint("operator", name=op.f("pk_operators")),
        sa.UniqueConstraint("login", name=op.f("uq_operators_login")),
    )
    op.create_table(
        "people",
        sa.Column("person", sa.String(length=36), nullable=False),
        sa.Column("last_name", sa.String(length=80), nullable=False),
        sa.Column("first_name", sa.String(length=80), nullable=False),
        sa.Column("middle_name", sa.String(length=80), server_default="", nullable=False),
        sa.Column("sex", sa.String(length=1), nullable=False),
        sa.Column("birth_date", sa.Date(), nullable=False),
        sa.Column("birth_place", sa.String(length=200), nullable=False),
        sa.Column("town", sa.String(length=80), nullable=False),
        sa.Column("address", sa.String(length=300), nullable=False),
        sa.Column("snils", sa.String(length=11), nullable=True),
        sa.Column("policy", sa.String(length=16), nullable=True),
        sa.Column("phone", sa.String(length=16), nullable=True),
        sa.Column("language", sa.String(length=2), server_default="ru", nullable=False),
        sa.Column("clinic", sa.String(length=80), server_default="", nullable=False),
        sa.Column("registered_at", backend.database.metadata.UtcDateTime(timezone=True), nullable=False),
        sa.CheckConstraint("sex IN ('f', 'm')", name=op.f("ck_people_sex")),
        sa.CheckConstraint("snils IS NULL OR length(snils) = 11", name=op.f("ck_people_snils_length")),
        sa.PrimaryKeyConstraint("person", name=op.f("pk_people")),
        sa.UniqueConstraint("snils", name=op.f("uq_people_snils")),
    )
    op.create_index("ix_people_name", "people", ["last_name", "first_name", "birth_date"], unique=False)
    op.create_table(
        "cards",
        sa.Column("card", sa.String(length=40), nullable=False),
        sa.Column("person", sa.String(length=36), nullable=False),
        sa.Column("issuer", sa.String(length=20), nullable=False),
        sa.Column("serial", sa.String(length=20), nullable=False),
        sa.Column("guid", sa.String(length=32), nullable=False),
        sa.Column("state", sa.String(length=10), nullable=False),
        sa.Column("fingerprint_9e", sa.String(length=64), nullable=False),
        sa.Column("fingerprint_9a", sa.String(length=64), nullable=False),
        sa.Column("issued_on", sa.Date(), nullable=False),
        sa.Column("expires_on", sa.Date(), nullable=False),
        sa.Column("replaces", sa.String(length=40), nullable=True),
        sa.CheckConstraint(
            "state IN ('active', 'blocked', 'replaced', 'expired', 'lost')", name=op.f("ck_cards_state")
        ),
        sa.CheckConstraint("expires_on >= issued_on", name=op.f("ck_cards_period")),
        sa.ForeignKeyConstraint(["person"], ["people.person"], name=op.f("fk_cards_person")),
        sa.ForeignKeyConstraint(["replaces"], ["cards.card"], name=op.f("fk_cards_replaces")),
        sa.PrimaryKeyConstraint("card", name=op.f("pk_cards")),
        sa.UniqueConstraint("guid", name=op.f("uq_cards_guid")),
        sa.UniqueConstraint("issuer", "serial", name=op.f("uq_cards_issuer_serial")),
    )
    op.create_index(op.f("ix_cards_person"), "cards", ["person"], unique=False)
    op.create_index(
        "ux_cards_one_active",
        "cards",
        ["person"],
        unique=True,
        sqlite_where=sa.text("state = 'active'"),
        postgresql_where=sa.text("state = 'active'"),
    )
    op.create_table(
        "entitlements",
        sa.Column("entitlement", sa.String(length=40), nullable=False),
        sa.Column("person", sa.String(length=36), nullable=False),
        sa.Column("measure", sa.String(length=80), nullable=False),
        sa.Column("state", sa.String(length=10), nullable=False),
        sa.Column("since", sa.Date(), nullable=False),
        sa.Column("until", sa.Date(), nullable=True),
        sa.Column("amount_kopecks", sa.BigInteger(), nullable=True),
        sa.Column("per", sa.String(length=10), server_default="", nullable=False),
        sa.Column("awarded_by", sa.String(length=200), nullable=False),
        sa.Column("decision", sa.String(length=120), nullable=False),
        sa.Column("ground", sa.String(length=80), server_default="", nullable=False),
        sa.Column("next_payment_on", sa.Date(), nullable=True),
        sa.CheckConstraint("per IN ('', 'once', 'month', 'year')", name=op.f("ck_entitlements_per")),
        sa.CheckConstraint(
            "state IN ('active', 'expected', 'suspended', 'ended')", name=op.f("ck_entitlements_state")
        ),
        sa.CheckConstraint(
            "amount_kopecks IS NULL OR amount_kopecks >= 0", name=op.f("ck_entitlements_amount")
        ),
        sa.CheckConstraint("until IS NULL OR until >= since", name=op.f("ck_entitlements_period")),
        sa.ForeignKeyConstraint(["person"], ["people.person"], name=op.f("fk_entitlements_person")),
        sa.PrimaryKeyConstraint("entitlement", name=op.f("pk_entitlements")),
    )
    op.create_index(op.f("ix_entitlements_person"), "entitlements", ["person"], unique=False)
    op.create_table(
        "family_ties",
        sa.Column("person", sa.String(length=36), nullable=False),
        sa.Column("relative", sa.String(length=36), nullable=False),
        sa.Column("tie", sa.String(length=10), nullable=False),
        sa.CheckConstraint("tie IN ('spouse', 'mother', 'father')", name=op.f("ck_family_ties_tie")),
        sa.CheckConstraint("person <> relative", name=op.f("ck_family_ties_two_people")),
        sa.ForeignKeyConstraint(["person"], ["people.person"], name=op.f("fk_family_ties_person")),
        sa.ForeignKeyConstraint(["relative"], ["people.person"], name=op.f("fk_family_ties_relative")),
        sa.PrimaryKeyConstraint("person", "relative", name=op.f("pk_family_ties")),
    )
    op.create_index(op.f("ix_family_ties_relative"), "family_ties", ["relative"], unique=False)
    op.create_table(
        "identity_documents",
        sa.Column("person", sa.String(length=36), nullable=False),
        sa.Column("kind", sa.String(length=40), nullable=False),
        sa.Column("series", sa.String(length=12), nullable=False),
        sa.Column("number", sa.String(length=24), nullable=False),
        sa.Column("issued_by", sa.String(length=200), nullable=False),
        sa.Column("issued_on", sa.Date(), nullable=False),
        sa.ForeignKeyConstraint(["person"], ["people.person"], name=op.f("fk_identity_documents_person")),
        sa.PrimaryKeyConstraint("person", "kind", "series", "number", name=op.f("pk_identity_documents")),
    )
    op.create_table(
        "kiosk_heartbeats",
        sa.Column("kiosk", sa.String(length=40), nullable=False),
        sa.Column("at", backend.database.metadata.UtcDateTime(timezone=True), nullable=False),
        sa.Column("clock_skew_seconds", sa.Float(), nullable=False),
        sa.Column("heartbeat", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["kiosk"], ["kiosks.kiosk"], name=op.f("fk_kiosk_heartbeats_kiosk")),
        sa.PrimaryKeyConstraint("kiosk", name=op.f("pk_kiosk_heartbeats")),
    )
    op.create_table(
        "kiosk_invitations",
        sa.Column("code_hash", sa.String(length=64), nullable=False),
        sa.Column("title", sa.String(length=200), nullable=False),
        sa.Column("reader_profile", sa.String(length=10), nullable=False),
        sa.Column("created_at", backend.database.metadata.UtcDateTime(timezone=True), nullable=False),
        sa.Column("expires_at", backend.database.metadata.UtcDateTime(timezone=True), nullable=False),
        sa.Column("kiosk", sa.String(length=40), nullable=True),
        sa.CheckConstraint(
            "reader_profile IN ('insert', 'lay', 'tap')", name=op.f("ck_kiosk_invitations_profile")
        ),
        sa.ForeignKeyConstraint(["kiosk"], ["kiosks.kiosk"], name=op.f("fk_kiosk_invitations_kiosk")),
        sa.PrimaryKeyConstraint("code_hash", name=op.f("pk_kiosk_invitations")),
    )
    op.create_table(
        "operator_roles",
        sa.Column("operator", sa.String(length=40), nullable=False),
        sa.Column("role", sa.String(length=20), nullable=False),
        sa.CheckConstraint(
            "role IN ('operator', 'supervisor', 'technician', 'auditor')", name=op.f("ck_operator_roles_role")
        ),
        sa.ForeignKeyConstraint(
            ["operator"], ["operators.operator"], name=op.f("fk_operator_roles_operator")
        ),
        sa.PrimaryKeyConstraint("operator", "role", name=op.f("pk_operator_roles")),
    )
    op.create_table(
        "person_categories",
        sa.Column("person", sa.String(length=36), nullable=False),
        sa.Column("category", sa.String(length=80), nullable=False),
        sa.Column("since", sa.Date(), nullable=False),
        sa.Column("until", sa.Date(), nullable=True),
        sa.Column("evidence", sa.String(length=200), nullable=False),
        sa.CheckConstraint("until IS NULL OR until >= since", name=op.f("ck_person_categories_period")),
        sa.ForeignKeyConstraint(["person"], ["people.person"], name=op.f("fk_person_categories_person")),
        sa.PrimaryKeyConstraint("person", "category", "since", name=op.f("pk_person_categories")),
    )
    op.create_table(
        "representatives",
        sa.Column("representative", sa.String(length=36), nullable=False),
        sa.Column("person", sa.String(length=36), nullable=False),
        sa.Column("since", sa.Date(), nullable=False),
        sa.Column("until", sa.Date(), nullable=True),
        sa.Column("relation", sa.String(length=10), nullable=False),
        sa.Column("evidence", sa.String(length=200), nullable=False),
        sa.CheckConstraint(
            "relation IN ('parent', 'guardian', 'trustee')", name=op.f("ck_representatives_relation")
        ),
        sa.CheckConstraint("person <> representative", name=op.f("ck_representatives_two_people")),
        sa.CheckConstraint("until IS NULL OR until >= since", name=op.f("ck_representatives_period")),
        sa.ForeignKeyConstraint(["person"], ["people.person"], name=op.f("fk_representatives_person")),
        sa.ForeignKeyConstraint(
            ["representative"], ["people.person"], name=op.f("fk_representatives_representative")
        ),
        sa.PrimaryKeyConstraint("representative", "person", "since", name=op.f("pk_representatives")),
    )
    op.create_index(op.f("ix_representatives_person"), "representatives", ["person"], unique=False)
    op.create_table(
        "card_history",
        sa.Column("card", sa.String(length=40), nullable=False),
        sa.Column("step", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("at", backend.database.metadata.UtcDateTime(timezone=True), nullable=False),
        sa.Column("action", sa.String(length=16), nullable=False),
        sa.Column("state", sa.String(length=10), nullable=False),
        sa.Column("actor", sa.String(length=80), nullable=False),
        sa.Column("reason", sa.String(length=200), server_default="", nullable=False),
        sa.CheckConstraint(
            "state IN ('active', 'blocked', 'replaced', 'expired', 'lost')",
            name=op.f("ck_card_history_state"),
        ),
        sa.ForeignKeyConstraint(["card"], ["cards.card"], name=op.f("fk_card_history_card")),
        sa.PrimaryKeyConstraint("card", "step", name=op.f("pk_card_history")),
    )
