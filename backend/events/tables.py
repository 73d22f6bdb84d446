"""Events: what is said of them beyond their resource, plans of halls, and which plan a date was opened by."""

from __future__ import annotations

from sqlalchemy import CheckConstraint, Column, ForeignKey, Integer, String, Table, Text
from sqlalchemy import ForeignKeyConstraint as Points

from backend.database.metadata import UtcDateTime, metadata

# A plan that was changed is a new version: dates that are open keep the hall they were sold by.
seat_plans = Table(
    "seat_plans",
    metadata,
    Column("plan", String(40), primary_key=True),
    Column("version", Integer, primary_key=True, autoincrement=False),  # 1, 2, 3 …
    Column("title", String(200), nullable=False),
    Column("layout", Text, nullable=False),  # JSON of HallPlan
    Column("since", UtcDateTime, nullable=False),
)

events = Table(
    "events",
    metadata,
    Column("resource", ForeignKey("resources.resource"), primary_key=True),
    Column("summary", String(1000), nullable=False, server_default=""),
    Column("age_mark", Integer, nullable=False),
    CheckConstraint("age_mark IN (0, 6, 12, 16, 18)", name="age_mark"),  # 436-ФЗ
)

event_plans = Table(
    "event_plans",
    metadata,
    Column("slot", ForeignKey("slots.slot"), primary_key=True),
    Column("plan", String(40), nullable=False),
    Column("version", Integer, nullable=False),
    Points(["plan", "version"], ["seat_plans.plan", "seat_plans.version"]),
)
