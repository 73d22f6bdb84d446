"""Files only their owner may read: keys."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path
from tempfile import NamedTemporaryFile

OWNER_ONLY = 0o600
FOLDER_OWNER_ONLY = 0o700


def write_private(path: Path, content: bytes) -> None:
    """Write the whole file or nothing; it is never readable by others, not even for a moment."""
    _unfinished(path, content).replace(path)


def made_once(path: Path, make: Callable[[], bytes]) -> bytes:
    """What lies in the file; made now where there is none.

    Of several processes that start together one makes it and all use that one: a key held in memory
    alone would seal what nobody can open tomorrow.
    """
    if not path.exists():
        unfinished = _unfinished(path, make())
        try:
            os.link(unfinished, path)  # unlike a renaming, it never replaces what another has just made
        except FileExistsError:
            pass
        finally:
            unfinished.unlink()
    return path.read_bytes()


def _unfinished(path: Path, content: bytes) -> Path:
    """The content, durable under a name of its own beside the file."""
    path.parent.mkdir(mode=FOLDER_OWNER_ONLY, parents=True, exist_ok=True)
    with NamedTemporaryFile(dir=path.parent, prefix=f"{path.name}.", suffix=".new", delete=False) as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())
    return Path(file.name)
