"""Tells who asked that something can be had again, whatever brought it back."""

from __future__ import annotations

from functools import partial

from backend.services import Services
from backend.stock.service import alerting
from backend.stock.service.alerting import Key


async def tell_of_restocked(services: Services) -> None:
    """One round over everybody whose wish can be had now, in small transactions."""
    after: Key | None = alerting.FIRST
    reach = services.tickets.places.in_town_of
    while after is not None:
        work = partial(
            alerting.tell_some, after=after, reach=reach, tell=services.tell_available, now=services.clock()
        )
        after = await services.database.write(work)
