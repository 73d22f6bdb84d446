"""SQL of kiosks, their enrolment and their heartbeats."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, RowMapping, bindparam, delete, func, insert, select, update

from backend.database.upsert import insert_if_absent, insert_or_update
from backend.kiosks.tables import (
    burnt_assertions,
    enrolment_failures,
    kiosk_heartbeats,
    kiosk_invitations,
    kiosks,
)

_KEY = select(kiosks.c.public_key, kiosks.c.withdrawn_at).where(kiosks.c.kiosk == bindparam("of_kiosk"))
_SERVES = select(kiosks.c.kiosk).where(
    kiosks.c.kiosk == bindparam("of_kiosk"), kiosks.c.withdrawn_at.is_(None)
)
_INVITATION = select(kiosk_invitations).where(
    kiosk_invitations.c.code_hash == bindparam("of_code"),
    kiosk_invitations.c.expires_at > bindparam("now"),
    kiosk_invitations.c.kiosk.is_(None),
)
_USE_INVITATION = (
    update(kiosk_invitations)
    .where(kiosk_invitations.c.code_hash == bindparam("of_code"), kiosk_invitations.c.kiosk.is_(None))
    .values(kiosk=bindparam("by_kiosk"))
)
_FAILURES = (
    select(func.count())
    .select_from(enrolment_failures)
    .where(
        enrolment_failures.c.address == bindparam("from_address"),
        enrolment_failures.c.at > bindparam("since"),
    )
)
_WITHDRAW = (
    update(kiosks)
    .where(kiosks.c.kiosk == bindparam("of_kiosk"), kiosks.c.withdrawn_at.is_(None))
    .values(withdrawn_at=bindparam("now"))
)
_STATUSES = (
    select(
        kiosks.c.kiosk,
        kiosks.c.title,
        kiosk_heartbeats.c.at,
        kiosk_heartbeats.c.clock_skew_seconds,
        kiosk_heartbeats.c.heartbeat,
    )
    .select_from(kiosks.outerjoin(kiosk_heartbeats))
    .where(kiosks.c.withdrawn_at.is_(None))
    .order_by(kiosks.c.title, kiosks.c.kiosk)
)


def key_of(connection: Connection, kiosk: str) -> RowMapping | None:
    return connection.execute(_KEY, {"of_kiosk": kiosk}).mappings().first()


def serves(connection: Connection, kiosk: str) -> bool:
    return connection.execute(_SERVES, {"of_kiosk": kiosk}).first() is not None


def add_invitation(connection: Connection, row: dict[str, Any]) -> None:
    connection.execute(insert(kiosk_invitations), row)


def open_invitation(connection: Connection, code_hash: str, now: datetime) -> RowMapping | None:
    return connection.execute(_INVITATION, {"of_code": code_hash, "now": now}).mappings().first()


def use_invitation(connection: Connection, code_hash: str, kiosk: str) -> bool:
    return connection.execute(_USE_INVITATION, {"of_code": code_hash, "by_kiosk": kiosk}).rowcount == 1


def add_kiosk(connection: Connection, row: dict[str, Any]) -> None:
    connection.execute(insert(kiosks), row)


def failures_since(connection: Connection, address: str, since: datetime) -> int:
    return connection.execute(_FAILURES, {"from_address": address, "since": since}).scalar_one()


def add_failure(connection: Connection, failure: str, at: datetime, address: str) -> None:
    connection.execute(insert(enrolment_failures), {"failure": failure, "at": at, "address": address})


def burn_assertion(connection: Connection, kiosk: str, jti_hash: str, expires_at: datetime) -> bool:
    row = {"kiosk": kiosk, "jti_hash": jti_hash, "expires_at": expires_at}
    return insert_if_absent(connection, burnt_assertions, row)


def withdraw(connection: Connection, kiosk: str, now: datetime) -> bool:
    return connection.execute(_WITHDRAW, {"of_kiosk": kiosk, "now": now}).rowcount == 1


def keep_heartbeat(connection: Connection, row: dict[str, Any]) -> None:
    insert_or_update(connection, kiosk_heartbeats, row)


def statuses(connection: Connection) -> Sequence[RowMapping]:
    return connection.execute(_STATUSES).mappings().all()


def purge(connection: Connection, assertions_before: datetime, failures_before: datetime) -> None:
    connection.execute(delete(burnt_assertions).where(burnt_assertions.c.expires_at < assertions_before))
    connection.execute(delete(enrolment_failures).where(enrolment_failures.c.at < failures_before))
