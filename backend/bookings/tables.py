"""Capacity: resources, their hours, slots cut from them, seats in the slots, and who has taken which."""

from __future__ import annotations

from sqlalchemy import (
    Boolean,
    CheckConstraint,
    Column,
    Date,
    ForeignKey,
    Index,
    Integer,
    String,
    Table,
    Text,
    text,
)
from sqlalchemy import ForeignKeyConstraint as Points

from backend.database.metadata import UtcDateTime, metadata

RESOURCE_LENGTH = 40
SLOT_LENGTH = 60  # resource, "-", twelve digits of the start in UTC
ACTIVE = "('held', 'confirmed', 'arrived')"  # what takes a seat
WAITING = "('waiting', 'offered')"

resources = Table(
    "resources",
    metadata,
    Column("resource", String(RESOURCE_LENGTH), primary_key=True),
    Column("kind", String(10), nullable=False),
    Column("title", String(200), nullable=False),
    Column("provider", String(80), nullable=False),  # Place id of the pack
    Column("speciality", String(80), nullable=False, server_default=""),  # an office's: service id
    Column("person_name", String(200), nullable=False, server_default=""),  # the doctor
    Column("room", String(40), nullable=False, server_default=""),
    Column("floor", String(20), nullable=False, server_default=""),
    Column("entrance", String(300), nullable=False, server_default=""),  # how to get in without steps
    Column("zone", String(40), nullable=False),  # IANA
    Column("rules", Text, nullable=False),  # JSON of ResourceRules
    Column("active", Boolean, nullable=False),
    CheckConstraint("kind IN ('doctor', 'office', 'event')", name="kind"),
    Index("ix_resources_kind_speciality", "kind", "speciality", "provider"),
    Index("ix_resources_provider", "provider"),
)

# Local times as "HH:MM": what they mean in UTC changes with the law of the zone.
schedules = Table(
    "schedules",
    metadata,
    Column("resource", ForeignKey("resources.resource"), primary_key=True),
    Column("weekday", Integer, primary_key=True, autoincrement=False),  # 0 = Monday
    Column("starts", String(5), primary_key=True),
    Column("valid_from", Date, primary_key=True),
    Column("ends", String(5), nullable=False),
    Column("valid_to", Date),  # last day, inclusive
    Column("minutes", Integer, nullable=False),
    Column("capacity", Integer, nullable=False),
    Column("room", String(40), nullable=False, server_default=""),  # "": the resource's own
    Column("home_visit", Boolean, nullable=False),
    Column("quota", String(96), nullable=False, server_default=""),  # as of a seat
    Column("quota_seats", Integer, nullable=False, server_default="0"),  # of each slot; 0: all of them
    Column("released_hours", Integer, nullable=False, server_default="0"),  # before the start; 0: never
    CheckConstraint("weekday BETWEEN 0 AND 6", name="weekday"),
    CheckConstraint("ends > starts", name="hours"),
    CheckConstraint("minutes > 0", name="minutes"),
    CheckConstraint("capacity > 0", name="capacity"),
    CheckConstraint("valid_to IS NULL OR valid_to >= valid_from", name="period"),
)

schedule_exceptions = Table(
    "schedule_exceptions",
    metadata,
    Column("resource", ForeignKey("resources.resource"), primary_key=True),
    Column("day", Date, primary_key=True),
    Column("starts", String(5), primary_key=True),  # "": from the beginning of the day
    Column("kind", String(10), nullable=False),
    Column("ends", String(5), nullable=False, server_default=""),  # "": to the end of the day
    Column("minutes", Integer, nullable=False, server_default="0"),  # of extra hours
    Column("capacity", Integer, nullable=False, server_default="0"),  # of extra hours
    Column("substitute", String(200), nullable=False, server_default=""),  # who stands in
    Column("room", String(40), nullable=False, server_default=""),
    Column("note", String(300), nullable=False, server_default=""),
    CheckConstraint("kind IN ('closed', 'extra', 'replaced')", name="kind"),
    CheckConstraint("kind <> 'extra' OR (minutes > 0 AND capacity > 0)", name="extra"),
)

