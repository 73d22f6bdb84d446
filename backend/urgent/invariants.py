"""What must hold of urgent services at any time: each look counts faults."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Final

from sqlalchemy import Connection

from backend.database.ledger import Ledger
from backend.urgent.tables import urgent_numbers, urgent_services, urgent_steps

_LEDGER: Final = Ledger(urgent_numbers, urgent_services, urgent_steps)


def history_gaps(connection: Connection, now: datetime) -> int:
    """Records with a missing step, or in another state than their last step left."""
    return _LEDGER.gaps(connection)


LOOKS: Final[Mapping[str, Callable[[Connection, datetime], int]]] = {"urgent-history-gap": history_gaps}
