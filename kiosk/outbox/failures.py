"""Why the outbox could not do what was asked; each code has a page in docs/failures/outbox.md."""

from __future__ import annotations

import errno
import sqlite3
from typing import Final

FULL: Final = "outbox-full"
UNUSABLE: Final = "outbox-unusable"
DAMAGED: Final = "outbox-damaged"
KEY_MISSING: Final = "outbox-key-missing"
INVALID: Final = "filing-invalid"

_DAMAGE: Final = frozenset({sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB})
_PRIMARY: Final = 0xFF  # an extended result code carries its primary one in the lowest byte


class OutboxError(Exception):
    """Nothing was stored. Holds a code only, never what should have been stored."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


def outbox_error(error: sqlite3.Error) -> OutboxError:
    """SQLite's failure by our name."""
    primary = getattr(error, "sqlite_errorcode", sqlite3.SQLITE_ERROR) & _PRIMARY
    if primary in _DAMAGE:
        return OutboxError(DAMAGED)
    return OutboxError(FULL if primary == sqlite3.SQLITE_FULL else UNUSABLE)


def unusable(error: OSError) -> OutboxError:
    """The file system's failure by our name."""
    return OutboxError(FULL if error.errno in (errno.ENOSPC, errno.EDQUOT) else UNUSABLE)
