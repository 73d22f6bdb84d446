"""Many want seats side by side at once. With the guard off, neighbours are sold twice."""

from __future__ import annotations

import asyncio
from datetime import timedelta
from functools import partial

import pytest
from sqlalchemy import Connection, text

from backend.bookings.numbers import draw_numbers
from backend.bookings.seat_state import SeatState
from backend.bookings.seating import SeatWish, choose
from backend.bookings.service import confirming, entering, holding
from backend.bookings.service.seats import seats_now
from backend.bookings.values import ByToken, Wish, draw_hold
from backend.errors import Refused
from backend.payments import invariants
from backend.payments.service import releasing, taking_money
from backend.payments.values import MoneyTold
from tests.backend.bookings.house import House
from tests.backend.bookings.test_races import balance, drop_index
from tests.backend.events.box_office import BoxOffice
from tests.backend.events.theatre import REVIZOR, hall, put_up
from tests.backend.reception.desk import Citizen
from tests.backend.region import Region

RIVALS = 16
PARTY = 3


def race(house: House, wanted: list[Wish]) -> list[str]:
    """Everybody at once, each through the door that requests use: "done", or the refusal's code."""

    async def attempt(wish: Wish) -> str:
        fresh = draw_hold(wish.seats)
        work = partial(holding.hold, asking=house.asking(), wish=wish, fresh=fresh)
        try:
            await house.database.write(work)
        except Refused as refused:
            return refused.code
        return "done"

    async def all_of_them() -> list[str]:
        return list(await asyncio.gather(*map(attempt, wanted)))

    return asyncio.run(all_of_them())


def look_then_take(house: House) -> int:
    """The control: each chooses neighbours in a read of its own, and the write trusts it."""

    async def all_of_them() -> list[bool]:
        everybody_has_looked = asyncio.Barrier(RIVALS)

        async def attempt(_number: int) -> bool:
            standing = await house.database.read(partial(seats_now, slot=REVIZOR, now=house.now))
            chosen = choose(standing, SeatWish(PARTY, (), (), luck=0), house.now)
            assert isinstance(chosen, list)
            await everybody_has_looked.wait()
            return await house.database.write(partial(take, house=house, chosen=chosen))

        return list(await asyncio.gather(*map(attempt, range(RIVALS))))

    return sum(asyncio.run(all_of_them()))


def take(connection: Connection, house: House, chosen: list[SeatState]) -> bool:
    fresh = draw_hold(len(chosen))
    for booking, seat in zip(fresh.bookings, chosen, strict=True):
        values = {
            "booking": booking,
            "party": fresh.bookings[0],
            "slot": REVIZOR,
            "person": None,
            "category": "",
            "note_kind": "",
        }
        until = house.now + timedelta(minutes=5)
        if entering.enter_hold(connection, house.asking(), seat, until, values) is None:
            return False
    return True


def test_neighbours_go_to_one_party_each_and_nobody_is_split(house: House) -> None:
    put_up(house)
    outcomes = race(house, [Wish(REVIZOR, seats=PARTY) for _ in range(RIVALS)])
    held = [seat for seat in house.run(partial(seats_now, slot=REVIZOR, now=house.now)) if not seat.is_free]
    assert len(held) == PARTY * outcomes.count("done")
    # Five seats in each block: of ten parties that fit at most, nobody is refused before they have.
    assert outcomes.count("done") >= 6, outcomes
    assert set(outcomes) <= {"done", "capacity-gone"}
    assert balance(house) == []


def test_of_overlapping_choices_each_seat_goes_once_and_no_part_of_a_party(house: House) -> None:
    put_up(house)
    wanted = [Wish(REVIZOR, seats=3, chosen=(first, first + 1, first + 2)) for first in (1, 2, 3)] * 4
    outcomes = race(house, wanted)
    assert outcomes.count("done") == 1
    assert set(outcomes) == {"done", "slot-taken"}
    assert house.states() == {"held": 3}


def test_the_index_alone_keeps_neighbours_when_the_look_was_too_early(house: House) -> None:
    put_up(house)
    assert look_then_take(house) == 1
    assert balance(house) == []


def test_without_the_index_and_with_the_look_apart_neighbours_are_sold_again(house: House) -> None:
    put_up(house)
    drop_index(house)
    assert look_then_take(house) > 1
    assert balance(house) == ["seat-doubled"]


