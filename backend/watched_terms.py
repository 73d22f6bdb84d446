"""The round of housekeeping that looks after terms."""

from __future__ import annotations

from functools import partial

from backend.cases.service import watching
from backend.cases.service.keeping import Office
from backend.clock import day_in
from backend.services import Services


async def watch_terms(services: Services) -> None:
    """Escalate what is near its term, and count again what was provisional."""
    now = services.clock()
    office, today = Office(services.case_rules, services.vault), day_in(now, services.zone)
    await services.database.write(partial(watching.escalate, office=office, now=now, today=today))
    await services.database.write(partial(watching.recount, office=office, now=now, today=today))
