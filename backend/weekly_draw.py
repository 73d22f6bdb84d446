"""The round of housekeeping that draws last week's contacts for quality."""

from __future__ import annotations

from datetime import date
from functools import partial
from secrets import token_bytes

from backend.quality import service
from backend.services import Services

SEED_BYTES = 32


async def draw_for_quality(services: Services, drawn: date | None) -> date | None:
    """The week that is drawn now; `drawn` is the one that was already."""
    now = services.clock()
    week = service.week_to_draw(now, services.zone)
    if week is None or week == drawn:
        return drawn
    seed = token_bytes(SEED_BYTES)
    await services.database.write(partial(service.draw, week=week, zone=services.zone, seed=seed, now=now))
    return week
