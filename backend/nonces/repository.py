"""SQL of nonces."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, RowMapping, bindparam, delete, insert, select, update

from backend.nonces.tables import nonces

_ADD_NONCE = insert(nonces).inline()
# The guard against double spending is this one statement: whoever changes the row has the nonce.
_BURN = (
    update(nonces)
    .where(
        nonces.c.nonce_hash == bindparam("of_nonce"),
        nonces.c.kiosk == bindparam("of_kiosk"),
        nonces.c.burnt_at.is_(None),
        nonces.c.expires_at > bindparam("now"),
    )
    .values(burnt_at=bindparam("now"))
)
_NONCE = select(nonces.c.burnt_at, nonces.c.expires_at).where(
    nonces.c.nonce_hash == bindparam("of_nonce"), nonces.c.kiosk == bindparam("of_kiosk")
)


def add(connection: Connection, rows: Sequence[dict[str, Any]]) -> None:
    connection.execute(_ADD_NONCE, rows)


def burn(connection: Connection, nonce_hash: str, kiosk: str, now: datetime) -> bool:
    return connection.execute(_BURN, {"of_nonce": nonce_hash, "of_kiosk": kiosk, "now": now}).rowcount == 1


def nonce(connection: Connection, nonce_hash: str, kiosk: str) -> RowMapping | None:
    return connection.execute(_NONCE, {"of_nonce": nonce_hash, "of_kiosk": kiosk}).mappings().first()


def purge(connection: Connection, before: datetime) -> None:
    connection.execute(delete(nonces).where(nonces.c.expires_at < before))
