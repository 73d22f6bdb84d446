"""What takes long to make and is only looked at or copied: made once, also when several processes test."""

from __future__ import annotations

import os
from collections.abc import Callable
from fcntl import LOCK_EX, flock
from pathlib import Path
from shutil import rmtree

WORKER_VARIABLE = "PYTEST_XDIST_WORKER"


def made_once(base: Path, name: str, make: Callable[[Path], None]) -> Path:
    """The folder `name` that `make` has filled; `base` is pytest's folder of this process."""
    shared = base.parent if WORKER_VARIABLE in os.environ else base
    folder, finished = shared / name, shared / f"{name}.finished"
    with (shared / f"{name}.lock").open("w") as lock:
        flock(lock, LOCK_EX)  # others wait; it is released with the file
        if not finished.exists():
            rmtree(folder, ignore_errors=True)  # of somebody who failed
            folder.mkdir()
            make(folder)
            finished.touch()
    return folder
