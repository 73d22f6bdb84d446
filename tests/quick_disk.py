"""Memory that looks like a disk: hundreds of files of a new database cost a disk half a second each time."""

from __future__ import annotations

from pathlib import Path
from shutil import disk_usage
from typing import Final

MEMORY_DISK: Final = Path("/dev/shm")
ROOM_NEEDED: Final = 2 * 1024**3  # bytes; containers often have 64 MiB there


def quick_disk() -> Path | None:
    """Where temporary folders are quick; None, which is the usual place, where memory has no room."""
    if MEMORY_DISK.is_dir() and disk_usage(MEMORY_DISK).free >= ROOM_NEEDED:
        return MEMORY_DISK
    return None
