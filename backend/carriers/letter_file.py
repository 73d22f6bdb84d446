"""Letters as lines of a file: for demonstrations, and for regions that fetch them some other way."""

from __future__ import annotations

import asyncio
import json
import os
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from backend.carriers.ports import CarrierDown, Channel, Letter
from backend.private_files import FOLDER_OWNER_ONLY, OWNER_ONLY

UNUSABLE: Final = "letter-file-unusable"


@dataclass(frozen=True, slots=True)
class LetterFile:
    """Appends one JSON object a line, for its owner's eyes; the id tells repetitions apart."""

    path: Path
    channel: Channel

    async def send(self, letter: Letter) -> None:
        """Return after the line is on the disk."""
        fields = {
            "id": letter.id,
            "channel": self.channel,
            "to": letter.to,
            "subject": letter.subject,
            "text": letter.text,
        }
        line = json.dumps(fields, ensure_ascii=False).encode() + b"\n"
        try:
            await asyncio.to_thread(self._append, line)
        except OSError:
            raise CarrierDown(UNUSABLE) from None

    def _append(self, line: bytes) -> None:
        self.path.parent.mkdir(mode=FOLDER_OWNER_ONLY, parents=True, exist_ok=True)
        # O_APPEND: one write of a whole line stays whole beside those of another process.
        descriptor = os.open(self.path, os.O_WRONLY | os.O_CREAT | os.O_APPEND, OWNER_ONLY)
        with os.fdopen(descriptor, "ab", buffering=0) as file:
            file.write(line)
            os.fsync(file.fileno())
