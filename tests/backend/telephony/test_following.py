"""An exchange followed beside the server: its events open contacts, over its restarts and the database's."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from typing import TypeVar

from sqlalchemy import Connection, select

from backend.contacts.tables import contacts
from backend.contract.telephony import PhoneEvent
from backend.database.doors import DatabaseFailure
from backend.log import make_log
from backend.telephony.ami import AmiAccount
from backend.telephony.following import asterisk, follow
from backend.telephony.values import Hear
from tests.backend.contacts.desk import add_line
from tests.backend.region import TEST_VAULT, Region
from tests.backend.telephony.test_ami import SECRET, exchange

Found = TypeVar("Found")


def states(region: Region) -> list[str]:
    with region.database.maintenance() as connection:
        return list(connection.execute(select(contacts.c.state)).scalars())


def test_an_exchange_that_hangs_up_on_its_client_is_followed_again(region: Region) -> None:
    """Its calls are told again at each return, and stay one contact."""
    add_line(region, "desk-1")

    async def run() -> None:
        signed_in = 0

        async def counted(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
            nonlocal signed_in
            await exchange(reader, writer)
            signed_in += 1

        async with await asyncio.start_server(counted, "127.0.0.1", 0) as server:
            account = AmiAccount("127.0.0.1", server.sockets[0].getsockname()[1], "okno", SECRET)
            followed = asterisk(account, region.clock, make_log())
            services = region.services
            task = asyncio.create_task(
                follow(followed, services.database, TEST_VAULT, region.clock, services.log)
            )
            async with asyncio.timeout(60):
                while signed_in < 2 or states(region) != ["wrap_up"]:
                    await asyncio.sleep(0.05)
            task.cancel()
            await asyncio.gather(task, return_exceptions=True)

    asyncio.run(run())
    assert states(region) == ["wrap_up"]


def test_an_event_waits_for_a_database_that_is_away(region: Region) -> None:
    add_line(region, "desk-1")
    waited: list[float] = []

    class Away:
        """Fails twice, then does as the region's database does."""

        failures = 2

        async def write(self, work: Callable[[Connection], Found]) -> Found:
            if self.failures:
                self.failures -= 1
                raise DatabaseFailure
            return await region.database.write(work)

    class Once:
        async def listen(self, hear: Hear) -> None:
            at = region.clock.now
            await hear(PhoneEvent(line="desk-1", call="a", event="ringing", number="8 921 123-45-67", at=at))

    async def pause(seconds: float) -> None:
        waited.append(seconds)

    asyncio.run(follow(Once(), Away(), TEST_VAULT, region.clock, region.services.log, pause))  # type: ignore[arg-type]
    assert states(region) == ["ringing"]
    assert len(waited) == 2