slots = Table(
    "slots",
    metadata,
    Column("slot", String(SLOT_LENGTH), primary_key=True),
    Column("resource", ForeignKey("resources.resource"), nullable=False),
    Column("starts_at", UtcDateTime, nullable=False),
    Column("ends_at", UtcDateTime, nullable=False),
    Column("capacity", Integer, nullable=False),
    Column("state", String(10), nullable=False),
    Column("substitute", String(200), nullable=False, server_default=""),
    Column("room", String(40), nullable=False, server_default=""),
    Column("home_visit", Boolean, nullable=False),
    CheckConstraint("state IN ('open', 'closed', 'withdrawn')", name="state"),
    CheckConstraint("ends_at > starts_at", name="hours"),
    CheckConstraint("capacity > 0", name="capacity"),
    Index("uq_slots_resource_starts_at", "resource", "starts_at", unique=True),
    Index("ix_slots_resource_state_starts_at", "resource", "state", "starts_at"),
    Index("ix_slots_ends_at", "ends_at"),
    Index("ix_slots_starts_at", "starts_at"),  # reminders: what begins tomorrow, anywhere
)

seats = Table(
    "seats",
    metadata,
    Column("slot", ForeignKey("slots.slot"), primary_key=True),
    Column("seat", Integer, primary_key=True, autoincrement=False),  # 1 … capacity
    Column("label", String(60), nullable=False, server_default=""),  # «ряд 3, место 12»
    Column("row", String(10), nullable=False, server_default=""),
    Column("place", String(10), nullable=False, server_default=""),
    Column("kind", String(12), nullable=False, server_default="ordinary"),
    Column("quota", String(96), nullable=False, server_default=""),  # "channel:operator", "category:<id>"
    Column("released_at", UtcDateTime),  # from then on the seat is anybody's
    Column("price_kopecks", Integer, nullable=False, server_default="0"),
    CheckConstraint("seat > 0", name="seat"),
    CheckConstraint("kind IN ('ordinary', 'wheelchair', 'companion')", name="kind"),
    CheckConstraint("price_kopecks >= 0", name="price"),
)

# Where seats of a hall lie: only those that stand on a plan have a row here.
seat_positions = Table(
    "seat_positions",
    metadata,
    Column("slot", String(SLOT_LENGTH), primary_key=True),
    Column("seat", Integer, primary_key=True, autoincrement=False),
    Column("zone", String(10), nullable=False, server_default=""),
    Column("grid_line", Integer, nullable=False),  # from 0, the nearest to the stage first
    Column("grid_column", Integer, nullable=False),  # from 0; neighbours differ by one
    Column("beside", Integer, nullable=False, server_default="0"),  # a companion's: its wheelchair place
    Points(["slot", "seat"], ["seats.slot", "seats.seat"]),
)

