"""Statements over the refused deliveries."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, RowMapping, bindparam, select, update

from backend.database.upsert import insert_if_absent
from backend.outbox.tables import refused_deliveries

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
        refused_deliveries.c.settled_at.is_(None),
    )
    .values(settled_at=bindparam("now"), settled_by=bindparam("by_actor"))
)


def add(connection: Connection, row: Mapping[str, Any]) -> bool:
    return insert_if_absent(connection, refused_deliveries, row)


def open_ones(connection: Connection, most: int) -> list[RowMapping]:
    return list(connection.execute(_OPEN, {"most": most}).mappings())


def settle(connection: Connection, receipt_code: str, now: datetime, actor: str) -> bool:
    values = {"of_receipt": receipt_code, "now": now, "by_actor": actor}
    return connection.execute(_SETTLE, values).rowcount > 0
