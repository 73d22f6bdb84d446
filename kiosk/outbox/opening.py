"""Opens the outbox in whatever state it is: a damaged one is put aside whole, what can be read is saved.

`current/` holds the outbox in use. A damaged one is renamed to `damaged-<n>/`, in one step, and never
touched again: a technician finds it as it was. A new one is made under `making/`, with everything that
could be read out of the damaged one under its old idempotency keys (so that nothing arrives twice), and
renamed to `current/` when it is complete. Killed anywhere between, the next start goes on from there.
"""

from __future__ import annotations

import os
import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Final

from backend.contract.receipt_codes import is_receipt_code
from kiosk.outbox.failures import DAMAGED, OutboxError, unusable
from kiosk.outbox.store import FILE, MOST_PAGES, Store
from kiosk.outbox.values import NewEntry

CURRENT: Final = "current"
MAKING: Final = "making"
SAVING: Final = "saving"
DAMAGED_PREFIX: Final = "damaged-"
OWNER_ONLY: Final = 0o700
_ROWS: Final = "SELECT sequence, receipt_code, key, sealed, state, filed_at FROM outbox ORDER BY sequence"


def open_store(folder: Path, most_pages: int = MOST_PAGES) -> Store:
    """The outbox in `folder`; raises OutboxError when the disk does not let us."""
    try:
        if not folder.exists():
            folder.mkdir(parents=True, mode=OWNER_ONLY)
            _sync(folder.parent)
        if (folder / CURRENT).exists():
            try:
                return Store(folder / CURRENT, most_pages)
            except OutboxError as error:
                if error.code != DAMAGED:
                    raise
                put_aside(folder)
        _make_new(folder, most_pages)
        return Store(folder / CURRENT, most_pages)
    except OSError as error:
        raise unusable(error) from None


def put_aside(folder: Path) -> None:
    """Keep the damaged outbox whole, under a name of its own; raises OSError."""
    (folder / CURRENT).rename(folder / f"{DAMAGED_PREFIX}{last_damaged(folder) + 1}")
    _sync(folder)


def last_damaged(folder: Path) -> int:
    """The highest number of those that were put aside and wait for a technician; 0: none."""
    names = (path.name.removeprefix(DAMAGED_PREFIX) for path in folder.glob(f"{DAMAGED_PREFIX}*"))
    return max((int(name) for name in names if name.isdecimal()), default=0)


def _make_new(folder: Path, most_pages: int) -> None:
    making = folder / MAKING
    shutil.rmtree(making, ignore_errors=True)
    making.mkdir(mode=OWNER_ONLY)
    store = Store(making, most_pages)
    try:
        last = last_damaged(folder)
        if last:
            store.add_saved(*_saved(folder, folder / f"{DAMAGED_PREFIX}{last}"))
    finally:
        store.close()
    _sync(making)
    making.rename(folder / CURRENT)
    _sync(folder)


def _saved(folder: Path, damaged: Path) -> tuple[dict[int, NewEntry], int]:
    """Whatever is unsettled and readable, read from a copy from both ends; and the highest number seen."""
    copy = folder / SAVING
    shutil.rmtree(copy, ignore_errors=True)
    shutil.copytree(damaged, copy)
    rows = {row[0]: row for order in ("ASC", "DESC") for row in _rows(copy, order)}
    shutil.rmtree(copy)
    read = {sequence: _unsettled_entry(row) for sequence, row in sorted(rows.items()) if sequence > 0}
    entries = {sequence: entry for sequence, entry in read.items() if entry is not None}
    return entries, max(rows, default=0)


def _rows(folder: Path, order: str) -> Iterator[tuple[int, object, object, object, object, object]]:
    """Rows up to the first that cannot be read."""
    try:
        with closing(sqlite3.connect(folder / FILE)) as connection:
            for row in connection.execute(f"{_ROWS} {order}"):
                if isinstance(row[0], int):
                    yield row
    except sqlite3.Error:
        return


def _unsettled_entry(row: tuple[int, object, object, object, object, object]) -> NewEntry | None:
    """The row, if it still makes sense; what its seal protects, the seal will tell."""
    match row:
        case (_, str(receipt), str(key), bytes(sealed), "waiting" | "sent", int(filed_at)) if (
            is_receipt_code(receipt) and key and sealed
        ):
            return NewEntry(receipt, key, sealed, filed_at)
    return None


def _sync(folder: Path) -> None:
    """Have the folder's names on the disk, not only its files."""
    descriptor = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
