"""Sends what is queued: a task of each serving backend. Claimed, sent, written down."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from functools import partial
from typing import Final

from sqlalchemy import Connection

from backend.carriers.ports import Carrier, CarrierDown, LetterRefused
from backend.database.doors import DatabaseFailure
from backend.messages import reminding, service
from backend.messages.values import Claimed, Page
from backend.services import Services
from config.faults import where_raised

AT_ONCE: Final = 5
BATCH: Final = 20
LONGEST_SENDING: Final = 35.0  # seconds a letter; a whole batch stays within service.LEASE
SECONDS_BETWEEN: Final = 5.0
ROUNDS_BETWEEN_REMINDERS: Final = 60  # every five minutes
TOO_SLOW: Final = {"sms": "sms-unreachable", "email": "mail-unreachable"}

Outcome = Callable[[Connection], None]


async def keep_sending(services: Services) -> None:
    """Until cancelled; a failed round is logged and the next one tries again."""
    rounds = 0
    while True:
        try:
            if rounds % ROUNDS_BETWEEN_REMINDERS == 0:
                await remind_all(services)
            rounds += 1
            while await send_batch(services) == BATCH:
                pass
        except DatabaseFailure as error:
            services.log.warning("messages", code=error.code)
        except Exception as error:  # a fault here must not end the rounds
            services.log.error("messages", error=type(error).__name__, where=where_raised(error))
        await asyncio.sleep(SECONDS_BETWEEN)


async def send_batch(services: Services) -> int:
    """Send what is due, some at once; how many were claimed."""
    channels, now = tuple(services.carriers), services.clock()
    if not await services.database.read(partial(service.has_due, channels=channels, now=now)):
        return 0
    batch = await services.database.write(partial(service.claim, channels=channels, now=now, most=BATCH))
    few = asyncio.Semaphore(AT_ONCE)
    await asyncio.gather(*(_send_one(services, claimed, few) for claimed in batch))
    return len(batch)


async def remind_all(services: Services) -> None:
    """One round over what begins until tomorrow night, in small transactions."""
    now = services.clock()
    if not services.carriers:
        return
    page: Page | None = reminding.page_from(now)
    while page is not None:
        found = await services.database.report(partial(service.without_reminder, page=page))
        due = [upcoming for upcoming in found if reminding.is_due(upcoming, now)]
        if due:
            await services.database.write(partial(reminding.remind, due=due, tell=services.tell, now=now))
        page = reminding.page_after(page, found)


async def _send_one(services: Services, claimed: Claimed, few: asyncio.Semaphore) -> None:
    async with few:
        outcome = await _outcome(services, services.carriers[claimed.channel], claimed)
        # At once, one by one: a sender that is killed repeats as little as possible.
        await services.database.write(outcome)


async def _outcome(services: Services, carrier: Carrier, claimed: Claimed) -> Outcome:
    code = ""
    try:
        async with asyncio.timeout(LONGEST_SENDING):
            await carrier.send(claimed.letter)
    except LetterRefused as refused:
        services.log.warning("message", code=refused.code)
        return partial(service.refused, claimed=claimed, code=refused.code, now=services.clock())
    except CarrierDown as down:
        code = down.code
    except TimeoutError:
        code = TOO_SLOW[claimed.channel]
    except Exception as error:  # a fault with one letter must not keep the others
        services.log.error("message", error=type(error).__name__, where=where_raised(error))
        code = "internal"
    if code:
        services.log.warning("message", code=code)
        return partial(service.not_now, claimed=claimed, code=code, now=services.clock())
    return partial(service.sent, claimed=claimed, now=services.clock())
