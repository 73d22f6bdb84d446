"""Statements over requests that came over Open311."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any, Final

from sqlalchemy import Connection, RowMapping, bindparam, delete, func, select, update

from backend.database.upsert import insert_if_absent
from backend.open311.tables import open311_requests
from backend.open311.values import Wanted

MOST: Final = 1_000  # by the standard
_BY_TOKEN = select(open311_requests).where(open311_requests.c.token == bindparam("of_token"))
_BY_NUMBER = select(open311_requests).where(open311_requests.c.number == bindparam("of_number"))
_BY_ONCE = select(open311_requests).where(open311_requests.c.once_hash == bindparam("of_once"))
_WAITING = (
    select(open311_requests.c.token)
    .where(open311_requests.c.number.is_(None))
    .order_by(open311_requests.c.requested_at, open311_requests.c.token)
    .limit(bindparam("most"))
)
_SENT = (
    select(func.count())
    .select_from(open311_requests)
    .where(
        open311_requests.c.client == bindparam("of_client"),
        open311_requests.c.requested_at > bindparam("since"),
    )
)
_REGISTER = (
    update(open311_requests)
    .where(open311_requests.c.token == bindparam("of_token"), open311_requests.c.number.is_(None))
    .values(number=bindparam("as_number"), sealed=None)
)


def add(connection: Connection, row: Mapping[str, Any]) -> bool:
    """False if the client's key was used already."""
    return insert_if_absent(connection, open311_requests, row)


def by_token(connection: Connection, token: str) -> RowMapping | None:
    return connection.execute(_BY_TOKEN, {"of_token": token}).mappings().one_or_none()


def by_number(connection: Connection, number: str) -> RowMapping | None:
    return connection.execute(_BY_NUMBER, {"of_number": number}).mappings().one_or_none()


def by_once(connection: Connection, once_hash: str) -> RowMapping | None:
    return connection.execute(_BY_ONCE, {"of_once": once_hash}).mappings().one_or_none()


def sent(connection: Connection, client: str, since: datetime) -> int:
    """How many the client has sent."""
    return int(connection.execute(_SENT, {"of_client": client, "since": since}).scalar_one())


def waiting(connection: Connection, most: int) -> Sequence[str]:
    """Tokens, the oldest first."""
    return connection.execute(_WAITING, {"most": most}).scalars().all()


def register(connection: Connection, token: str, number: str) -> bool:
    """False if another round was quicker."""
    return connection.execute(_REGISTER, {"of_token": token, "as_number": number}).rowcount == 1


def listed(connection: Connection, wanted: Wanted) -> Sequence[RowMapping]:
    """Those that have a number, the newest first."""
    table = open311_requests.c
    chosen = select(open311_requests).where(table.number.is_not(None))
    if wanted.requests:
        chosen = chosen.where(table.number.in_(wanted.requests))
    else:
        chosen = chosen.where(table.requested_at >= wanted.since, table.requested_at <= wanted.until)
    if wanted.services:
        chosen = chosen.where(table.service_code.in_(wanted.services))
    chosen = chosen.order_by(table.requested_at.desc(), table.token).limit(MOST)
    return connection.execute(chosen).mappings().all()


def forget(connection: Connection, before: datetime) -> None:
    connection.execute(delete(open311_requests).where(open311_requests.c.requested_at < before))
