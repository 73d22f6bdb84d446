"""Resources, schedules, slots, seats, bookings and the waiting list"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

import backend.database.metadata

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Apply."""
    op.create_index("ix_people_policy", "people", ["policy"], unique=False)
    op.create_table(
        "booking_tries",
        sa.Column("client", sa.String(length=100), nullable=False),
        sa.Column("count", sa.Integer(), nullable=False),
        sa.Column("since", backend.database.metadata.UtcDateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("client", name=op.f("pk_booking_tries")),
    )
    op.create_table(
        "resources",
        sa.Column("resource", sa.String(length=40), nullable=False),
        sa.Column("kind", sa.String(length=10), nullable=False),
        sa.Column("title", sa.String(length=200), nullable=False),
        sa.Column("provider", sa.String(length=80), nullable=False),
        sa.Column("speciality", sa.String(length=80), server_default="", nullable=False),
        sa.Column("person_name", sa.String(length=200), server_default="", nullable=False),
        sa.Column("room", sa.String(length=40), server_default="", nullable=False),
        sa.Column("floor", sa.String(length=20), server_default="", nullable=False),
        sa.Column("entrance", sa.String(length=300), server_default="", nullable=False),
        sa.Column("zone", sa.String(length=40), nullable=False),
        sa.Column("rules", sa.Text(), nullable=False),
        sa.Column("active", sa.Boolean(), nullable=False),
        sa.CheckConstraint("kind IN ('doctor', 'office', 'event')", name=op.f("ck_resources_kind")),
        sa.PrimaryKeyConstraint("resource", name=op.f("pk_resources")),
    )
    op.create_index(
        "ix_resources_kind_speciality", "resources", ["kind", "speciality", "provider"], unique=False
    )
    op.create_index("ix_resources_provider", "resources", ["provider"], unique=False)
    op.create_table(
        "schedule_exceptions",
        sa.Column("resource", sa.String(length=40), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("starts", sa.String(length=5), nullable=False),
        sa.Column("kind", sa.String(length=10), nullable=False),
        sa.Column("ends", sa.String(length=5), server_default="", nullable=False),
        sa.Column("minutes", sa.Integer(), server_default="0", nullable=False),
        sa.Column("capacity", sa.Integer(), server_default="0", nullable=False),
        sa.Column("substitute", sa.String(length=200), server_default="", nullable=False),
        sa.Column("room", sa.String(length=40), server_default="", nullable=False),
        sa.Column("note", sa.String(length=300), server_default="", nullable=False),
        sa.CheckConstraint(
            "kind <> 'extra' OR (minutes > 0 AND capacity > 0)", name=op.f("ck_schedule_exceptions_extra")
        ),
        sa.CheckConstraint(
            "kind IN ('closed', 'extra', 'replaced')", name=op.f("ck_schedule_exceptions_kind")
        ),
        sa.ForeignKeyConstraint(
            ["resource"], ["resources.resource"], name=op.f("fk_schedule_exceptions_resource")
        ),
        sa.PrimaryKeyConstraint("resource", "day", "starts", name=op.f("pk_schedule_exceptions")),
    )
    op.create_table(
        "schedules",
        sa.Column("resource", sa.String(length=40), nullable=False),
        sa.Column("weekday", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("starts", sa.String(length=5), nullable=False),
        sa.Column("valid_from", sa.Date(), nullable=False),
        sa.Column("ends", sa.String(length=5), nullable=False),
        sa.Column("valid_to", sa.Date(), nullable=True),
        sa.Column("minutes", sa.Integer(), nullable=False),
        sa.Column("capacity", sa.Integer(), nullable=False),
        sa.Column("room", sa.String(length=40), server_default="", nullable=False),
        sa.Column("home_visit", sa.Boolean(), nullable=False),
        sa.CheckConstraint("capacity > 0", name=op.f("ck_schedules_capacity")),
        sa.CheckConstraint("ends > starts", name=op.f("ck_schedules_hours")),
        sa.CheckConstraint("minutes > 0", name=op.f("ck_schedules_minutes")),
        sa.CheckConstraint("valid_to IS NULL OR valid_to >= valid_from", name=op.f("ck_schedules_period")),
        sa.CheckConstraint("weekday BETWEEN 0 AND 6", name=op.f("ck_schedules_weekday")),
        sa.ForeignKeyConstraint(["resource"], ["resources.resource"], name=op.f("fk_schedules_resource")),
        sa.PrimaryKeyConstraint("resource", "weekday", "starts", "valid_from", name=op.f("pk_schedules")),
    )
    op.create_table(
        "slots",
        sa.Column("slot", sa.String(length=60), nullable=False),
        sa.Column("resource", sa.String(length=40), nullable=False),
        sa.Column("starts_at", backend.database.metadata.UtcDateTime(timezone=True), nullable=False),
        sa.Column("ends_at", backend.database.metadata.UtcDateTime(timezone=True), nullable=False),
        sa.Column("capacity", sa.Integer(), nullable=False),
        sa.Column("state", sa.String(length=10), nullable=False),
        sa.Column("substitute", sa.String(length=200), server_default="", nullable=False),
        sa.Column("room", sa.String(length=40), server_default="", nullable=False),
        sa.Column("home_visit", sa.Boolean(), nullable=False),
        sa.CheckConstraint("state IN ('open', 'closed', 'withdrawn')", name=op.f("ck_slots_state")),
        sa.CheckConstraint("capacity > 0", name=op.f("ck_slots_capacity")),
        sa.CheckConstraint("ends_at > starts_at", name=op.f("ck_slots_hours")),
        sa.ForeignKeyConstraint(["resource"], ["resources.resource"], name=op.f("fk_slots_resource")),
        sa.PrimaryKeyConstraint("slot", name=op.f("pk_slots")),
    )
    op.create_index("ix_slots_ends_at", "slots", ["ends_at"], unique=False)
    op.create_index(
        "ix_slots_resource_state_starts_at", "slots", ["resource", "state", "starts_at"], unique=False
    )
    op.create_index("uq_slots_resource_starts_at", "slots", ["resource", "starts_at"], unique=True)
    op.create_table(
        "seats",
        sa.Column("slot", sa.String(length=60), nullable=False),
        sa.Column("seat", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("label", sa.String(length=60), server_default="", nullable=False),
        sa.Column("row", sa.String(length=10), server_default="", nullable=False),
        sa.Column("place", sa.String(length=10), server_default="", nullable=False),
        sa.Column("kind", sa.String(length=12), server_default="ordinary", nullable=False),
        sa.Column("quota", sa.String(length=96), server_default="", nullable=False),
        sa.Column("released_at", backend.database.metadata.UtcDateTime(timezone=True), nullable=True),
        sa.Column("price_kopecks", sa.Integer(), server_default="0", nullable=False),
        sa.CheckConstraint("kind IN ('ordinary', 'wheelchair', 'companion')", name=op.f("ck_seats_kind")),
        sa.CheckConstraint("price_kopecks >= 0", name=op.f("ck_seats_price")),
        sa.CheckConstraint("seat > 0", name=op.f("ck_seats_seat")),
        sa.ForeignKeyConstraint(["slot"], ["slots.slot"], name=op.f("fk_seats_slot")),
        sa.PrimaryKeyConstraint("slot", "seat", name=op.f("pk_seats")),
    )
    op.create_table(
        "bookings",
        sa.Column("booking", sa.String(length=36), nullable=False),
        sa.Column("party", sa.String(length=36), nullable=False),
        sa.Column("number", sa.String(length=8), nullable=True),
        sa.Column("slot", sa.String(length=60), nullable=False),
        sa.Column("seat", sa.Integer(), nullable=False),
        sa.Column("person", sa.String(length=36), nullable=True),
        sa.Column("booked_by", sa.String(length=80), nullable=False),
        sa.Column("channel", sa.String(length=10), nullable=False),
        sa.Column("level", sa.Integer(), nullable=False),
        sa.Column("state", sa.String(length=10), nullable=False),
        sa.Column("hold_token_hash", sa.String(length=64), nullable=True),
        sa.Column("expires_at", backend.database.metadata.UtcDateTime(timezone=True), nullable=True),
        sa.Column("created_at", backend.database.metadata.UtcDateTime(timezone=True), nullable=False),
        sa.Column("confirmed_at", backend.database.metadata.UtcDateTime(timezone=True), nullable=True),
        sa.Column("ended_at", backend.database.metadata.UtcDateTime(timezone=True), nullable=True),
        sa.Column("ended_by", sa.String(length=80), nullable=True),
        sa.Column("ended_reason", sa.String(length=40), nullable=True),
        sa.Column("moved_to", sa.String(length=36), nullable=True),
        sa.Column("category", sa.String(length=80), server_default="", nullable=False),
        sa.Column("price_kopecks", sa.Integer(), server_default="0", nullable=False),
        sa.Column("note_kind", sa.String(length=20), server_default="", nullable=False),
        sa.CheckConstraint(
            "channel IN ('kiosk', 'operator', 'fhir', 'provider')", name=op.f("ck_bookings_channel")
        ),
        sa.CheckConstraint("state <> 'held' OR expires_at IS NOT NULL", name=op.f("ck_bookings_hold")),
        sa.CheckConstraint(
            "state IN ('held', 'confirmed', 'arrived', 'no_show', 'cancelled', 'expired', 'moved', 'done')",
            name=op.f("ck_bookings_state"),
        ),
        sa.CheckConstraint(
            "state NOT IN ('confirmed', 'arrived') OR number IS NOT NULL", name=op.f("ck_bookings_number")
        ),
        sa.CheckConstraint("level BETWEEN 0 AND 2", name=op.f("ck_bookings_level")),
        sa.ForeignKeyConstraint(["person"], ["people.person"], name=op.f("fk_bookings_person")),
        sa.ForeignKeyConstraint(
            ["slot", "seat"], ["seats.slot", "seats.seat"], name=op.f("fk_bookings_slot_seat")
        ),
        sa.PrimaryKeyConstraint("booking", name=op.f("pk_bookings")),
    )
    op.create_index(
        "ix_bookings_hold_ends",
        "bookings",
        ["expires_at"],
        unique=False,
        sqlite_where=sa.text("state = 'held'"),
        postgresql_where=sa.text("state = 'held'"),
    )
    op.create_index("ix_bookings_number_created_at", "bookings", ["number", "created_at"], unique=False)
    op.create_index(op.f("ix_bookings_party"), "bookings", ["party"], unique=False)
    op.create_index("ix_bookings_person", "bookings", ["person", "created_at"], unique=False)
    op.create_index(
        "uq_bookings_active",
        "bookings",
        ["slot", "seat"],
        unique=True,
        sqlite_where=sa.text("state IN ('held', 'confirmed', 'arrived')"),
        postgresql_where=sa.text("state IN ('held', 'confirmed', 'arrived')"),
    )
    op.create_index(
        "uq_bookings_number",
        "bookings",
        ["number"],
        unique=True,
        sqlite_where=sa.text("state IN ('held', 'confirmed', 'arrived')"),
        postgresql_where=sa.text("state IN ('held', 'confirmed', 'arrived')"),
    )
    op.create_table(
        "booking_claims",
        sa.Column("person", sa.String(length=36), nullable=False),
        sa.Column("claim", sa.String(length=120), nullable=False),
        sa.Column("booking", sa.String(length=36), nullable=False),
        sa.ForeignKeyConstraint(["booking"], ["bookings.booking"], name=op.f("fk_booking_claims_booking")),
        sa.ForeignKeyConstraint(["person"], ["people.person"], name=op.f("fk_booking_claims_person")),
        sa.PrimaryKeyConstraint("person", "claim", name=op.f("pk_booking_claims")),
    )
    op.create_index(op.f("ix_booking_claims_booking"), "booking_claims", ["booking"], unique=False)
    op.create_table(
        "booking_events",
        sa.Column("booking", sa.String(length=36), nullable=False),
        sa.Column("step", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("at", backend.database.metadata.UtcDateTime(timezone=True), nullable=False),
        sa.Column("actor", sa.String(length=80), nullable=False),
        sa.Column("what", sa.String(length=10), nullable=False),
        sa.Column("reason", sa.String(length=300), server_default="", nullable=False),
        sa.ForeignKeyConstraint(["booking"], ["bookings.booking"], name=op.f("fk_booking_events_booking")),
        sa.PrimaryKeyConstraint("booking", "step", name=op.f("pk_booking_events")),
    )
    op.create_table(
        "waiting",
        sa.Column("entry", sa.String(length=36), nullable=False),
        sa.Column("person", sa.String(length=36), nullable=False),
        sa.Column("resource", sa.String(length=40), server_default="", nullable=False),
        sa.Column("speciality", sa.String(length=80), server_default="", nullable=False),
        sa.Column("provider", sa.String(length=80), server_default="", nullable=False),
        sa.Column("since", backend.database.metadata.UtcDateTime(timezone=True), nullable=False),
        sa.Column("state", sa.String(length=10), nullable=False),
        sa.Column("booking", sa.String(length=36), nullable=True),
        sa.Column("offered_at", backend.database.metadata.UtcDateTime(timezone=True), nullable=True),
        sa.Column("offer_until", backend.database.metadata.UtcDateTime(timezone=True), nullable=True),
        sa.CheckConstraint("state <> 'offered' OR booking IS NOT NULL", name=op.f("ck_waiting_offer")),
        sa.CheckConstraint(
            "state IN ('waiting', 'offered', 'taken', 'lapsed', 'left')", name=op.f("ck_waiting_state")
        ),
        sa.ForeignKeyConstraint(["booking"], ["bookings.booking"], name=op.f("fk_waiting_booking")),
        sa.ForeignKeyConstraint(["person"], ["people.person"], name=op.f("fk_waiting_person")),
        sa.PrimaryKeyConstraint("entry", name=op.f("pk_waiting")),
    )
    op.create_index("ix_waiting_booking", "waiting", ["booking"], unique=False)
    op.create_index("ix_waiting_resource", "waiting", ["resource", "state", "since"], unique=False)
    op.create_index(
        "ix_waiting_speciality", "waiting", ["speciality", "provider", "state", "since"], unique=False
    )
    op.create_index(
        "uq_waiting_once",
        "waiting",
        ["person", "resource", "speciality", "provider"],
        unique=True,
        sqlite_where=sa.text("state IN ('waiting', 'offered')"),
        postgresql_where=sa.text("state IN ('waiting', 'offered')"),
    )
