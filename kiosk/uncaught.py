"""Exceptions that nobody caught: noted by kind and place, since their words may quote a person's data."""

from __future__ import annotations

import sys
import threading

from config.faults import where_raised
from kiosk.journal import Journal


def note_uncaught(journal: Journal) -> None:
    """From now on an exception that ends a thread or the process is one line of the log."""

    def note(error: BaseException | None) -> None:
        if error is not None:
            journal.note("uncaught", error=type(error).__name__, where=where_raised(error))

    sys.excepthook = lambda _kind, error, _trace: note(error)
    sys.unraisablehook = lambda raised: note(raised.exc_value)
    threading.excepthook = lambda raised: note(raised.exc_value)
