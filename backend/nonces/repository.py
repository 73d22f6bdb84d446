"""SQL of nonces."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import Connection, RowMapping, bindparam, delete, insert, select, union_all, update

from backend.nonces.tables import nonces

_TWO = (
    select(
        bindparam(hashed, type_=nonces.c.nonce_hash.type),
        bindparam("of_kiosk", type_=nonces.c.kiosk.type),
        bindparam("until", type_=nonces.c.expires_at.type),
    )
    for hashed in ("first", "second")
)
_ADD_TWO = insert(nonces).inline().from_select(["nonce_hash", "kiosk", "expires_at"], union_all(*_TWO))
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


def add_two(connection: Connection, first: str, second: str, kiosk: str, expires_at: datetime) -> None:
    """In one statement: with one for each, the driver would ask the database twice more."""
    values = {"first": first, "second": second, "of_kiosk": kiosk, "until": expires_at}
    connection.execute(_ADD_TWO, values)


def burn(connection: Connection, nonce_hash: str, kiosk: str, now: datetime) -> bool:
    return connection.execute(_BURN, {"of_nonce": nonce_hash, "of_kiosk": kiosk, "now": now}).rowcount == 1


def nonce(connection: Connection, nonce_hash: str, kiosk: str) -> RowMapping | None:
    return connection.execute(_NONCE, {"of_nonce": nonce_hash, "of_kiosk": kiosk}).mappings().first()


def purge(connection: Connection, before: datetime) -> None:
    connection.execute(delete(nonces).where(nonces.c.expires_at < before))
