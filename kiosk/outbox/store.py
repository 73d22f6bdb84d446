"""The outbox's rows in SQLite: on the disk before anybody is promised anything, by one transaction each."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Concatenate, Final, ParamSpec, TypeVar

from kiosk.outbox.failures import DAMAGED, OutboxError, outbox_error
from kiosk.outbox.values import Depth, Entry, NewEntry, State

FILE: Final = "outbox.db"
VERSION: Final = 1
MOST_PAGES: Final = 16_384  # of 4 KiB: a kiosk without a line for months fills 64 MiB and no more
BUSY_SECONDS: Final = 5.0
ACCEPTED_KEPT_SECONDS: Final = 30 * 86_400
REFUSED_KEPT_SECONDS: Final = 180 * 86_400

_SCHEMA: Final = f"""
CREATE TABLE outbox (
    sequence INTEGER PRIMARY KEY AUTOINCREMENT,
    receipt_code TEXT NOT NULL UNIQUE,
    key TEXT NOT NULL UNIQUE,
    sealed BLOB,
    state TEXT NOT NULL CHECK (state IN ('waiting', 'sent', 'accepted', 'refused')),
    request_number TEXT,
    refusal TEXT,
    attempts INTEGER NOT NULL DEFAULT 0,
    filed_at INTEGER NOT NULL,
    settled_at INTEGER,
    CHECK (state NOT IN ('waiting', 'sent') OR sealed IS NOT NULL),
    CHECK (state <> 'accepted' OR (request_number IS NOT NULL AND sealed IS NULL)),
    CHECK (state <> 'refused' OR refusal IS NOT NULL)
) STRICT;
CREATE INDEX unsettled ON outbox (sequence) WHERE state IN ('waiting', 'sent');
PRAGMA user_version = {VERSION};
"""
_ADD: Final = (
    "INSERT INTO outbox (receipt_code, key, sealed, state, filed_at) VALUES (?, ?, ?, 'waiting', ?)"
    " RETURNING sequence"
)
_ADD_SAVED: Final = (
    "INSERT OR IGNORE INTO outbox (sequence, receipt_code, key, sealed, state, filed_at)"
    " VALUES (?, ?, ?, ?, 'sent', ?)"
)
_UNSETTLED: Final = "SELECT sequence FROM outbox WHERE state IN ('waiting', 'sent') ORDER BY sequence"
_SENDING: Final = (
    "UPDATE outbox SET state = 'sent', attempts = attempts + 1"
    " WHERE sequence = ? AND state IN ('waiting', 'sent')"
    " RETURNING sequence, receipt_code, key, sealed, attempts"
)
_ACCEPT: Final = (
    "UPDATE outbox SET state = 'accepted', request_number = ?, sealed = NULL, settled_at = ?"
    " WHERE key = ? AND state IN ('waiting', 'sent')"
)
_REFUSE: Final = (
    "UPDATE outbox SET state = 'refused', refusal = ?, settled_at = ?"
    " WHERE key = ? AND state IN ('waiting', 'sent')"
)
_DEPTH: Final = (
    "SELECT count(*) FILTER (WHERE state IN ('waiting', 'sent')),"
    " min(filed_at) FILTER (WHERE state IN ('waiting', 'sent')),"
    " count(*) FILTER (WHERE state = 'refused') FROM outbox"
)
_FORGET: Final = (
    "DELETE FROM outbox"
    " WHERE (state = 'accepted' AND settled_at < ?) OR (state = 'refused' AND settled_at < ?)"
)
_STATE: Final = "SELECT state FROM outbox WHERE receipt_code = ?"

P = ParamSpec("P")
R = TypeVar("R")


def _named(method: Callable[Concatenate[Store, P], R]) -> Callable[Concatenate[Store, P], R]:
    """SQLite's exceptions as OutboxError: their messages stay here."""

    def call(self: Store, /, *args: P.args, **kwargs: P.kwargs) -> R:
        try:
            return method(self, *args, **kwargs)
        except sqlite3.Error as error:
            raise outbox_error(error) from None

    return call


