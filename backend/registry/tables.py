"""Circumstances the social registry holds of people: income, housing, work, service in the north."""

from __future__ import annotations

from sqlalchemy import Column, Date, ForeignKey, String, Table, Text

from backend.database.metadata import metadata

registry_records = Table(
    "registry_records",
    metadata,
    Column("person", ForeignKey("people.person"), primary_key=True),
    Column("key", String(80), primary_key=True),  # the key that facts of the pack name
    Column("value", Text, nullable=False),  # JSON, in the written form of the fact
    Column("source", String(120), nullable=False),  # «Сведения ФНС»
    Column("as_of", Date, nullable=False),
)
