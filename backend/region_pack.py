"""The content pack that a backend works with, as its setting `pack` names it."""

from __future__ import annotations

from pathlib import Path
from typing import Final

from backend.pack_copies import pack_copies
from backend.published_packs import published_packs
from content.cache import load_or_compile
from content.pack import Pack

PUBLISHED: Final = "published"
"""The setting's value for the pack that kiosks have: the one published last."""


def region_pack(name: str, data: Path) -> Pack:
    """The published pack, or one from its source by id or folder; raises PackError."""
    if name == PUBLISHED:
        return published_packs(data).pack()
    return load_or_compile(name, *pack_copies(data))
