"""Statements over the registry's records."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from sqlalchemy import Connection, Row, bindparam, select

from backend.registry.tables import registry_records

_OF_PERSON = (
    select(
        registry_records.c.key,
        registry_records.c.value,
        registry_records.c.source,
        registry_records.c.as_of,
    )
    .where(registry_records.c.person == bindparam("of_person"))
    .order_by(registry_records.c.key)
)


def of_person(connection: Connection, person: str) -> Sequence[Row[str, str, str, date]]:
    return connection.execute(_OF_PERSON, {"of_person": person}).all()
