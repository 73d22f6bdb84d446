"""The round of housekeeping that looks after terms."""

from __future__ import annotations

from functools import partial

from backend.cases.service import watching
from backend.cases.service.keeping import Office
from backend.clock import day_in
from backend.services import Services
from backend.signals.service import watching as signals
from backend.signals.service.keeping import Office as OfficeOfSignals
from backend.urgent.service import watching as urgent
from backend.urgent.service.keeping import Office as OfficeOfUrgent


async def watch_terms(services: Services) -> None:
    """Escalate what is near its term, and count again what was provisional."""
    now = services.clock()
    office, today = Office(services.case_rules, services.vault), day_in(now, services.zone)
    await services.database.write(partial(watching.escalate, office=office, now=now, today=today))
    await services.database.write(partial(watching.recount, office=office, now=now))
    of_urgent = OfficeOfUrgent(services.urgent, services.vault)
    await services.database.write(partial(urgent.recount, office=of_urgent, now=now))
    of_signals = OfficeOfSignals(services.urgent, services.vault)
    await services.database.write(partial(signals.recount, office=of_signals, now=now))
