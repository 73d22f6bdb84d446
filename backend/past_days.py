"""Lets go of what is long past in bookings, reservations and cases, once a day, in short transactions."""

from __future__ import annotations

from datetime import UTC, date, datetime
from functools import partial
from typing import Final, Protocol

from sqlalchemy import Connection

from backend.bookings.service import forgetting
from backend.bookings.service.forgetting import Ended
from backend.cases.service import forgetting as case_forgetting
from backend.cases.service.keeping import Office
from backend.cases.values import Asking
from backend.clock import day_in
from backend.contacts.service import forgetting as contacts
from backend.services import Services
from backend.signals.service import forgetting as signals
from backend.stock.service import forgetting as stock_forgetting
from backend.urgent.service import forgetting as urgent

BEGINNING: Final = datetime(2000, 1, 1, tzinfo=UTC)


class Look(Protocol):
    def __call__(self, connection: Connection, since: datetime, before: datetime) -> list[Ended]: ...


class Change(Protocol):
    def __call__(self, connection: Connection, found: list[Ended]) -> int: ...


async def forget_past_days(services: Services, done_on: date | None) -> date:
    """The region's day on which this was done last; nothing is done if that is `done_on`."""
    now = services.clock()
    today = day_in(now, services.zone)
    if done_on == today:
        return today
    kept = services.retention
    removed = await _each(services, forgetting.free_slots, forgetting.remove_slots, now - kept.free_slots)
    unlinked = await _each(services, forgetting.naming, forgetting.unlink, now - kept.bookings)
    await services.database.write(partial(forgetting.forget_lines, before=now - kept.bookings))
    forget = partial(stock_forgetting.forget_reservations, before=now - kept.bookings)
    while await services.database.write(forget):
        pass  # the next some hundred
    await services.database.write(partial(stock_forgetting.forget_alerts, before=now - kept.bookings))
    await _forget_cases(services, now, today)
    for forget_help in (urgent.forget, signals.forget):
        work = partial(forget_help, before=now - services.urgent_kept)
        while await services.database.write(work):
            pass  # the next some hundred
    forget_calls = partial(contacts.forget, before=now - services.contacts_kept, now=now)
    while await services.database.write(forget_calls):
        pass  # the next some hundred
    if removed:
        services.log.info("free slots of the past removed", count=removed)
    if unlinked:
        services.log.info("bookings of the past name nobody now", count=unlinked)
    return today


async def _forget_cases(services: Services, now: datetime, today: date) -> None:
    kept, office = services.case_retention, Office(services.case_rules, services.vault)
    asking = Asking(case_forgetting.ACTOR, now, today)
    close = partial(case_forgetting.close_left, office=office, asking=asking, kept=kept)
    while await services.database.write(close):
        pass  # the next some hundred
    forget = partial(case_forgetting.forget, now=now, kept=kept)
    while await services.database.write(forget):
        pass


async def _each(services: Services, look: Look, change: Change, before: datetime) -> int:
    """Look and change in turn until nothing is left; how many were changed."""
    since, changed = BEGINNING, 0
    while found := await services.database.report(partial(look, since=since, before=before)):
        changed_now = await services.database.write(partial(change, found=found))
        changed += changed_now
        last = found[-1][1]
        if not changed_now and last == since:
            break  # somebody else keeps changing these: tomorrow is another day
        since = last
    return changed
