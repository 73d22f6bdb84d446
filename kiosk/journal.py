"""The kiosk's log: one JSON object a line, by whitelist: any other field is printed as <redacted>."""

from __future__ import annotations

import json
from contextlib import suppress
from datetime import datetime
from threading import Lock
from typing import Protocol, TextIO

FIELDS = frozenset(
    {"code", "effect", "error", "event", "kiosk", "milliseconds", "pack", "page", "part", "version", "where"}
)
REDACTED = "<redacted>"


class WallClock(Protocol):
    def wall(self) -> datetime: ...


class Journal:
    """Writes what happened to devices and connections; never anything about a person."""

    def __init__(self, stream: TextIO, clock: WallClock) -> None:
        self._stream = stream
        self._clock = clock
        self._lock = Lock()

    def note(self, what: str, **fields: str | float) -> None:
        """One line: what happened, when, and the fields that are on the whitelist.

        Where it cannot be written it is lost: a kiosk without a log still serves.
        """
        kept = {name: value if name in FIELDS else REDACTED for name, value in fields.items()}
        moment = self._clock.wall().isoformat(timespec="milliseconds")
        line = json.dumps({"at": moment, "what": what, **kept}, ensure_ascii=False)
        with self._lock, suppress(OSError, ValueError):  # ValueError: the stream is closed
            self._stream.write(f"{line}\n")
            self._stream.flush()
