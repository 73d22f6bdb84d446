"""SQL of clients and of the assertions they have used up."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, RowMapping, bindparam, delete, select, update

from backend.database.upsert import insert_if_absent
from backend.fhir.tables import fhir_assertions, fhir_clients

_CLIENT = select(fhir_clients).where(fhir_clients.c.client == bindparam("of_client"))
_WITHDRAW = (
    update(fhir_clients)
    .where(fhir_clients.c.client == bindparam("of_client"), fhir_clients.c.withdrawn_at.is_(None))
    .values(withdrawn_at=bindparam("now"))
)


def add(connection: Connection, row: dict[str, Any]) -> bool:
    """False if the id is taken, also by one that was withdrawn."""
    return insert_if_absent(connection, fhir_clients, row)


def client(connection: Connection, client: str) -> RowMapping | None:
    return connection.execute(_CLIENT, {"of_client": client}).mappings().one_or_none()


def clients(connection: Connection) -> Sequence[RowMapping]:
    return connection.execute(select(fhir_clients).order_by(fhir_clients.c.client)).mappings().all()


def withdraw(connection: Connection, client: str, now: datetime) -> bool:
    return connection.execute(_WITHDRAW, {"of_client": client, "now": now}).rowcount == 1


def burn(connection: Connection, client: str, jti_hash: str, expires_at: datetime) -> bool:
    """False if it was used already."""
    row = {"client": client, "jti_hash": jti_hash, "expires_at": expires_at}
    return insert_if_absent(connection, fhir_assertions, row)


def purge(connection: Connection, before: datetime) -> None:
    connection.execute(delete(fhir_assertions).where(fhir_assertions.c.expires_at < before))
