"""Statements over unmet needs."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, bindparam, delete

from backend.database.upsert import insert_if_absent
from backend.unmet.tables import unmet_needs

_FORGET = delete(unmet_needs).where(unmet_needs.c.span < bindparam("before"))


def add(connection: Connection, row: Mapping[str, Any]) -> bool:
    """False if the same was asked there within this span."""
    return insert_if_absent(connection, unmet_needs, row)


def forget(connection: Connection, before: datetime) -> None:
    connection.execute(_FORGET, {"before": before})
