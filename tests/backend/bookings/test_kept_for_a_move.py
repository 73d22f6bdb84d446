"""The time to which a booking is to be moved is kept while its owner looks at it once more."""

from __future__ import annotations

from datetime import timedelta
from functools import partial

import pytest

from backend.bookings import invariants
from backend.bookings.rules import ResourceRules
from backend.bookings.service import ending, looking, moving, providing, waiting_list
from backend.bookings.service.waiting_list import Wanted
from backend.bookings.values import Booked, ByDesk, ByPerson, Held, SlotTaken, Wish, draw_hold
from backend.errors import Refused
from tests.backend.bookings.house import CLINIC, TOMORROW, House
from tests.backend.bookings.test_moving import LATER, move
from tests.backend.bookings.test_waiting_list import wait
from tests.backend.region import Region


def keep(house: House, booked: Booked, slot: str) -> Held:
    assert booked.person is not None
    proof = ByPerson(frozenset({booked.person}))
    return house.run(
        partial(
            moving.hold_target,
            asking=house.asking(2),
            booking=booked.booking,
            wish=Wish(slot),
            proof=proof,
            fresh=draw_hold(),
        )
    )


@pytest.fixture
def booked(house: House, region: Region) -> Booked:
    return house.book(house.slot(), region.person())


@pytest.fixture
def later(house: House) -> str:
    return house.slot(starts_at=LATER)


def test_nobody_takes_it_meanwhile(house: House, region: Region, booked: Booked, later: str) -> None:
    held = keep(house, booked, later)
    with pytest.raises(SlotTaken):
        house.hold(later, region.person())
    moved = move(house, booked, Wish(later))
    assert (moved.booking, moved.number, moved.state) == (held.hold, booked.number, "confirmed")
    assert moved.note_kind == booked.note_kind
    assert house.states() == {"moved": 1, "confirmed": 1}
    house.book(booked.slot.slot, region.person())
    assert house.run(partial(invariants.check, now=house.now)) == []


def test_without_it_somebody_may_be_faster(house: House, region: Region, booked: Booked, later: str) -> None:
    """The control: what the review would lose."""
    house.hold(later, region.person())
    with pytest.raises(SlotTaken):
        move(house, booked, Wish(later))


def test_given_back_it_is_free_and_the_booking_stands(
    house: House, region: Region, booked: Booked, later: str
) -> None:
    house.release(keep(house, booked, later))
    house.book(later, region.person())
    assert house.run(partial(looking.by_id, booking=booked.booking)).state == "confirmed"  # type: ignore[union-attr]


def test_it_runs_out_and_can_be_had_again(house: House, region: Region, booked: Booked, later: str) -> None:
    keep(house, booked, later)
    house.forward(minutes=6)
    assert house.expire() == 1
    assert move(house, booked, Wish(later)).state == "confirmed", "nobody came between"


def test_run_out_it_is_no_better_than_anybodys(
    house: House, region: Region, booked: Booked, later: str
) -> None:
    keep(house, booked, later)
    house.forward(minutes=6)
    house.book(later, region.person())
    with pytest.raises(SlotTaken):
        move(house, booked, Wish(later))


def test_it_makes_no_second_booking(house: House, booked: Booked, later: str) -> None:
    held = keep(house, booked, later)
    with pytest.raises(Refused, match="booking-unknown"):
        house.confirm(held)


def test_another_choice_gives_the_first_back(
    house: House, region: Region, booked: Booked, later: str
) -> None:
    keep(house, booked, later)
    latest = house.slot(starts_at=LATER + timedelta(days=1))
    keep(house, booked, latest)
    house.book(later, region.person())
    assert move(house, booked, Wish(latest)).slot.slot == latest


def test_moved_elsewhere_what_was_kept_comes_free(
    house: House, region: Region, booked: Booked, later: str
) -> None:
    keep(house, booked, later)
    latest = house.slot(starts_at=LATER + timedelta(days=1))
    move(house, booked, Wish(latest))
    house.book(later, region.person())


def test_kept_twice_is_kept_once(house: House, booked: Booked, later: str) -> None:
    first, second = keep(house, booked, later), keep(house, booked, later)
    assert first.hold != second.hold
    assert house.states() == {"confirmed": 1, "held": 1, "cancelled": 1}
    assert move(house, booked, Wish(later)).booking == second.hold


def test_not_where_one_has_another_booking(house: House, region: Region, booked: Booked) -> None:
    house.resource("surgeon-1", speciality="surgeon")
    house.book(house.slot("surgeon-1", LATER), booked.person)
    with pytest.raises(Refused, match="booking-exists"):
        keep(house, booked, house.slot(starts_at=LATER))


def test_not_for_the_same_time_nor_for_another_kind(house: House, booked: Booked) -> None:
    with pytest.raises(Refused, match="booking-exists"):
        keep(house, booked, booked.slot.slot)
    house.resource("surgeon-1", speciality="surgeon", rules=ResourceRules(one_active=""))
    with pytest.raises(Refused, match="slot-unknown"):
        keep(house, booked, house.slot("surgeon-1", LATER))


def test_a_closed_slot_is_not_kept_for_anybody(house: House, booked: Booked, later: str) -> None:
    keep(house, booked, later)
    close = partial(providing.close_slot, slot=later, reason="provider")
    house.run(partial(close, asking=house.asking(2, "provider", "provider:x")))
    with pytest.raises(Refused, match="slot-closed"):
        move(house, booked, Wish(later))


def test_cancelling_leaves_it_to_run_out(house: House, booked: Booked, later: str) -> None:
    keep(house, booked, later)
    house.run(partial(ending.cancel, asking=house.asking(), booking=booked.booking, proof=ByDesk()))
    with pytest.raises(Refused, match="booking-ended"):
        move(house, booked, Wish(later))
    house.forward(minutes=6)
    house.expire()
    assert house.states() == {"cancelled": 1, "expired": 1}


def test_given_back_it_is_offered_to_who_waits(
    house: House, region: Region, booked: Booked, later: str
) -> None:
    held = keep(house, booked, later)
    waiter = region.person()
    wait(house, waiter, Wanted(speciality="therapist", provider=CLINIC))
    house.release(held)
    (entry,) = house.run(partial(waiting_list.of_persons, persons=[waiter]))
    assert entry.offer is not None
    assert entry.offer.slot.starts_at > TOMORROW
