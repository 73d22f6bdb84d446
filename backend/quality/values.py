"""What services of quality are told beside the database."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Final

SAMPLES_A_WEEK: Final = 3  # of each operator
DRAWN_AFTER: Final = timedelta(hours=6)  # of Monday: until then late calls are being closed


@dataclass(frozen=True, slots=True)
class By:
    """Who acts, and when; `nonce` is fresh, for sealing."""

    operator: str
    now: datetime
    nonce: bytes = field(default=b"", repr=False)

    @property
    def actor(self) -> str:
        return f"operator:{self.operator}"
