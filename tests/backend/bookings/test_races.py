"""Many want one seat at once: one has it. With the guard off, each race must go wrong."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from datetime import timedelta
from functools import partial

from sqlalchemy import Connection, text

from backend.bookings import invariants
from backend.bookings.numbers import draw_numbers
from backend.bookings.rules import ResourceRules
from backend.bookings.service import confirming, ending, entering, holding
from backend.bookings.service.seats import seats_now
from backend.bookings.values import ByToken, Wish, draw_hold
from backend.errors import Refused
from tests.backend.bookings.house import TOMORROW, House
from tests.backend.region import Region

RIVALS = 16


async def together(attempt: Callable[[int], Awaitable[str]], rivals: int = RIVALS) -> list[str]:
    return list(await asyncio.gather(*(attempt(number) for number in range(rivals))))


async def told(work: Awaitable[object]) -> str:
    """What a rival was told: "done", or the refusal's code."""
    try:
        await work
    except Refused as refused:
        return refused.code
    return "done"


def race_for(house: House, slot: str, rivals: int = RIVALS) -> list[str]:
    """Everybody holds at once, each through the door that requests use."""

    async def attempt(_number: int) -> str:
        work = partial(holding.hold, asking=house.asking(), wish=Wish(slot), fresh=draw_hold())
        return await told(house.database.write(work))

    return asyncio.run(together(attempt, rivals))


def balance(house: House) -> list[str]:
    return house.run(partial(invariants.check, now=house.now))


def drop_index(house: House) -> None:
    house.run(lambda connection: connection.execute(text("DROP INDEX uq_bookings_active")))


def look_then_take(house: House, slot: str) -> int:
    """The control: the look is a read of its own, and the write trusts it; how many got the seat."""

    async def race() -> list[str]:
        everybody_has_looked = asyncio.Barrier(RIVALS)

        async def attempt(number: int) -> str:
            seen = await house.database.read(partial(seats_now, slot=slot, now=house.now))
            await everybody_has_looked.wait()
            booking = draw_hold().bookings[0]
            values = {
                "booking": booking,
                "party": booking,
                "slot": slot,
                "person": None,
                "category": "",
                "note_kind": "",
            }
            until = house.now + timedelta(minutes=5)

            def take(connection: Connection) -> bool:
                entered = entering.enter_hold(connection, house.asking(), seen[0], until, values)
                return entered is not None

            return "done" if await house.database.write(take) else "taken"

        return await together(attempt)

    return asyncio.run(race()).count("done")


def test_one_of_many_has_the_seat(house: House) -> None:
    outcomes = race_for(house, house.slot())
    assert sorted(outcomes) == ["done"] + ["slot-taken"] * (RIVALS - 1)
    assert balance(house) == []


def test_as_many_as_there_are_seats(house: House) -> None:
    outcomes = race_for(house, house.slot(seats=10))
    assert outcomes.count("done") == 10, outcomes
    assert balance(house) == []


def test_the_index_alone_is_guard_enough_when_the_look_was_too_early(house: House) -> None:
    assert look_then_take(house, house.slot()) == 1


def test_without_the_index_and_with_the_look_apart_the_seat_is_sold_again_and_again(house: House) -> None:
    drop_index(house)
    assert look_then_take(house, house.slot()) > 1
    assert balance(house) == ["seat-doubled"]


def test_an_expired_hold_is_had_by_one_of_many(house: House) -> None:
    slot = house.slot()
    house.hold(slot)
    house.forward(minutes=6)
    outcomes = race_for(house, slot)
    assert outcomes.count("done") == 1
    assert house.states() == {"expired": 1, "held": 1}


def test_one_person_at_many_kiosks_has_one_booking(house: House, region: Region) -> None:
    """Each at another doctor of the same speciality, confirmed at once."""
    person = region.person()
    slots = []
    for number in range(8):
        house.resource(f"therapist-{number + 2}")
        slots.append(house.slot(f"therapist-{number + 2}", TOMORROW + timedelta(hours=number)))

    async def attempt(number: int) -> str:
        fresh = draw_hold()
        work = partial(holding.hold, asking=house.asking(), wish=Wish(slots[number], person), fresh=fresh)
        outcome = await told(house.database.write(work))
        if outcome != "done":
            return outcome
        confirm = partial(confirming.confirm, asking=house.asking(), hold=fresh.bookings[0])
        proof = ByToken(fresh.token)
        return await told(house.database.write(partial(confirm, proof=proof, fresh=draw_numbers())))

    outcomes = asyncio.run(together(attempt, len(slots)))
    assert outcomes.count("done") == 1, outcomes
    assert house.states()["confirmed"] == 1
    assert balance(house) == []


def test_confirm_and_expiry_at_one_moment_have_one_winner(house: House) -> None:
    """The kiosk's confirm comes while another's clock has passed the end: never confirmed and free."""
    for number in range(8):
        slot = house.slot(starts_at=TOMORROW + timedelta(hours=number))
        held = house.hold(slot)
        before, after = house.asking(), held.expires_at + timedelta(seconds=1)
        confirm = partial(
            confirming.confirm,
            asking=before,
            hold=held.hold,
            proof=ByToken(held.token),
            fresh=draw_numbers(),
        )
        sweep = partial(ending.expire, now=after)

        async def both(
            confirm: Callable[[Connection], object] = confirm, sweep: Callable[[Connection], object] = sweep
        ) -> list[str]:
            door = house.database
            return list(await asyncio.gather(told(door.write(confirm)), told(door.write(sweep))))

        outcome = asyncio.run(both())[0]
        state = house.run(partial(seats_now, slot=slot, now=house.now))[0]
        assert (outcome == "done") == (state.booking == held.hold)
    assert balance(house) == []


def test_the_opening_minute_every_seat_goes_once(house: House) -> None:
    """Many kiosks, few seats, parties of two: nothing is doubled and nothing is left over by mistake."""
    house.resource("concert", kind="event", rules=ResourceRules(one_active="", per_person=2))
    slot = house.slot("concert", seats=20)

    async def attempt(number: int) -> str:
        wish = Wish(slot, seats=1 + number % 2)
        work = partial(holding.hold, asking=house.asking(), wish=wish, fresh=draw_hold(wish.seats))
        return await told(house.database.write(work))

    outcomes = asyncio.run(together(attempt, 40))
    assert set(outcomes) <= {"done", "slot-taken", "capacity-gone"}
    assert house.states() == {"held": 20}
    assert balance(house) == []
