"""The backend's public sealing key, as this kiosk keeps it: what goes into the outbox is closed to it."""

from __future__ import annotations

from base64 import urlsafe_b64decode
from pathlib import Path
from typing import Final

from kiosk.identity import write_private

SEALING_KEY_FILE: Final = "sealing-key"
KEY_BYTES: Final = 32  # X25519 (RFC 7748)


def read_sealing_key(folder: Path) -> bytes | None:
    """The raw key that is kept, or nothing: then nothing can be filed here."""
    try:
        return sealing_key_of((folder / SEALING_KEY_FILE).read_text("ascii"))
    except (OSError, UnicodeDecodeError):
        return None


def keep_sealing_key(folder: Path, told: str) -> bool:
    """Keep what the backend told over the pinned line; whether it is another than before."""
    key = sealing_key_of(told)
    if key is None or key == read_sealing_key(folder):
        return False
    write_private(folder / SEALING_KEY_FILE, told.encode("ascii"))
    return True


def sealing_key_of(told: str) -> bytes | None:
    """The raw key out of base64url without padding, or nothing."""
    try:
        key = urlsafe_b64decode(told + "=" * (-len(told) % 4))
    except ValueError:
        return None
    return key if len(key) == KEY_BYTES else None
