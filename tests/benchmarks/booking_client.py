"""A process of many clients who book the same seats, each writing down what it is told.

Clients of kiosks, operators and other systems are mixed. Whoever takes over from a killed process reads its
ledger first and asks again about everything that was in doubt.
"""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from functools import partial
from pathlib import Path
from random import Random
from typing import Any

import typer
from sqlalchemy import Connection

from backend.bookings.numbers import draw_numbers
from backend.bookings.rules import Channel
from backend.bookings.service import confirming, ending, entering, holding, moving
from backend.bookings.service.seats import seats_now
from backend.bookings.values import Asking, ByDesk, ByToken, FreshHold, Wish, draw_hold
from backend.database.doors import Database, DatabaseFailure
from backend.database.opening import open_database
from backend.errors import Refused
from tests.benchmarks import booking_ledger as ledger
from tests.benchmarks.booking_clinic import HOLD_SECONDS, PERSONS, person_of, slots_of
from tests.benchmarks.booking_ledger import Ledger, Reading, Told

MOST_IN_HAND = 2
LET_GO, LEAVE, CANCEL, MOVE = (
    0.2,
    0.1,
    0.1,
    0.15,
)  # chances: of a hold, of a hold, of a booking a turn, instead
PAUSE_AFTER_FAILURE = 0.05
DOORS: tuple[tuple[Channel, int], ...] = (
    *(("kiosk", 1),) * 6,
    *(("operator", 2),) * 2,
    *(("fhir", 1),) * 2,
)  # of ten clients

Take = Callable[[Asking, Wish, FreshHold], Awaitable[object]]


@dataclass
class Quota:
    """How many attempts are left to all clients of the process."""

    left: int

    def take(self) -> bool:
        self.left -= 1
        return self.left >= 0


@dataclass
class Client:
    """One who books, cancels, moves, lets go, and sometimes just walks away."""

    number: int
    database: Database
    paper: Ledger
    luck: Random
    slots: tuple[str, ...]
    take: Take
    doubts: list[Told] = field(default_factory=list)
    in_hand: list[Told] = field(default_factory=list)

    async def live(self, quota: Quota) -> None:
        while quota.take():
            await self.settle()
            await self.attempt(self.luck.choice(self.slots))
            if self.in_hand and (len(self.in_hand) > MOST_IN_HAND or self.luck.random() < CANCEL):
                await self.give_back(self.in_hand.pop(0))
        while self.doubts:
            await self.settle()

    async def attempt(self, slot: str) -> None:
        asking, fresh = self.asking(), draw_hold()
        try:
            await self.take(asking, Wish(slot, self.person(asking.channel)), fresh)
        except Refused as refused:
            self.note(ledger.REFUSED, refused.code)
            return
        except DatabaseFailure as failure:
            self.note(ledger.FAILED, failure.code)
            await asyncio.sleep(PAUSE_AFTER_FAILURE)
            return
        booking = fresh.bookings[0]
        self.note(ledger.HELD, booking, fresh.token)
        held, luck = Told(self.number, ledger.HELD, booking, fresh.token), self.luck.random()
        if luck < LEAVE:
            self.note(ledger.LEFT, booking)
        elif luck < LEAVE + LET_GO:
            await self.ask(replace(held, word=ledger.RELEASING))
        else:
            await self.ask(replace(held, word=ledger.CONFIRMING))

    async def give_back(self, mine: Told) -> None:
        if self.luck.random() < MOVE:
            await self.ask(replace(mine, word=ledger.MOVING, more=self.luck.choice(self.slots)))
        else:
            await self.ask(replace(mine, word=ledger.CANCELLING))

    async def settle(self) -> None:
        """Ask again about what may or may not have been done."""
        doubts, self.doubts = self.doubts, []
        for doubt in doubts:
            word = ledger.CONFIRMING if doubt.word == ledger.HELD else doubt.word
            await self.ask(replace(doubt, word=word))

    async def ask(self, wish: Told) -> None:
        """One request about a booking; in doubt if no answer comes."""
        self.note(wish.word, wish.booking, wish.more)
        try:
            match wish.word:
                case ledger.CONFIRMING:
                    await self.confirm(wish)
                case ledger.RELEASING:
                    await self.database.write(
                        partial(
                            ending.release,
                            asking=self.asking(),
                            hold=wish.booking,
                            proof=ByToken(wish.token),
                        )
                    )
                    self.note(ledger.RELEASED, wish.booking)
                case ledger.CANCELLING:
                    cancel = partial(ending.cancel, asking=self.asking(), booking=wish.booking)
                    await self.database.write(partial(cancel, proof=ByDesk()))
                    self.note(ledger.CANCELLED, wish.booking)
                case ledger.MOVING:
                    await self.move(wish)
        except Refused as refused:
            self.refused(wish, refused.code)
        except DatabaseFailure:
            self.doubts.append(wish)
            await asyncio.sleep(PAUSE_AFTER_FAILURE)

    async def confirm(self, wish: Told) -> None:
        work = partial(confirming.confirm, asking=self.asking(), hold=wish.booking, fresh=draw_numbers())
        (booked,) = await self.database.write(partial(work, proof=ByToken(wish.token)))
        self.note(ledger.CONFIRMED, wish.booking, booked.number)
        self.in_hand.append(replace(wish, word=ledger.CONFIRMED, number=booked.number))

    async def move(self, wish: Told) -> None:
        work = partial(moving.move, asking=self.asking(), booking=wish.booking, fresh=draw_hold())
        moved = await self.database.write(partial(work, wish=Wish(wish.more), proof=ByDesk()))
        if moved.booking != wish.booking:
            self.note(ledger.MOVED, wish.booking, moved.booking)
        self.note(ledger.CONFIRMED, moved.booking, moved.number)
        self.in_hand.append(Told(self.number, ledger.CONFIRMED, moved.booking, number=moved.number))

    def refused(self, wish: Told, code: str) -> None:
        """A hold may have run out meanwhile; a booking that could not be moved stays."""
        if wish.word == ledger.MOVING:
            self.note(ledger.STAYS, wish.booking)
            self.in_hand.append(replace(wish, word=ledger.CONFIRMED))
        elif wish.word == ledger.CONFIRMING and code in {"hold-expired", "hold-lost"}:
            self.note(ledger.LOST, wish.booking)
        elif code == "database-busy":
            self.doubts.append(wish)
        else:
            self.note(ledger.ODD, wish.booking, code)

    def asking(self) -> Asking:
        channel, level = DOORS[self.number % len(DOORS)]
        return Asking(f"{channel}:{self.number}", channel, level, datetime.now(UTC))

    def person(self, channel: Channel) -> str:
        """At a kiosk one's own; operators and other systems book for anybody, so for the same people."""
        return person_of(self.number if channel == "kiosk" else self.luck.randrange(PERSONS))

    def note(self, word: str, *more: str) -> None:
        self.paper.note(self.number, word, *more)


