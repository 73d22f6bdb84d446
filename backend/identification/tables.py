"""Code words, and who answered wrongly how often; how well a caller is known stands in the contact."""

from __future__ import annotations

from sqlalchemy import Column, ForeignKey, Integer, String, Table

from backend.database.metadata import UtcDateTime, metadata

code_words = Table(
    "code_words",
    metadata,
    Column("person", ForeignKey("people.person"), primary_key=True),
    Column("word_hash", String(200), nullable=False),  # argon2id, encoded
    Column("set_at", UtcDateTime, nullable=False),
    Column("set_by", String(80), nullable=False),
)

identification_tries = Table(
    "identification_tries",
    metadata,
    Column("whose", String(80), primary_key=True),  # "person:…" or "operator:…"
    Column("wrong", Integer, nullable=False),
    Column("since", UtcDateTime, nullable=False, index=True),
    Column("locked_until", UtcDateTime),
)
