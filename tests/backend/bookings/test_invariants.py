"""The books balance after whatever was done properly; each planted fault is found by its own name."""

from __future__ import annotations

from datetime import timedelta
from functools import partial

import pytest
from sqlalchemy import text

from backend.bookings import invariants
from backend.bookings.service import ending, moving
from backend.bookings.values import ByPerson, Wish, draw_hold
from tests.backend.bookings.house import TOMORROW, House
from tests.backend.bookings.test_waiting_list import wait
from tests.backend.region import Region

NEXT_WEEK = TOMORROW + timedelta(days=6)


def balance(house: House) -> list[str]:
    return house.run(partial(invariants.check, now=house.now))


@pytest.fixture
def lived_in(house: House, region: Region) -> House:
    """Held, confirmed, moved, cancelled, expired, offered: one of each."""
    person, waiter = region.person(), region.person()
    slot = house.slot(starts_at=NEXT_WEEK)
    house.book(slot, person)
    wait(house, waiter)
    booked = house.book(house.slot(starts_at=NEXT_WEEK + timedelta(hours=1)), region.person())
    assert booked.person is not None
    proof = ByPerson(frozenset({booked.person}))
    there = house.slot(starts_at=NEXT_WEEK + timedelta(hours=2))
    move = partial(moving.move, asking=house.asking(2), booking=booked.booking, wish=Wish(there), proof=proof)
    house.run(partial(move, fresh=draw_hold()))
    house.hold(house.slot(starts_at=NEXT_WEEK + timedelta(hours=3)), region.person())
    house.forward(minutes=6)
    house.expire()
    house.hold(house.slot(starts_at=NEXT_WEEK + timedelta(hours=4)), region.person())
    mine = house.book(house.slot(starts_at=NEXT_WEEK + timedelta(hours=5)), region.person())
    assert mine.person is not None
    by_me = ByPerson(frozenset({mine.person}))
    house.run(partial(ending.cancel, asking=house.asking(2), booking=mine.booking, proof=by_me))
    return house


def test_the_books_balance_after_a_lively_day(lived_in: House) -> None:
    assert balance(lived_in) == []
    assert set(lived_in.states()) == {"held", "confirmed", "moved", "cancelled", "expired"}


ANY = "(SELECT min(booking) FROM bookings WHERE state = '{}')"


@pytest.mark.parametrize(
    ("code", "statements"),
    [
        (
            "seat-doubled",
            [
                "DROP INDEX uq_bookings_active",
                "UPDATE bookings SET slot = (SELECT min(slot) FROM bookings WHERE state = 'confirmed')"
                " WHERE state = 'confirmed'",
            ],
        ),
        ("slot-capacity-wrong", ["UPDATE slots SET capacity = 9 WHERE slot = (SELECT min(slot) FROM slots)"]),
        ("booking-history-gap", [f"DELETE FROM booking_events WHERE booking = {ANY.format('cancelled')}"]),
        (
            "booking-claim-stale",
            [
                "INSERT INTO booking_claims (person, claim, booking) SELECT person, 'speciality:x', booking"
                f" FROM bookings WHERE booking = {ANY.format('cancelled')}"
            ],
        ),
        ("booking-hold-stale", ["UPDATE bookings SET expires_at = '2026-11-01' WHERE state = 'held'"]),
        ("waiting-offer-broken", ["UPDATE waiting SET state = 'left' WHERE state = 'offered'"]),
        (
            "referral-lost",
            [
                "INSERT INTO referrals (referral, number, person, speciality, valid_until, issued_by,"
                " issued_at, booking) SELECT 'r', '00000000', person, 'neurologist', '2026-12-31', 'tests',"
                f" created_at, booking FROM bookings WHERE booking = {ANY.format('cancelled')}"
            ],
        ),
        ("booking-move-lost", ["UPDATE bookings SET moved_to = 'nowhere' WHERE state = 'moved'"]),
    ],
)
def test_each_fault_has_its_name(lived_in: House, code: str, statements: list[str]) -> None:
    def spoil(connection: object) -> None:
        for statement in statements:
            connection.execute(text(statement))  # type: ignore[attr-defined]

    lived_in.run(spoil)
    assert balance(lived_in) == [code]