def test_the_last_wheelchair_place_goes_to_one(house: House) -> None:
    put_up(house)
    outcomes = race(house, [Wish(REVIZOR, seats=2, wheelchair=True) for _ in range(8)])
    places = [seat for seat in hall().seats if seat.kind == "wheelchair"]
    assert outcomes.count("done") == len(places)
    assert balance(house) == []


def test_one_person_at_many_kiosks_has_no_more_than_the_rules_give(house: House, region: Region) -> None:
    """Each takes two of the four that one person may have, and confirms at once."""
    put_up(house)
    person = region.person()

    async def attempt(number: int) -> str:
        fresh, wish = draw_hold(2), Wish(REVIZOR, person, seats=2)
        proof, door = ByToken(fresh.token), house.database
        confirm = partial(confirming.confirm, asking=house.asking(), hold=fresh.bookings[0], proof=proof)
        try:
            await door.write(partial(holding.hold, asking=house.asking(), wish=wish, fresh=fresh))
            await door.write(partial(confirm, fresh=draw_numbers(2)))
        except Refused as refused:
            return refused.code
        return "done"

    async def all_of_them() -> list[str]:
        return list(await asyncio.gather(*map(attempt, range(8))))

    outcomes = asyncio.run(all_of_them())
    assert 1 <= outcomes.count("done") <= 2, outcomes
    assert house.states()["confirmed"] == 2 * outcomes.count("done")
    assert set(outcomes) <= {"done", "booking-limit", "hold-lost"}
    assert balance(house) == []


@pytest.mark.parametrize("delay", range(4))
def test_money_and_release_at_one_moment_never_both_have_the_seats(
    office: BoxOffice, maria: Citizen, delay: int
) -> None:
    """Either the invoice is paid and its seats stand, or it ran out and the money waits."""
    told = maria.confirm(maria.hold(REVIZOR, seats=2, chosen=[1 + delay, 2 + delay])).json()["invoice"]
    office.forward(hours=26, seconds=1)
    now, tell, door = office.region.clock(), office.region.services.tell, office.region.database
    money = MoneyTold("notice", f"key-{delay}", "n-1", now, 1600_00, (told["number"],))
    pay = partial(taking_money.take, told=money, now=now, tell=tell)
    release = partial(releasing.release_unpaid, now=now, tell=tell)

    async def both() -> None:
        works = [door.write(pay), door.write(release)]
        await asyncio.gather(*(works if delay % 2 else reversed(works)))

    asyncio.run(both())
    states = office.house.states()
    item = office.money()
    assert (states == {"confirmed": 2} and not item) or (
        states == {"expired": 2} and item[0]["state"] == "too_late"
    )
    assert office.balance() == []


def test_the_till_finds_what_does_not_balance(office: BoxOffice, maria: Citizen) -> None:
    """The control of `balance`: each planted fault has its name."""
    told = maria.confirm(maria.hold(REVIZOR, seats=2, chosen=[1, 2])).json()["invoice"]
    office.notice(told["number"], 1600_00)
    planted = {
        "payment-sum-wrong": "UPDATE money SET credited_kopecks = credited_kopecks - 1",
        "invoice-amount-wrong": "UPDATE bookings SET price_kopecks = 1",
        "booking-unpaid": "UPDATE invoices SET state = 'overdue'",
        "refund-sum-wrong": "UPDATE money SET returned_kopecks = 1, credited_kopecks = credited_kopecks - 1",
    }
    planted["invoice-stale"] = (
        "UPDATE invoices SET state = 'due', paid_kopecks = 0, created_at = '2026-01-01 09:00:00+00:00',"
        " pay_until = '2026-01-01 09:00:00+00:00', released_at = '2026-01-01 09:00:00+00:00'"
    )
    assert set(planted) == set(invariants.LOOKS), "every look has its control"
    for code, statement in planted.items():

        def undone(connection: Connection, statement: str = statement, code: str = code) -> None:
            connection.execute(text(statement))
            assert code in invariants.check(connection, office.region.clock())
            raise Refused("undo")

        with pytest.raises(Refused, match="undo"):
            office.house.run(undone)
    assert office.balance() == []