class Store:
    """One open outbox; calls may come from any thread, one at a time (`kiosk.outbox.outbox` sees to it)."""

    def __init__(self, folder: Path, most_pages: int = MOST_PAGES) -> None:
        """Open what is there, or make it; raises OutboxError, `outbox-damaged` if it cannot be trusted."""
        try:
            self._connection = sqlite3.connect(
                folder / FILE, timeout=BUSY_SECONDS, isolation_level=None, check_same_thread=False
            )
        except sqlite3.Error as error:
            raise outbox_error(error) from None
        try:
            self._prepare(most_pages)
        except BaseException:
            self._connection.close()
            raise

    @_named
    def _prepare(self, most_pages: int) -> None:
        connection = self._connection
        connection.execute("PRAGMA journal_mode = WAL")
        connection.execute("PRAGMA synchronous = FULL")  # a commit that has returned survives a power cut
        connection.execute("PRAGMA secure_delete = ON")
        connection.execute("PRAGMA checkpoint_fullfsync = ON")
        connection.execute(f"PRAGMA max_page_count = {most_pages:d}")
        version = connection.execute("PRAGMA user_version").fetchone()[0]
        if version == 0 and not connection.execute("SELECT count(*) FROM sqlite_schema").fetchone()[0]:
            connection.executescript(f"BEGIN IMMEDIATE; {_SCHEMA} COMMIT;")
        elif version != VERSION or not self._is_whole():
            raise OutboxError(DAMAGED)

    def _is_whole(self) -> bool:
        return [row[0] for row in self._connection.execute("PRAGMA integrity_check(1)")] == ["ok"]

    @_named
    def add(self, entry: NewEntry) -> int:
        """Store it for good and give its sequence number; when this returns it survives a power cut."""
        values = (entry.receipt_code, entry.key, entry.sealed, entry.filed_at)
        with self._transaction() as connection:
            return int(connection.execute(_ADD, values).fetchone()[0])

    @_named
    def add_saved(self, entries: Mapping[int, NewEntry], last: int) -> None:
        """Store what was saved out of a damaged outbox, all at once, under the same numbers.

        A new number would make another delivery of it, with the key of the one before; `last` is the
        highest number that is taken.
        """
        with self._transaction() as connection:
            connection.execute("DELETE FROM sqlite_sequence")
            connection.execute("INSERT INTO sqlite_sequence (name, seq) VALUES ('outbox', ?)", (last,))
            for sequence, entry in entries.items():
                values = (sequence, entry.receipt_code, entry.key, entry.sealed, entry.filed_at)
                connection.execute(_ADD_SAVED, values)

    @_named
    def unsettled(self) -> tuple[int, ...]:
        """The sequence numbers of everything that has not been answered, oldest first."""
        return tuple(row[0] for row in self._connection.execute(_UNSETTLED))

    @_named
    def sending(self, sequence: int) -> Entry | None:
        """Note that it is about to be sent, and give it; None when it is settled meanwhile."""
        with self._transaction() as connection:
            row = connection.execute(_SENDING, (sequence,)).fetchone()
        return None if row is None else Entry(*row)

    @_named
    def accept(self, key: str, number: str, now: int) -> bool:
        """The backend has it: keep the number, drop the body. False when it was settled already.

        By its key: after a damage the sequence numbers may be others.
        """
        with self._transaction() as connection:
            return connection.execute(_ACCEPT, (number, now, key)).rowcount == 1

    @_named
    def refuse(self, key: str, code: str, now: int) -> bool:
        """The backend never takes it: never sent again, kept for whoever asks why."""
        with self._transaction() as connection:
            return connection.execute(_REFUSE, (code, now, key)).rowcount == 1

    @_named
    def depth(self) -> Depth:
        return Depth(*self._connection.execute(_DEPTH).fetchone())

    @_named
    def state_of(self, receipt_code: str) -> State | None:
        row = self._connection.execute(_STATE, (receipt_code,)).fetchone()
        return None if row is None else State(row[0])

    @_named
    def forget(self, now: int) -> int:
        """Delete what was settled long ago; a clock that jumped can delete only what was settled."""
        with self._transaction() as connection:
            bounds = (now - ACCEPTED_KEPT_SECONDS, now - REFUSED_KEPT_SECONDS)
            return connection.execute(_FORGET, bounds).rowcount

    def close(self) -> None:
        self._connection.close()

    @contextmanager
    def _transaction(self) -> Iterator[sqlite3.Connection]:
        connection = self._connection
        connection.execute("BEGIN IMMEDIATE")
        try:
            yield connection
            connection.execute("COMMIT")
        finally:
            if connection.in_transaction:  # a full disk may have rolled everything back by itself
                connection.execute("ROLLBACK")
