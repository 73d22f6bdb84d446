"""Forgets what has run out: nonces, sessions, tries, kept answers, codes, messages; opens new days."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable
from functools import partial
from typing import TypeVar

from sqlalchemy import Connection

from backend.bookings.service import sweeping
from backend.card_sessions import service as card_sessions
from backend.clock import Clock
from backend.contacts.service import sweeping as contacts
from backend.database.doors import DatabaseFailure
from backend.fhir import service as fhir
from backend.handoffs import service as handoffs
from backend.idempotency import service as idempotency
from backend.identification.service import tries
from backend.interchange.registering import register_waiting
from backend.kiosks import service as kiosks
from backend.messages import service as messages
from backend.new_days import open_new_days
from backend.nonces import service as nonces
from backend.open311 import service as open311
from backend.operators import service as operators
from backend.outbox.service import refused
from backend.past_days import forget_past_days
from backend.payments.service import releasing
from backend.queues.service import offering
from backend.referrals import service as referrals
from backend.requests.service import waiting as unsigned
from backend.restocked import tell_of_restocked
from backend.services import Services
from backend.stock.service import ending as reservations
from backend.unmet import service as unmet
from backend.watched_terms import watch_terms
from backend.weekly_draw import draw_for_quality
from backend.wrong_records import service as wrong_records
from config.faults import where_raised

SECONDS_BETWEEN = 60.0
Result = TypeVar("Result")


def purge_all(connection: Connection, clock: Clock) -> None:
    """One round, in one transaction."""
    now = clock()
    card_sessions.purge(connection, now)
    nonces.purge(connection, now)
    kiosks.purge(connection, now)
    fhir.purge(connection, now)
    operators.purge(connection, now)
    idempotency.purge(connection, now)
    handoffs.purge(connection, now)
    messages.purge(connection, now)
    refused.purge(connection, now)
    referrals.purge(connection, now)
    tries.purge(connection, now)
    unmet.purge(connection, now)
    wrong_records.purge(connection, now)
    open311.purge(connection, now)
    unsigned.lapse(connection, now)


async def keep_house(services: Services) -> None:
    """A round a minute until cancelled; what fails is logged, and the rest of the round is done."""
    opened_on = forgotten_on = drawn = None
    while True:
        await asyncio.sleep(SECONDS_BETWEEN)
        now = services.clock()
        for work in (
            partial(purge_all, clock=services.clock),
            partial(sweeping.sweep, now=now, tell=services.tell),
            partial(releasing.release_unpaid, now=now, tell=services.tell),
            partial(reservations.expire, now=now),
            partial(contacts.sweep, now=now),
            partial(offering.lapse, now=now, tell=services.tell_offered),
        ):
            await _done(services, services.database.write(work))
        await _done(services, tell_of_restocked(services))
        await _done(services, watch_terms(services))
        await _done(services, register_waiting(services))
        drawn = await _done(services, draw_for_quality(services, drawn)) or drawn
        opened_on = await _done(services, open_new_days(services, opened_on)) or opened_on
        forgotten_on = await _done(services, forget_past_days(services, forgotten_on)) or forgotten_on


async def _done(services: Services, work: Awaitable[Result]) -> Result | None:
    """What the work gives; None where it failed."""
    try:
        return await work
    except DatabaseFailure as error:
        services.log.warning("housekeeping", code=error.code)
    except Exception as error:  # a fault here must not end the rounds
        services.log.error("housekeeping", error=type(error).__name__, where=where_raised(error))
    return None