def guarded(database: Database) -> Take:
    """As the product holds a seat."""

    async def take(asking: Asking, wish: Wish, fresh: FreshHold) -> object:
        return await database.write(partial(holding.hold, asking=asking, wish=wish, fresh=fresh))

    return take


def apart(database: Database) -> Take:
    """The control: the look is a read of its own, and the write trusts it."""

    async def take(asking: Asking, wish: Wish, fresh: FreshHold) -> object:
        seen = await database.read(partial(seats_now, slot=wish.slot, now=asking.now))
        free = [seat for seat in seen if seat.is_free]
        if not free:
            raise Refused("slot-taken")
        booking = fresh.bookings[0]
        values: dict[str, Any] = {"booking": booking, "party": booking, "slot": wish.slot, "person": None}
        until = asking.now + timedelta(seconds=HOLD_SECONDS)

        def enter(connection: Connection) -> None:
            if entering.enter_hold(connection, asking, free[0], until, values, fresh.token) is None:
                raise Refused("slot-taken")

        return await database.write(enter)

    return take


async def opened(database: Database) -> tuple[str, ...]:
    """The slots, as soon as the database serves: it may just have crashed."""
    while True:
        try:
            return await database.read(slots_of)
        except DatabaseFailure:
            await asyncio.sleep(PAUSE_AFTER_FAILURE)


async def play(clients: list[Client], quota: Quota) -> None:
    await asyncio.gather(*(client.live(quota) for client in clients))


def main(
    url: str, paper: Path, first: int, clients: int, attempts: int, seed: str, look_apart: bool = False
) -> None:
    """Clients FIRST, FIRST + 1, … make ATTEMPTS attempts between them; PAPER may be a predecessor's."""
    database = open_database(url)
    earlier = Reading.of([paper]).told.values()
    slots = asyncio.run(opened(database))
    take = apart(database) if look_apart else guarded(database)
    written, luck = Ledger(paper), Random(seed)
    playing = [
        Client(
            number=number,
            database=database,
            paper=written,
            luck=Random(luck.random()),
            slots=slots,
            take=take,
            doubts=[each for each in earlier if each.client == number and each.word in ledger.IN_DOUBT],
            in_hand=[each for each in earlier if each.client == number and each.word in ledger.IN_HAND],
        )
        for number in range(first, first + clients)
    ]
    asyncio.run(play(playing, Quota(attempts)))
    database.close()


if __name__ == "__main__":
    typer.run(main)
