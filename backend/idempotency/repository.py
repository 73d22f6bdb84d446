"""SQL of the stored answers."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import Connection, RowMapping, bindparam, delete, select, update

from backend.database.upsert import insert_if_absent
from backend.idempotency.tables import idempotent_answers

_FIND = select(
    idempotent_answers.c.request_hash, idempotent_answers.c.status, idempotent_answers.c.answer
).where(idempotent_answers.c.key == bindparam("of_key"))
_FILL = update(idempotent_answers).where(idempotent_answers.c.key == bindparam("of_key"))
_RELEASE = delete(idempotent_answers).where(idempotent_answers.c.key == bindparam("of_key"))
_PURGE = delete(idempotent_answers).where(idempotent_answers.c.expires_at < bindparam("before"))


def claim(connection: Connection, row: dict[str, Any]) -> bool:
    return insert_if_absent(connection, idempotent_answers, row)


def find(connection: Connection, key: str) -> RowMapping:
    return connection.execute(_FIND, {"of_key": key}).mappings().one()


def fill(connection: Connection, key: str, status: int, answer: bytes) -> None:
    connection.execute(_FILL, {"of_key": key, "status": status, "answer": answer})


def release(connection: Connection, key: str) -> None:
    connection.execute(_RELEASE, {"of_key": key})


def purge(connection: Connection, before: datetime) -> int:
    return connection.execute(_PURGE, {"before": before}).rowcount
