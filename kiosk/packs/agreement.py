"""Whether kiosk and backend work with the same content pack, which every answer that names one tells anew."""

from __future__ import annotations

from collections.abc import Callable
from threading import Lock

from kiosk.flow.events import BackendPackReported, Event
from kiosk.journal import Journal

OUTDATED = "pack-outdated"


class PackAgreement:
    """Tells the walk which pack the backend names, and notes in the journal when it is another one."""

    def __init__(self, own_hash: str, journal: Journal, post: Callable[[Event], None]) -> None:
        self._own = own_hash
        self._journal = journal
        self._post = post
        self._lock = Lock()
        self._last = ""

    def heard(self, backends_hash: str) -> None:
        """Take note of the hash in an answer, on whatever thread it came; only a change is told."""
        with self._lock:
            if backends_hash == self._last:
                return
            self._last = backends_hash
        if backends_hash != self._own:
            self._journal.note(OUTDATED, code=OUTDATED, pack=backends_hash)
        self._post(BackendPackReported(backends_hash))
