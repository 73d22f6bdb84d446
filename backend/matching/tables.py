"""Who is entitled and does not receive, as the last matching found it."""

from __future__ import annotations

from sqlalchemy import Column, Date, ForeignKey, Index, Integer, String, Table

from backend.database.metadata import UtcDateTime, metadata

# A run is kept for as long as a match names it: its day and pack reproduce each verdict.
match_runs = Table(
    "match_runs",
    metadata,
    Column("run", String(36), primary_key=True),
    Column("on", Date, nullable=False),
    Column("pack_hash", String(64), nullable=False),
    Column("started_at", UtcDateTime, nullable=False),
    Column("finished_at", UtcDateTime),  # empty while it runs, and of one that was broken off
    Column("people", Integer, nullable=False, server_default="0"),
    Column("actor", String(80), nullable=False),
)

matches = Table(
    "matches",
    metadata,
    Column("person", ForeignKey("people.person"), primary_key=True),
    Column("measure", String(80), primary_key=True),  # Measure id of the pack; the verdict is "entitled"
    Column("run", ForeignKey("match_runs.run"), nullable=False),
    Index("ix_matches_measure", "measure", "run"),
    Index("ix_matches_run", "run"),
)
