"""Follows an exchange beside the server: each event of it becomes what a webhook's would."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from functools import partial
from typing import Final

from structlog.typing import FilteringBoundLogger

from backend.clock import Clock
from backend.contacts.values import draw_fresh
from backend.contract.telephony import PhoneEvent
from backend.database.doors import Database, DatabaseFailure
from backend.errors import Refused
from backend.telephony import service
from backend.telephony.ami import AmiAccount, AsteriskTelephony
from backend.telephony.values import Telephony
from backend.vault import Vault

PAUSE: Final = 1.0  # seconds before the database is asked again


def asterisk(account: AmiAccount, clock: Clock, log: FilteringBoundLogger) -> Telephony:
    """The exchange; the log hears codes, never numbers."""
    return AsteriskTelephony(account, clock, lambda code: log.info("exchange", code=code))


async def follow(
    telephony: Telephony,
    database: Database,
    vault: Vault,
    clock: Clock,
    log: FilteringBoundLogger,
    pause: Callable[[float], Awaitable[None]] = asyncio.sleep,
) -> None:
    """Until cancelled; an event waits until the database takes it, and those after it wait behind it."""

    async def hear(event: PhoneEvent) -> None:
        while True:
            work = partial(service.hear, vault=vault, event=event, fresh=draw_fresh(), now=clock())
            try:
                await database.write(work)
            except (DatabaseFailure, Refused) as failure:
                log.warning("exchange", code=failure.code)
                await pause(PAUSE)
            else:
                return

    await telephony.listen(hear)
