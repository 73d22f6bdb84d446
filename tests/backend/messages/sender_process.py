"""A sender as a process of its own, to be killed: `python -m tests.backend.messages.sender_process …`.

Sends what is due at a moment and ends. With `mark-first` it writes "sent" before it sends, as nobody should.
"""

from __future__ import annotations

import asyncio
import ssl
import sys
from dataclasses import replace
from datetime import datetime
from functools import partial

from backend.carriers.sms_gateway import SmsGateway
from backend.database.opening import open_database
from backend.messages import service
from backend.messages.sending import BATCH, send_batch
from backend.services import Services
from tests.backend.carriers.sms_room import TOKEN
from tests.backend.region import HandClock, Region


async def send_everything(services: Services) -> None:
    while await send_batch(services):
        pass


async def mark_first(services: Services) -> None:
    """The control: a sender that is killed between the two has lost the message."""
    now = services.clock()
    claim = partial(service.claim, channels=("sms",), now=now, most=BATCH)
    for claimed in await services.database.write(claim):
        await services.database.write(partial(service.sent, claimed=claimed, now=now))
        await services.carriers["sms"].send(claimed.letter)


def main(url: str, gateway: str, ca: str, now: str, how: str) -> None:
    database = open_database(url)
    region = Region(database, HandClock(datetime.fromisoformat(now)))
    carrier = SmsGateway(gateway, TOKEN, "OKNO", ssl.create_default_context(cafile=ca))
    services = replace(region.services, carriers={"sms": carrier})
    asyncio.run(mark_first(services) if how == "mark-first" else send_everything(services))
    database.close()


if __name__ == "__main__":
    main(*sys.argv[1:])
