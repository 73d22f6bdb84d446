"""The tables that every ledger has: its numbers, its steps, and the term a record stands under."""

from __future__ import annotations

from typing import Any, Final

from sqlalchemy import (
    Boolean,
    CheckConstraint,
    Column,
    Date,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    String,
    Table,
    text,
)

from backend.database.metadata import UtcDateTime, metadata

TERM_COLUMNS: Final = ("due_on", "due_rule", "provisional")


def numbers_table(name: str) -> Table:
    """The last number of each letter in each year."""
    return Table(
        name,
        metadata,
        Column("letter", String(1), primary_key=True),
        Column("year", Integer, primary_key=True, autoincrement=False),
        Column("last", Integer, nullable=False),
    )


def term_columns() -> tuple[Column[Any], ...]:
    """Until when the next act is due, by which of the pack's deadlines."""
    return (
        Column("due_on", Date),
        Column("due_rule", String(80), nullable=False),  # id of the pack's deadline
        Column("provisional", Boolean, nullable=False),  # counted through a year that is not published yet
    )


def due_index(name: str) -> Index:
    """Over the records under a term, the nearest first."""
    runs = text("due_on IS NOT NULL")
    return Index(name, "due_on", "number", sqlite_where=runs, postgresql_where=runs)


def steps_table(name: str, records: Table, states: str) -> Table:
    """Every step of those records, only ever added to; `states` is the SQL list of theirs."""
    return Table(
        name,
        metadata,
        Column("number", ForeignKey(records.c.number), primary_key=True),
        Column("version", Integer, primary_key=True, autoincrement=False),  # 1, 2, 3 …
        Column("at", UtcDateTime, nullable=False),
        Column("actor", String(80), nullable=False),
        Column("action", String(20), nullable=False),
        Column("state", records.c.state.type, nullable=False),  # after it
        *term_columns(),
        Column("content", LargeBinary, nullable=False),  # sealed: the record's words as they then stood
        Column("note", LargeBinary),  # sealed: why, to whom, how somebody is told
        CheckConstraint(f"state IN {states}", name="state"),
    )
