"""The files of a kiosk's content pack: the one in place, the key it needs, what was refused."""

from __future__ import annotations

import hashlib
import os
from contextlib import suppress
from pathlib import Path
from typing import Final

from config.version import VERSION
from content.compiled import name_of
from devices.values import Value
from kiosk.identity import write_private

REFUSED_FILE: Final = "refused-pack"


class Refusal(Value):
    """A published file that was not let in, and why."""

    file_hash: str
    code: str


class PackPlace(Value):
    """Where the pack stands, and the kiosk's data folder."""

    pack: Path
    public_key: Path
    data: Path

    def in_place(self) -> str:
        """The name of the file that stands there, "" where there is none."""
        try:
            return name_of(self.pack.read_bytes())
        except OSError:
            return ""

    def put(self, sealed: bytes) -> None:
        """Put a file in place of the one there: whole or not at all, also when the power goes."""
        write_private(self.pack, sealed)
        folder = os.open(self.pack.parent, os.O_RDONLY | os.O_DIRECTORY)
        try:
            os.fsync(folder)
        finally:
            os.close(folder)

    def refused(self) -> Refusal | None:
        """The last refusal, unless program or key have changed since: then it may be good after all."""
        try:
            file_hash, code, circumstances = (self.data / REFUSED_FILE).read_text("ascii").split()
        except (OSError, ValueError):
            return None
        return Refusal(file_hash, code) if circumstances == self._circumstances() else None

    def refuse(self, refusal: Refusal) -> None:
        """Remember it, so that a restart does not fetch the file again; where that fails, it will."""
        line = f"{refusal.file_hash} {refusal.code} {self._circumstances()}\n"
        with suppress(OSError):
            write_private(self.data / REFUSED_FILE, line.encode("ascii"))

    def _circumstances(self) -> str:
        try:
            key = self.public_key.read_bytes()
        except OSError:
            key = b""
        return hashlib.sha256(VERSION.encode() + b"\n" + key).hexdigest()
