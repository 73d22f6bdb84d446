"""Lets answers about people nobody has seen take equally long, whatever was found and done for them."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from time import monotonic
from typing import Final

EVEN_SECONDS: Final = 0.1  # well above what the work takes; nobody at a kiosk notices it


class Pace:
    """Whether this answer is one of those."""

    def __init__(self, *, even: bool) -> None:
        self.even = even


@asynccontextmanager
async def even_pace(*, even: bool) -> AsyncIterator[Pace]:
    """Within the block the answer is made; it may still say that it has to be even."""
    pace, began = Pace(even=even), monotonic()
    try:
        yield pace
    finally:
        if pace.even:
            await asyncio.sleep(max(0.0, began + EVEN_SECONDS - monotonic()))
