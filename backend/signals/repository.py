"""Statements over signals."""

from __future__ import annotations

from typing import Final

from sqlalchemy import Connection, RowMapping, select

from backend.database.ledger import Ledger
from backend.signals.tables import signal_numbers, signal_steps, signals

LEDGER: Final = Ledger(signal_numbers, signals, signal_steps)


def open_ones(connection: Connection, most: int) -> list[RowMapping]:
    """Those that wait: the nearest term first, of one day danger first, what is only to be closed last."""
    found = (
        select(signals)
        .where(signals.c.state != "closed")
        .order_by(signals.c.due_on.is_(None), signals.c.due_on, signals.c.danger.desc(), signals.c.number)
        .limit(most)
    )
    return list(connection.execute(found).mappings())


def closed_ones(connection: Connection, most: int) -> list[RowMapping]:
    """The newest first."""
    found = (
        select(signals)
        .where(signals.c.state == "closed")
        .order_by(signals.c.taken_at.desc(), signals.c.number.desc())
        .limit(most)
    )
    return list(connection.execute(found).mappings())