bookings = Table(
    "bookings",
    metadata,
    Column("booking", String(36), primary_key=True),
    Column("party", String(36), nullable=False, index=True),  # several seats that are held in one go
    Column("number", String(8)),  # eight digits, given when confirmed; a moved booking takes it along
    Column("slot", String(SLOT_LENGTH), nullable=False),
    Column("seat", Integer, nullable=False),
    Column("person", ForeignKey("people.person")),  # nobody's: a slip, or asked for without a card
    Column("booked_by", String(80), nullable=False),  # "kiosk:…", "operator:…", "fhir:…"
    Column("channel", String(10), nullable=False),
    Column("level", Integer, nullable=False),
    Column("state", String(10), nullable=False),
    Column("hold_token_hash", String(64)),
    Column("expires_at", UtcDateTime),  # of a hold
    Column("created_at", UtcDateTime, nullable=False),
    Column("confirmed_at", UtcDateTime),
    Column("ended_at", UtcDateTime),
    Column("ended_by", String(80)),
    Column("ended_reason", String(40)),
    Column("moved_to", String(36)),  # a booking; no foreign key: it is entered later than the row it is in
    Column("category", String(80), nullable=False, server_default=""),  # ground of a quota or a discount
    Column("price_kopecks", Integer, nullable=False, server_default="0"),
    Column("note_kind", String(20), nullable=False, server_default=""),
    Points(["slot", "seat"], ["seats.slot", "seats.seat"]),
    CheckConstraint("channel IN ('kiosk', 'operator', 'fhir', 'provider')", name="channel"),
    CheckConstraint("level BETWEEN 0 AND 2", name="level"),
    CheckConstraint(
        "state IN ('held', 'confirmed', 'arrived', 'no_show', 'cancelled', 'expired', 'moved', 'done')",
        name="state",
    ),
    CheckConstraint("state <> 'held' OR expires_at IS NOT NULL", name="hold"),
    CheckConstraint("state NOT IN ('confirmed', 'arrived') OR number IS NOT NULL", name="number"),
    # The engine's one promise: a seat is taken once.
    Index(
        "uq_bookings_active",
        "slot",
        "seat",
        unique=True,
        sqlite_where=text(f"state IN {ACTIVE}"),
        postgresql_where=text(f"state IN {ACTIVE}"),
    ),
    # An old number comes again only when its booking names nobody any more: papers lie about for long.
    Index(
        "uq_bookings_number",
        "number",
        unique=True,
        sqlite_where=text(f"state IN {ACTIVE}"),
        postgresql_where=text(f"state IN {ACTIVE}"),
    ),
    Index("ix_bookings_number_created_at", "number", "created_at"),
    Index("ix_bookings_seat", "slot", "seat"),  # whether a seat of the past ever had one
    Index("ix_bookings_person", "person", "created_at"),
    Index(
        "ix_bookings_hold_ends",
        "expires_at",
        sqlite_where=text("state = 'held'"),
        postgresql_where=text("state = 'held'"),
    ),
    # What a client of FHIR asks for as its own; other channels' rows cost nothing here.
    Index(
        "ix_bookings_of_clients",
        "booked_by",
        "slot",
        sqlite_where=text(f"channel = 'fhir' AND state IN {ACTIVE}"),
        postgresql_where=text(f"channel = 'fhir' AND state IN {ACTIVE}"),
    ),
)

# One active booking a speciality and person, and the like: the primary key decides, also in a race.
booking_claims = Table(
    "booking_claims",
    metadata,
    Column("person", ForeignKey("people.person"), primary_key=True),
    Column("claim", String(120), primary_key=True),  # "speciality:therapist", "event:<slot>:<n>"
    Column("booking", ForeignKey("bookings.booking"), nullable=False, index=True),
)

booking_events = Table(
    "booking_events",
    metadata,
    Column("booking", ForeignKey("bookings.booking"), primary_key=True),
    Column("step", Integer, primary_key=True, autoincrement=False),  # 1, 2, 3 … within one booking
    Column("at", UtcDateTime, nullable=False),
    Column("actor", String(80), nullable=False),
    Column("what", String(10), nullable=False),  # the state it led to
    Column("reason", String(300), nullable=False, server_default=""),
)

waiting = Table(
    "waiting",
    metadata,
    Column("entry", String(36), primary_key=True),
    Column("person", ForeignKey("people.person"), nullable=False),
    Column("resource", String(RESOURCE_LENGTH), nullable=False, server_default=""),  # "": any of
    Column("speciality", String(80), nullable=False, server_default=""),  # this speciality at
    Column("provider", String(80), nullable=False, server_default=""),  # this provider
    Column("since", UtcDateTime, nullable=False),
    Column("state", String(10), nullable=False),
    Column("booking", ForeignKey("bookings.booking")),  # the hold that is offered
    Column("offered_at", UtcDateTime),
    Column("offer_until", UtcDateTime),
    CheckConstraint("state IN ('waiting', 'offered', 'taken', 'lapsed', 'left')", name="state"),
    CheckConstraint("state <> 'offered' OR booking IS NOT NULL", name="offer"),
    Index(
        "uq_waiting_once",
        "person",
        "resource",
        "speciality",
        "provider",
        unique=True,
        sqlite_where=text(f"state IN {WAITING}"),
        postgresql_where=text(f"state IN {WAITING}"),
    ),
    Index("ix_waiting_resource", "resource", "state", "since"),
    Index("ix_waiting_speciality", "speciality", "provider", "state", "since"),
    Index("ix_waiting_booking", "booking"),
)

# Wrong codes, and people asked for without a card: counted against a number, a person's hash, a kiosk.
booking_tries = Table(
    "booking_tries",
    metadata,
    Column("client", String(100), primary_key=True),
    Column("count", Integer, nullable=False),
    Column("since", UtcDateTime, nullable=False),
)
