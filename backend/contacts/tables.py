"""Contacts of the call centre with their history, calls back that are promised, and each operator's turn."""

from __future__ import annotations

from sqlalchemy import (
    Boolean,
    CheckConstraint,
    Column,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    String,
    Table,
    text,
)

from backend.database.metadata import UtcDateTime, metadata

STATES = "('ringing', 'talking', 'held', 'wrap_up', 'closed', 'lost')"
CHANNELS = "('phone', 'visit', 'trust_line', 'call_back')"
RELATIONS = "('self', 'parent', 'guardian', 'neighbour', 'official', 'other')"
LEVELS = "('none', 'data', 'code_word', 'call_back')"
TALKS = "state = 'talking'"
IS_OPEN = "state IN ('waiting', 'taken')"
STILL_NAMES = "forgotten_at IS NULL"
IN_HAND = "state IN ('ringing', 'talking', 'held', 'wrap_up')"

contacts = Table(
    "contacts",
    metadata,
    Column("contact", String(36), primary_key=True),
    # Of the telephone call, or of the page that opened it: told twice, it is one contact.
    Column("call_hash", String(64), unique=True),
    Column("line", String(40), nullable=False, server_default=""),
    Column("channel", String(10), nullable=False),
    Column("direction", String(3), nullable=False),
    Column("operator", String(40)),  # None: nobody sits at the line that rings
    Column("state", String(8), nullable=False),
    Column("started_at", UtcDateTime, nullable=False),
    Column("answered_at", UtcDateTime),
    Column("ended_at", UtcDateTime),
    Column("closed_at", UtcDateTime),
    Column("hang_up_lost", Boolean, nullable=False),  # then nobody knows how long it was
    Column("number_sealed", LargeBinary),
    Column("number_hash", String(64)),  # HMAC of E.164
    Column("person", ForeignKey("people.person")),  # for whom
    Column("speaker", ForeignKey("people.person")),  # who speaks
    Column("relation", String(9), nullable=False),
    Column("ground", String(300), nullable=False, server_default=""),
    Column("level", String(9), nullable=False),
    Column("topic", String(80), nullable=False, server_default=""),  # ids of the content
    Column("outcome", String(80), nullable=False, server_default=""),
    Column("notes_sealed", LargeBinary),
    Column("notes_version", Integer, nullable=False),
    Column("training", Boolean, nullable=False),
    Column("anonymous", Boolean, nullable=False),
    Column("parent_contact", ForeignKey("contacts.contact")),
    Column("forgotten_at", UtcDateTime),  # from then on it names nobody
    CheckConstraint(f"state IN {STATES}", name="state"),
    CheckConstraint(f"channel IN {CHANNELS}", name="channel"),
    CheckConstraint("direction IN ('in', 'out')", name="direction"),
    CheckConstraint(f"relation IN {RELATIONS}", name="relation"),
    CheckConstraint(f"level IN {LEVELS}", name="level"),
    CheckConstraint("NOT anonymous OR (person IS NULL AND number_hash IS NULL)", name="anonymous"),
    # An operator has one mouth.
    Index(
        "uq_contacts_talking",
        "operator",
        unique=True,
        sqlite_where=text(TALKS),
        postgresql_where=text(TALKS),
    ),
    Index("ix_contacts_operator", "operator", "state"),
    Index("ix_contacts_person", "person", "started_at"),
    Index("ix_contacts_number", "number_hash", "started_at"),
    Index("ix_contacts_state", "state", "started_at"),
    Index("ix_contacts_open", "started_at", sqlite_where=text(IN_HAND), postgresql_where=text(IN_HAND)),
    Index(
        "ix_contacts_naming",
        "ended_at",
        sqlite_where=text(STILL_NAMES),
        postgresql_where=text(STILL_NAMES),
    ),
)

# Only ever added to; says nothing of the person.
contact_events = Table(
    "contact_events",
    metadata,
    Column("contact", ForeignKey("contacts.contact"), primary_key=True),
    Column("step", Integer, primary_key=True, autoincrement=False),
    Column("at", UtcDateTime, nullable=False),
    Column("what", String(40), nullable=False),
    Column("actor", String(80), nullable=False),
)

call_backs = Table(
    "call_backs",
    metadata,
    Column("call_back", String(36), primary_key=True),
    Column("contact", ForeignKey("contacts.contact"), nullable=False),
    Column("state", String(8), nullable=False),
    Column("wanted_at", UtcDateTime, nullable=False),
    Column("tries", Integer, nullable=False),
    Column("number_sealed", LargeBinary, nullable=False),
    Column("operator", String(40)),  # who took it
    Column("taken_at", UtcDateTime),
    Column("created_at", UtcDateTime, nullable=False),
    CheckConstraint("state IN ('waiting', 'taken', 'reached', 'given_up')", name="state"),
    Index(
        "uq_call_backs_contact",
        "contact",
        unique=True,
        sqlite_where=text(IS_OPEN),
        postgresql_where=text(IS_OPEN),
    ),
    Index("ix_call_backs_state", "state", "wanted_at"),
)

# Counts the changes of an operator's contacts: pages wait for the next, and rivals write one row.
desk_turns = Table(
    "desk_turns",
    metadata,
    Column("operator", String(40), primary_key=True),
    Column("turn", Integer, nullable=False),
)

# Whether calls may come; who never said so is ready.
desk_presence = Table(
    "desk_presence",
    metadata,
    Column("operator", String(40), primary_key=True),
    Column("presence", String(5), nullable=False),
    Column("since", UtcDateTime, nullable=False),
    CheckConstraint("presence IN ('ready', 'pause')", name="presence"),
)
