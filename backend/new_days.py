"""Opens the slots of a new day, once a day; who waits is offered them first."""

from __future__ import annotations

from datetime import date, timedelta
from functools import partial

from backend.bookings.service import opening, waiting_list
from backend.bookings.service.opening import Opened
from backend.clock import day_in
from backend.services import Services

OFFERED_AHEAD = timedelta(days=366)
SLOTS_LOOKED_AT = 20  # of each resource somebody waits for


async def open_new_days(services: Services, opened_on: date | None) -> date:
    """The region's day for which everything is open now; nothing is done if that is `opened_on`."""
    now = services.clock()
    today = day_in(now, services.zone)
    if opened_on == today:
        return today
    total = Opened()
    for resource in await services.database.report(opening.resources_with_hours):
        # A transaction each: nobody who books waits for all of them.
        work = partial(opening.open_to_horizon, resource=resource, calendar=services.calendar)
        total += await services.database.write(partial(work, now=now, tell=services.tell))
    offer = partial(
        waiting_list.offer_everything_free,
        now=now,
        until=now + OFFERED_AHEAD,
        most=SLOTS_LOOKED_AT,
        tell=services.tell,
    )
    await services.database.write(offer)
    services.log.info("slots opened", count=total.opened)
    if total.orphaned:
        services.log.warning("booked slots without hours", count=len(total.orphaned))
    return today
