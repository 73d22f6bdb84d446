"""Clients: registered with a key of their own and what they may ask for, heard until they are withdrawn."""

from __future__ import annotations

import json
from datetime import datetime

from sqlalchemy import Connection, RowMapping

from backend.audit import service as audit
from backend.audit.service import AuditEvent
from backend.errors import Refusal
from backend.fhir import repository
from backend.fhir.assertions import Assertion
from backend.fhir.values import Client
from backend.secret_values import hash_of


def register(connection: Connection, client: Client, actor: str) -> bool:
    """False if the id is taken, also by one that was withdrawn: its bookings keep its name."""
    added = repository.add(
        connection,
        {
            "client": client.client,
            "title": client.title,
            "public_key": json.dumps(client.public_key, sort_keys=True),
            "scopes": " ".join(client.scopes),
            "places": " ".join(client.places),
            "registered_at": client.registered_at,
            "withdrawn_at": None,
        },
    )
    if added:
        audit.record(connection, AuditEvent(client.registered_at, actor, "fhir.register"))
    return added


def client_of(connection: Connection, client: str) -> Client | Refusal:
    """Who has this id; `client-unknown`, `client-withdrawn`."""
    row = repository.client(connection, client)
    if row is None:
        return Refusal("client-unknown")
    found = _client(row)
    return Refusal("client-withdrawn") if found.withdrawn else found


def clients(connection: Connection) -> tuple[Client, ...]:
    """All of them, those that were withdrawn too."""
    return tuple(map(_client, repository.clients(connection)))


def withdraw(connection: Connection, client: str, now: datetime, actor: str) -> bool:
    """Refuse the client from now on; False if there is no such one."""
    if not repository.withdraw(connection, client, now):
        return False
    audit.record(connection, AuditEvent(now, actor, "fhir.withdraw"))
    return True


def burn_assertion(connection: Connection, assertion: Assertion) -> Refusal | None:
    """Use an assertion up; it buys one token, and none for a client withdrawn meanwhile."""
    known = client_of(connection, assertion.client)
    if isinstance(known, Refusal):
        return known
    if not repository.burn(connection, assertion.client, hash_of(assertion.jti), assertion.expires_at):
        return Refusal("assertion-replayed")
    return None


def purge(connection: Connection, now: datetime) -> None:
    """Forget assertions that nobody could send again."""
    repository.purge(connection, now)


def _client(row: RowMapping) -> Client:
    return Client(
        client=row["client"],
        title=row["title"],
        public_key=json.loads(row["public_key"]),
        scopes=tuple(row["scopes"].split()),
        places=tuple(row["places"].split()),
        registered_at=row["registered_at"],
        withdrawn=row["withdrawn_at"] is not None,
    )
