"""A process that books until it is killed, and says on stdout what it was promised."""

from __future__ import annotations

import asyncio
import sys
from datetime import datetime, timedelta
from functools import partial
from random import Random

from backend.bookings.numbers import draw_numbers
from backend.bookings.service import confirming, ending, holding
from backend.bookings.values import Asking, ByDesk, ByToken, Wish, draw_hold
from backend.database.doors import Database, DatabaseBusy
from backend.database.opening import open_database
from backend.errors import Refused

CLIENTS = 8


def main(url: str, seed: str, at: str, *slots: str) -> None:
    database = open_database(url, own_clock=False)
    asyncio.run(book_for_ever(database, Random(seed), datetime.fromisoformat(at), slots))


async def book_for_ever(database: Database, luck: Random, now: datetime, slots: tuple[str, ...]) -> None:
    clients = (client(database, Random(luck.random()), now, slots) for _ in range(CLIENTS))
    await asyncio.gather(*clients)


async def client(database: Database, luck: Random, now: datetime, slots: tuple[str, ...]) -> None:
    """Hold, then mostly confirm, sometimes let go; now and then cancel what was confirmed."""
    while True:
        now += timedelta(seconds=1)
        asking = Asking("kiosk:p", "kiosk", 1, now)
        fresh = draw_hold()
        try:
            wish = Wish(luck.choice(slots))
            await database.write(partial(holding.hold, asking=asking, wish=wish, fresh=fresh))
            if luck.random() < 0.2:
                continue  # a kiosk that dies after its hold
            confirm = partial(confirming.confirm, asking=asking, hold=fresh.bookings[0])
            proof = ByToken(fresh.token)
            (booked,) = await database.write(partial(confirm, proof=proof, fresh=draw_numbers()))
            say(f"confirmed {booked.booking} {booked.number}")
            if luck.random() < 0.95:
                say(f"cancelling {booked.booking}")
                cancel = partial(ending.cancel, asking=asking, booking=booked.booking, proof=ByDesk())
                await database.write(cancel)
                say(f"cancelled {booked.booking}")
        except (Refused, DatabaseBusy):
            await database.write(partial(ending.expire, now=now))


def say(line: str) -> None:
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()


if __name__ == "__main__":
    main(*sys.argv[1:])
