"""Contacts of the call centre, calls back, telephone lines"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

import backend.database.metadata

revision = "0016"
down_revision = "0015"
branch_labels = None
depends_on = None

MOMENT = backend.database.metadata.UtcDateTime(timezone=True)
TALKS = "state = 'talking'"
IS_OPEN = "state IN ('waiting', 'taken')"


def upgrade() -> None:
    """Apply."""
    op.create_table(
        "desk_turns",
        sa.Column("operator", sa.String(length=40), nullable=False),
        sa.Column("turn", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("operator", name=op.f("pk_desk_turns")),
    )
    op.create_table(
        "telephone_lines",
        sa.Column("line", sa.String(length=40), nullable=False),
        sa.Column("key_sealed", sa.LargeBinary(), nullable=False),
        sa.Column("operator", sa.String(length=40), nullable=True),
        sa.Column("seated_at", MOMENT, nullable=True),
        sa.Column("created_at", MOMENT, nullable=False),
        sa.Column("withdrawn_at", MOMENT, nullable=True),
        sa.PrimaryKeyConstraint("line", name=op.f("pk_telephone_lines")),
        sa.UniqueConstraint("operator", name=op.f("uq_telephone_lines_operator")),
    )
    op.create_table(
        "contacts",
        sa.Column("contact", sa.String(length=36), nullable=False),
        sa.Column("call_hash", sa.String(length=64), nullable=True),
        sa.Column("line", sa.String(length=40), server_default="", nullable=False),
        sa.Column("channel", sa.String(length=10), nullable=False),
        sa.Column("direction", sa.String(length=3), nullable=False),
        sa.Column("operator", sa.String(length=40), nullable=True),
        sa.Column("state", sa.String(length=8), nullable=False),
        sa.Column("started_at", MOMENT, nullable=False),
        sa.Column("answered_at", MOMENT, nullable=True),
        sa.Column("ended_at", MOMENT, nullable=True),
        sa.Column("closed_at", MOMENT, nullable=True),
        sa.Column("hang_up_lost", sa.Boolean(), nullable=False),
        sa.Column("number_sealed", sa.LargeBinary(), nullable=True),
        sa.Column("number_hash", sa.String(length=64), nullable=True),
        sa.Column("person", sa.String(length=36), nullable=True),
        sa.Column("speaker", sa.String(length=36), nullable=True),
        sa.Column("relation", sa.String(length=9), nullable=False),
        sa.Column("ground", sa.String(length=300), server_default="", nullable=False),
        sa.Column("level", sa.String(length=9), nullable=False),
        sa.Column("topic", sa.String(length=80), server_default="", nullable=False),
        sa.Column("outcome", sa.String(length=80), server_default="", nullable=False),
        sa.Column("notes_sealed", sa.LargeBinary(), nullable=True),
        sa.Column("notes_version", sa.Integer(), nullable=False),
        sa.Column("training", sa.Boolean(), nullable=False),
        sa.Column("anonymous", sa.Boolean(), nullable=False),
        sa.Column("parent_contact", sa.String(length=36), nullable=True),
        sa.CheckConstraint(
            "channel IN ('phone', 'visit', 'trust_line', 'call_back')", name=op.f("ck_contacts_channel")
        ),
        sa.CheckConstraint("direction IN ('in', 'out')", name=op.f("ck_contacts_direction")),
        sa.CheckConstraint(
            "level IN ('none', 'data', 'code_word', 'call_back')", name=op.f("ck_contacts_level")
        ),
        sa.CheckConstraint(
            "relation IN ('self', 'parent', 'guardian', 'neighbour', 'official', 'other')",
            name=op.f("ck_contacts_relation"),
        ),
        sa.CheckConstraint(
            "state IN ('ringing', 'talking', 'held', 'wrap_up', 'closed', 'lost')",
            name=op.f("ck_contacts_state"),
        ),
        sa.CheckConstraint(
            "NOT anonymous OR (person IS NULL AND number_hash IS NULL)", name=op.f("ck_contacts_anonymous")
        ),
        sa.ForeignKeyConstraint(
            ["parent_contact"], ["contacts.contact"], name=op.f("fk_contacts_parent_contact")
        ),
        sa.ForeignKeyConstraint(["person"], ["people.person"], name=op.f("fk_contacts_person")),
        sa.ForeignKeyConstraint(["speaker"], ["people.person"], name=op.f("fk_contacts_speaker")),
        sa.PrimaryKeyConstraint("contact", name=op.f("pk_contacts")),
        sa.UniqueConstraint("call_hash", name=op.f("uq_contacts_call_hash")),
    )
    op.create_index("ix_contacts_number", "contacts", ["number_hash", "started_at"])
    op.create_index("ix_contacts_operator", "contacts", ["operator", "state"])
    op.create_index("ix_contacts_person", "contacts", ["person", "started_at"])
    op.create_index("ix_contacts_state", "contacts", ["state", "started_at"])
    op.create_index(
        "uq_contacts_talking",
        "contacts",
        ["operator"],
        unique=True,
        sqlite_where=sa.text(TALKS),
        postgresql_where=sa.text(TALKS),
    )
    op.create_table(
        "call_backs",
        sa.Column("call_back", sa.String(length=36), nullable=False),
        sa.Column("contact", sa.String(length=36), nullable=False),
        sa.Column("state", sa.String(length=8), nullable=False),
        sa.Column("wanted_at", MOMENT, nullable=False),
        sa.Column("tries", sa.Integer(), nullable=False),
        sa.Column("number_sealed", sa.LargeBinary(), nullable=False),
        sa.Column("operator", sa.String(length=40), nullable=True),
        sa.Column("taken_at", MOMENT, nullable=True),
        sa.Column("created_at", MOMENT, nullable=False),
        sa.CheckConstraint(
            "state IN ('waiting', 'taken', 'reached', 'given_up')", name=op.f("ck_call_backs_state")
        ),
        sa.ForeignKeyConstraint(["contact"], ["contacts.contact"], name=op.f("fk_call_backs_contact")),
        sa.PrimaryKeyConstraint("call_back", name=op.f("pk_call_backs")),
    )
    op.create_index("ix_call_backs_state", "call_backs", ["state", "wanted_at"])
    op.create_index(
        "uq_call_backs_contact",
        "call_backs",
        ["contact"],
        unique=True,
        sqlite_where=sa.text(IS_OPEN),
        postgresql_where=sa.text(IS_OPEN),
    )
    op.create_table(
        "contact_events",
        sa.Column("contact", sa.String(length=36), nullable=False),
        sa.Column("step", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("at", MOMENT, nullable=False),
        sa.Column("what", sa.String(length=40), nullable=False),
        sa.Column("actor", sa.String(length=80), nullable=False),
        sa.ForeignKeyConstraint(["contact"], ["contacts.contact"], name=op.f("fk_contact_events_contact")),
        sa.PrimaryKeyConstraint("contact", "step", name=op.f("pk_contact_events")),
    )
