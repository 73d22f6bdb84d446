"""What must hold of signals at any time: each look counts faults."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Final

from sqlalchemy import Connection

from backend.database.ledger import Ledger
from backend.signals.tables import signal_numbers, signal_steps, signals

_LEDGER: Final = Ledger(signal_numbers, signals, signal_steps)


def history_gaps(connection: Connection, now: datetime) -> int:
    """Records with a missing step, or in another state than their last step left."""
    return _LEDGER.gaps(connection)


LOOKS: Final[Mapping[str, Callable[[Connection, datetime], int]]] = {"signal-history-gap": history_gaps}
