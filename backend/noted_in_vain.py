"""Notes an unmet need beside an answer; the answer is given whether the note could be kept or not."""

from __future__ import annotations

from datetime import datetime
from functools import partial

from backend.database.doors import DatabaseFailure
from backend.services import Services
from backend.unmet import service
from backend.unmet.service import InVain


async def note_in_vain(services: Services, wish: InVain, now: datetime) -> None:
    """In a transaction of its own."""
    try:
        await services.database.write(partial(service.note, wish=wish, now=now))
    except DatabaseFailure as error:
        services.log.warning("unmet", code=error.code)
