"""Things that are counted: medicines and books, where they are, who asked for one, and how to find them."""

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
    text,
)
from sqlalchemy import ForeignKeyConstraint as Points

from backend.database.metadata import UtcDateTime, metadata

ITEM_LENGTH = 40
WORD_LENGTH = 48  # longer words are cut
STANDING = "('reserved', 'delivered')"  # what is counted in `holdings.taken`

# Bytes in order: what begins alike stands together, whatever language the server sorts by.
SORTED_BY_BYTES = String(WORD_LENGTH).with_variant(String(WORD_LENGTH, collation="C"), "postgresql")

items = Table(
    "items",
    metadata,
    Column("item", String(ITEM_LENGTH), primary_key=True),
    Column("kind", String(10), nullable=False),
    Column("title", String(200), nullable=False),  # a medicine's trade name
    Column("substance", String(200), nullable=False, server_default=""),  # of a medicine
    Column("author", String(200), nullable=False, server_default=""),  # of a book
    Column("details", String(200), nullable=False, server_default=""),  # «таблетки 500 мг, 20 шт.»
    Column("prescription", Boolean, nullable=False),
    Column("concessionary", Boolean, nullable=False),  # on the list of what is free or at half price
    CheckConstraint("kind IN ('medicine', 'book')", name="kind"),
)

item_words = Table(
    "item_words",
    metadata,
    Column("word", SORTED_BY_BYTES, primary_key=True),
    Column("item", ForeignKey("items.item"), primary_key=True),
    Column("kind", String(10), nullable=False),  # the item's, so that one look is enough
    Index("ix_item_words_item", "item"),
    Index("ix_item_words_kind_word", "kind", "word", "item"),
)

# The beginning of each word, whole and with each one of its letters left out.
word_fragments = Table(
    "word_fragments",
    metadata,
    Column("kind", String(10), primary_key=True),
    Column("fragment", SORTED_BY_BYTES, primary_key=True),
    Column("word", SORTED_BY_BYTES, primary_key=True),
)

holdings = Table(
    "holdings",
    metadata,
    Column("item", ForeignKey("items.item"), primary_key=True),
    Column("place", String(80), primary_key=True),  # Place id of the pack
    Column("units", Integer, nullable=False),  # on the shelf, or promised by the warehouse
    Column("taken", Integer, nullable=False, server_default="0"),  # of these, by reservations that stand
    Column("price_kopecks", Integer, nullable=False, server_default="0"),
    Column("delivery_days", Integer, nullable=False, server_default="0"),  # 0: on the shelf
    # The counter's one promise: no more is taken than there is.
    CheckConstraint("taken BETWEEN 0 AND units", name="taken"),
    CheckConstraint("price_kopecks >= 0", name="price"),
    CheckConstraint("delivery_days >= 0", name="delivery"),
)

reservations = Table(
    "reservations",
    metadata,
    Column("reservation", String(36), primary_key=True),
    Column("number", String(8), nullable=False),
    Column("item", String(ITEM_LENGTH), nullable=False),
    Column("place", String(80), nullable=False),
    Column("units", Integer, nullable=False),
    Column("person", ForeignKey("people.person"), nullable=False),
    Column("turn", Integer, nullable=False),  # 1 … as many as may stand for one person at once
    Column("booked_by", String(80), nullable=False),  # "kiosk:…", "operator:…"
    Column("level", Integer, nullable=False),
    Column("state", String(10), nullable=False),
    Column("to_pay_kopecks", Integer, nullable=False),
    Column("concession", String(80), nullable=False, server_default=""),  # id in the pack
    Column("category", String(80), nullable=False, server_default=""),  # that the concession stands on
    Column("created_at", UtcDateTime, nullable=False),
    Column("expires_at", UtcDateTime, nullable=False),  # of what stands
    Column("delivered_at", UtcDateTime),
    Column("ended_at", UtcDateTime),
    Points(["item", "place"], ["holdings.item", "holdings.place"]),
    CheckConstraint("state IN ('reserved', 'delivered', 'collected', 'expired', 'cancelled')", name="state"),
    CheckConstraint("units > 0", name="units"),
    CheckConstraint("turn > 0", name="turn"),
    CheckConstraint("to_pay_kopecks >= 0", name="to_pay"),
    CheckConstraint("level BETWEEN 0 AND 2", name="level"),
    Index(
        "uq_reservations_number",
        "number",
        unique=True,
        sqlite_where=text(f"state IN {STANDING}"),
        postgresql_where=text(f"state IN {STANDING}"),
    ),
    # So many stand for one person at once. What they are is not compared: "you have this one already"
    # would tell the finder of a card what its owner takes.
    Index(
        "uq_reservations_turn",
        "person",
        "turn",
        unique=True,
        sqlite_where=text(f"state IN {STANDING}"),
        postgresql_where=text(f"state IN {STANDING}"),
    ),
    Index("ix_reservations_number_created_at", "number", "created_at"),
    Index("ix_reservations_person", "person", "created_at"),
    Index("ix_reservations_place", "place", "state", "created_at"),
    Index("ix_reservations_holding", "item", "place", "state"),
    Index(
        "ix_reservations_ends",
        "expires_at",
        sqlite_where=text(f"state IN {STANDING}"),
        postgresql_where=text(f"state IN {STANDING}"),
    ),
)

reservation_events = Table(
    "reservation_events",
    metadata,
    Column("reservation", ForeignKey("reservations.reservation"), primary_key=True),
    Column("step", Integer, primary_key=True, autoincrement=False),  # 1, 2, 3 … within one reservation
    Column("at", UtcDateTime, nullable=False),
    Column("actor", String(80), nullable=False),
    Column("what", String(10), nullable=False),  # the state it led to
    Column("reason", String(300), nullable=False, server_default=""),
)

# One copy of a book a reader: from the reservation until it is brought back. The key decides a race.
reader_copies = Table(
    "reader_copies",
    metadata,
    Column("person", ForeignKey("people.person"), primary_key=True),
    Column("item", ForeignKey("items.item"), primary_key=True),
    Column("reservation", ForeignKey("reservations.reservation"), nullable=False),
    Column("due_on", Date),  # since the reader has it
    Index("uq_reader_copies_reservation", "reservation", unique=True),
)

# Who asked to be told when something can be had again.
stock_alerts = Table(
    "stock_alerts",
    metadata,
    Column("person", ForeignKey("people.person"), primary_key=True),
    Column("item", ForeignKey("items.item"), primary_key=True),
    Column("near", String(80), nullable=False, server_default=""),  # Place id: in whose town; "" anywhere
    Column("since", UtcDateTime, nullable=False),
    Column("found_at", UtcDateTime),  # told; kept a while for who is told only at a kiosk
    Column("place", String(80), nullable=False, server_default=""),  # where it was found
    Index(
        "ix_stock_alerts_open",
        "item",
        sqlite_where=text("found_at IS NULL"),
        postgresql_where=text("found_at IS NULL"),
    ),
    Index("ix_stock_alerts_found_at", "found_at"),
)
