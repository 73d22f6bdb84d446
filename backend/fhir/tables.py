"""Programs of other institutions that may ask over FHIR, and the assertions they have used up."""

from __future__ import annotations

from sqlalchemy import Column, String, Table, Text

from backend.database.metadata import UtcDateTime, metadata

fhir_clients = Table(
    "fhir_clients",
    metadata,
    Column("client", String(40), primary_key=True),
    Column("title", String(200), nullable=False),
    Column("public_key", Text, nullable=False),  # JWK, EC P-256 or P-384
    Column("scopes", String(400), nullable=False),  # what it may ask for, a blank between
    Column("places", Text, nullable=False),  # Place ids whose appointments it sees; "": only its own
    Column("registered_at", UtcDateTime, nullable=False),
    Column("withdrawn_at", UtcDateTime),
)

fhir_assertions = Table(
    "fhir_assertions",
    metadata,
    Column("client", String(40), primary_key=True),
    Column("jti_hash", String(64), primary_key=True),
    Column("expires_at", UtcDateTime, nullable=False, index=True),
)
