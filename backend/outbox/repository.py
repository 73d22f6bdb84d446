"""Statements over the receipts and the refused deliveries."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, RowMapping, bindparam, delete, select, update

from backend.database.upsert import insert_if_absent
from backend.outbox.tables import refused_deliveries, taken_receipts

_SHOWN = (
    refused_deliveries.c.receipt_code,
    refused_deliveries.c.kiosk,
    refused_deliveries.c.at,
    refused_deliveries.c.code,
    refused_deliveries.c.settled_at,
)
_OPEN = (
    select(*_SHOWN)
    .where(refused_deliveries.c.settled_at.is_(None))
    .order_by(refused_deliveries.c.at)
    .limit(bindparam("most"))
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


def settle(connection: Connection, receipt_code: str, kiosk: str, now: datetime, actor: str) -> bool:
    values = {"of_receipt": receipt_code, "of_kiosk": kiosk, "now": now, "by_actor": actor}
    return connection.execute(_SETTLE, values).rowcount > 0
