"""Children who wait for a place in a kindergarten or a school, their order, and what was offered."""

from __future__ import annotations

from sqlalchemy import CheckConstraint, Column, Date, ForeignKey, Index, Integer, String, Table, text

from backend.database.metadata import UtcDateTime, metadata

NUMBER_LENGTH = 9
PLACE_LENGTH = 80
GROUND_LENGTH = 80
WAITS = "('waiting', 'offered')"  # one application a child and kind stands in these states

queue_applications = Table(
    "queue_applications",
    metadata,
    Column("application", String(36), primary_key=True),
    Column("number", String(NUMBER_LENGTH), nullable=False),
    Column("kind", String(12), nullable=False),
    Column("child", ForeignKey("people.person"), nullable=False),
    Column("applicant", ForeignKey("people.person"), nullable=False),
    # Who stands in one line: of a kindergarten those of one age, by the year in which they were none on
    # 1 September; of a school those who go to the first grade in one year.
    Column("cohort", Integer, nullable=False),
    Column("wanted_on", Date, nullable=False),
    Column("wanted_year", Integer, nullable=False),  # the school year that day lies in
    Column("state", String(10), nullable=False),
    Column("registered_at", UtcDateTime, nullable=False),
    Column("registered_by", String(80), nullable=False),  # "kiosk:…", "operator:…"
    Column("ended_at", UtcDateTime),
    CheckConstraint("kind IN ('kindergarten', 'school')", name="kind"),
    CheckConstraint("state IN ('waiting', 'offered', 'enrolled', 'withdrawn')", name="state"),
    CheckConstraint("child <> applicant", name="two_people"),
    Index("uq_queue_applications_number", "number", unique=True),
    # Two parents, two kiosks, one child: one application.
    Index(
        "uq_queue_applications_child",
        "child",
        "kind",
        unique=True,
        sqlite_where=text(f"state IN {WAITS}"),
        postgresql_where=text(f"state IN {WAITS}"),
    ),
    Index("ix_queue_applications_child", "child", "registered_at"),
    Index("ix_queue_applications_line", "kind", "cohort", "state", "wanted_year"),
)

queue_wishes = Table(
    "queue_wishes",
    metadata,
    Column("application", ForeignKey("queue_applications.application"), primary_key=True),
    Column("rank", Integer, primary_key=True, autoincrement=False),  # 1 is wished most
    Column("place", String(PLACE_LENGTH), nullable=False),  # Place id of the pack
    Column("priority", Integer, nullable=False),  # at this place; 0 comes first, 3 is no right at all
    CheckConstraint("rank BETWEEN 1 AND 3", name="rank"),
    CheckConstraint("priority BETWEEN 0 AND 3", name="priority"),
    Index("uq_queue_wishes_place", "application", "place", unique=True),
    Index("ix_queue_wishes_place", "place", "application"),
)

queue_grounds = Table(
    "queue_grounds",
    metadata,
    Column("application", ForeignKey("queue_applications.application"), primary_key=True),
    Column("ground", String(GROUND_LENGTH), primary_key=True),  # id of the pack's place priority
    Column("place", String(PLACE_LENGTH), primary_key=True),  # where alone it counts; "" everywhere
    Column("priority", Integer, nullable=False),
    # What a register says counts; what the parent says counts once somebody has seen the paper.
    Column("state", String(10), nullable=False),
    Column("since", UtcDateTime, nullable=False),
    Column("decided_by", String(80), nullable=False, server_default=""),
    Column("evidence", String(200), nullable=False, server_default=""),
    CheckConstraint("priority BETWEEN 0 AND 2", name="priority"),
    CheckConstraint("state IN ('recorded', 'claimed', 'confirmed', 'refused', 'lapsed')", name="state"),
)

queue_vacancies = Table(
    "queue_vacancies",
    metadata,
    Column("place", String(PLACE_LENGTH), primary_key=True),
    Column("cohort", Integer, primary_key=True, autoincrement=False),
    Column("year", Integer, primary_key=True, autoincrement=False),  # of the 1 September they are free from
    Column("kind", String(12), nullable=False),
    Column("units", Integer, nullable=False),
    Column("taken", Integer, nullable=False, server_default="0"),  # offered, or accepted
    CheckConstraint("taken BETWEEN 0 AND units", name="taken"),
)

queue_offers = Table(
    "queue_offers",
    metadata,
    Column("offer", String(36), primary_key=True),
    Column("application", ForeignKey("queue_applications.application"), nullable=False),
    Column("place", String(PLACE_LENGTH), nullable=False),
    Column("cohort", Integer, nullable=False),
    Column("year", Integer, nullable=False),
    Column("state", String(10), nullable=False),
    Column("made_at", UtcDateTime, nullable=False),
    Column("until", UtcDateTime, nullable=False),
    Column("answered_at", UtcDateTime),
    Column("answered_by", String(80), nullable=False, server_default=""),
    CheckConstraint("state IN ('open', 'accepted', 'declined', 'lapsed')", name="state"),
    # Who has said no to a place is not asked again that year; nobody has two offers at once.
    Index("uq_queue_offers_place", "application", "place", "year", unique=True),
    Index(
        "uq_queue_offers_open",
        "application",
        unique=True,
        sqlite_where=text("state = 'open'"),
        postgresql_where=text("state = 'open'"),
    ),
    Index(
        "ix_queue_offers_until",
        "until",
        sqlite_where=text("state = 'open'"),
        postgresql_where=text("state = 'open'"),
    ),
    Index("ix_queue_offers_place", "place", "cohort", "year"),
)

# Only ever added to. Whoever stood before whom on any day can be reckoned from it, without a name.
queue_steps = Table(
    "queue_steps",
    metadata,
    Column("application", ForeignKey("queue_applications.application"), primary_key=True),
    Column("step", Integer, primary_key=True, autoincrement=False),  # 1, 2, 3 … within one application
    Column("at", UtcDateTime, nullable=False),
    Column("actor", String(80), nullable=False),
    Column("what", String(12), nullable=False),
    Column("place", String(PLACE_LENGTH), nullable=False),
    Column("before", Integer),  # the priority there until now; none: not in the line
    Column("after", Integer),
    CheckConstraint(
        "what IN ('registered', 'right', 'offered', 'accepted', 'declined', 'lapsed', 'withdrawn')",
        name="what",
    ),
    Index("ix_queue_steps_place", "place", "at"),
)
