"""Where the backend keeps compiled copies of its content pack, so that not every start compiles it."""

from __future__ import annotations

from pathlib import Path
from typing import Final

from content.cache import CACHE_FOLDER

FOLDER: Final = "packs"


def pack_copies(data: Path) -> tuple[Path, ...]:
    """Beside the shipped packs where that may be written, as in a working tree; else in the data folder."""
    return (CACHE_FOLDER, data / FOLDER)
