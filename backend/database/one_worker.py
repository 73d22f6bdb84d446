"""One backend process an SQLite file: the second is refused instead of waiting for locks."""

from __future__ import annotations

import fcntl
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from backend.database.doors import DatabaseInUse


@contextmanager
def only_worker(database_file: Path) -> Iterator[None]:
    """Hold the file's worker lock for the block; `DatabaseInUse` if another process holds it.

    The kernel drops an flock with its process, so a killed backend leaves nothing to clean up.
    """
    lock_file = database_file.with_name(database_file.name + ".worker")
    lock_file.touch(mode=0o600)
    with lock_file.open("w") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise DatabaseInUse(f"another backend works on {database_file.name}") from None
        yield
