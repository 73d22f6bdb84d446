"""Statements over the registry's records."""

from __future__ import annotations

from sqlalchemy import Connection, RowMapping, bindparam, select

from backend.registry.tables import registry_records

_OF_PERSON = (
    select(registry_records)
    .where(registry_records.c.person == bindparam("of_person"))
    .order_by(registry_records.c.key)
)


def of_person(connection: Connection, person: str) -> list[RowMapping]:
    return list(connection.execute(_OF_PERSON, {"of_person": person}).mappings())
