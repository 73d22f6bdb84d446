"""Statements over the receipts and the refused deliveries."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, RowMapping, bindparam, delete, func, select, update

from backend.database.upsert import insert_if_absent
from backend.kiosks.tables import kiosks
from backend.outbox.tables import refused_deliveries, taken_receipts

EMPTY = b""  # in place of what was sealed, once its term is over

_SHOWN = (
    refused_deliveries.c.receipt_code,
    refused_deliveries.c.kiosk,
    func.coalesce(kiosks.c.title, "").label("kiosk_title"),
    refused_deliveries.c.at,
    refused_deliveries.c.code,
    refused_deliveries.c.settled_at,
)
_WITH_KIOSK = refused_deliveries.outerjoin(kiosks, kiosks.c.kiosk == refused_deliveries.c.kiosk)
_OPEN = (
    select(*_SHOWN)
    .select_from(_WITH_KIOSK)
    .where(refused_deliveries.c.settled_at.is_(None))
    .order_by(refused_deliveries.c.at, refused_deliveries.c.receipt_code)
    .limit(bindparam("most"))
)
_ONE_OPEN = (
    select(*_SHOWN, refused_deliveries.c.sealed)
    .select_from(_WITH_KIOSK)
    .where(
        refused_deliveries.c.receipt_code == bindparam("of_receipt"),
        refused_deliveries.c.kiosk == bindparam("of_kiosk"),
        refused_deliveries.c.settled_at.is_(None),
    )
    .order_by(refused_deliveries.c.at)
    .limit(1)
)
_SETTLE = (
    update(refused_deliveries)
    .where(
        refused_deliveries.c.receipt_code == bindparam("of_receipt"),
        refused_deliveries.c.kiosk == bindparam("of_kiosk"),
        refused_deliveries.c.settled_at.is_(None),
    )
    .values(settled_at=bindparam("now"), settled_by=bindparam("by_actor"))
)
_REOPEN = (
    update(refused_deliveries)
    .where(
        refused_deliveries.c.receipt_code == bindparam("of_receipt"),
        refused_deliveries.c.kiosk == bindparam("of_kiosk"),
        refused_deliveries.c.settled_at.is_not(None),
        refused_deliveries.c.sealed != EMPTY,
    )
    .values(settled_at=None, settled_by=None)
)
_EMPTY = (
    update(refused_deliveries)
    .where(refused_deliveries.c.settled_at < bindparam("before"), refused_deliveries.c.sealed != EMPTY)
    .values(sealed=EMPTY)
)

_RECEIPT = select(taken_receipts.c.sealed_hash, taken_receipts.c.number).where(
    taken_receipts.c.receipt_code == bindparam("of_receipt")
)
_FILL_RECEIPT = (
    update(taken_receipts)
    .where(taken_receipts.c.receipt_code == bindparam("of_receipt"))
    .values(number=bindparam("of_request"))
)
_RELEASE_RECEIPT = delete(taken_receipts).where(taken_receipts.c.receipt_code == bindparam("of_receipt"))


def claim_receipt(connection: Connection, receipt_code: str, sealed_hash: str, now: datetime) -> bool:
    """False if it is taken; a rival under way is waited for."""
    row = {"receipt_code": receipt_code, "sealed_hash": sealed_hash, "number": "", "at": now}
    return insert_if_absent(connection, taken_receipts, row)


def receipt(connection: Connection, receipt_code: str) -> RowMapping:
    return connection.execute(_RECEIPT, {"of_receipt": receipt_code}).mappings().one()


def fill_receipt(connection: Connection, receipt_code: str, number: str) -> None:
    connection.execute(_FILL_RECEIPT, {"of_receipt": receipt_code, "of_request": number})


def release_receipt(connection: Connection, receipt_code: str) -> None:
    connection.execute(_RELEASE_RECEIPT, {"of_receipt": receipt_code})


def add(connection: Connection, row: Mapping[str, Any]) -> bool:
    return insert_if_absent(connection, refused_deliveries, row)


def open_ones(connection: Connection, most: int) -> list[RowMapping]:
    return list(connection.execute(_OPEN, {"most": most}).mappings())


def one_open(connection: Connection, receipt_code: str, kiosk: str) -> RowMapping | None:
    """The oldest that this kiosk brought under the receipt, with what is sealed in it."""
    values = {"of_receipt": receipt_code, "of_kiosk": kiosk}
    return connection.execute(_ONE_OPEN, values).mappings().one_or_none()


def empty(connection: Connection, before: datetime) -> int:
    """Wipe what is sealed in those settled before; how many."""
    return connection.execute(_EMPTY, {"before": before}).rowcount


def settle(connection: Connection, receipt_code: str, kiosk: str, now: datetime, actor: str) -> bool:
    values = {"of_receipt": receipt_code, "of_kiosk": kiosk, "now": now, "by_actor": actor}
    return connection.execute(_SETTLE, values).rowcount > 0


def reopen(connection: Connection, receipt_code: str, kiosk: str) -> bool:
    """Whether there was one settled whose content is still there."""
    return connection.execute(_REOPEN, {"of_receipt": receipt_code, "of_kiosk": kiosk}).rowcount > 0
