"""What is long past is let go whole: who took which medicine or book is nobody's business for ever."""

from __future__ import annotations

from datetime import datetime
from typing import Final

from sqlalchemy import Connection

from backend.stock.repository import past

AT_ONCE: Final = 200


def forget_reservations(connection: Connection, before: datetime) -> int:
    """Reservations that ended before, some hundred in one transaction; how many."""
    return past.forget_reservations(connection, before, AT_ONCE)


def forget_alerts(connection: Connection, before: datetime) -> int:
    """Wishes to be told when something can be had that came to nothing since; how many."""
    return past.forget_alerts(connection, before)
