"""What libraries say, kept out of the kiosk's log: that they complained and where, never their words."""

from __future__ import annotations

import logging
from typing import Final

from kiosk.journal import Journal

TALKATIVE: Final = ("escpos", "h11", "httpcore", "httpx", "smartcard", "usb")
"""Those that carry a person's data or the paths of requests in their messages, or could."""


class LibraryNotes(logging.Handler):
    """Notes of a warning only whose it is and the line of code; its text may quote data."""

    def __init__(self, journal: Journal) -> None:
        super().__init__(logging.WARNING)
        self._journal = journal

    def emit(self, record: logging.LogRecord) -> None:
        """One line in the journal for the record."""
        self._journal.note("library", part=record.name, where=f"{record.module}:{record.lineno}")


def keep_libraries_quiet(journal: Journal) -> None:
    """Take the talkative libraries' messages from all other handlers; below WARNING there are none."""
    notes = LibraryNotes(journal)
    for name in TALKATIVE:
        library = logging.getLogger(name)
        library.setLevel(logging.WARNING)
        library.handlers = [notes]
        library.propagate = False
