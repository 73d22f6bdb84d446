"""Hold, confirm, cancel: a seat is had once, and comes back whenever it is given up."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from functools import partial

import pytest
from sqlalchemy import delete

from backend.bookings.numbers import FreshNumbers, code_of, draw_numbers, is_number
from backend.bookings.rules import ResourceRules
from backend.bookings.service import confirming, ending, holding, looking, proving
from backend.bookings.service.proving import OnPaper
from backend.bookings.tables import booking_claims, booking_events
from backend.bookings.values import ByDesk, ByPerson, ByToken, SlotTaken, Wish, draw_hold
from backend.errors import Refusal, Refused
from tests.backend.bookings.house import TOMORROW, House, refused
from tests.backend.region import TEST_VAULT, Region


def test_a_hold_is_confirmed_and_has_a_number(house: House, region: Region) -> None:
    person = region.person()
    held = house.hold(house.slot(), person)
    (booked,) = house.confirm(held)
    assert booked.state == "confirmed"
    assert is_number(booked.number)
    assert booked.person == person
    assert (booked.slot.person_name, booked.slot.room) == ("Соколова Е. В.", "12")


def test_what_is_held_is_not_held_again_and_the_nearest_are_offered(house: House, region: Region) -> None:
    slot = house.slot()
    near = [house.slot(starts_at=TOMORROW + timedelta(minutes=20 * number)) for number in range(1, 6)]
    house.hold(slot, region.person())
    with pytest.raises(SlotTaken) as taken:
        house.hold(slot, region.person())
    assert [free.facts.slot for free in taken.value.alternatives] == near[:3]


def test_a_refused_hold_leaves_nothing(house: House, region: Region) -> None:
    house.hold(house.slot(), region.person())
    with pytest.raises(SlotTaken):
        house.hold(f"therapist-1-{TOMORROW:%Y%m%d%H%M}", region.person())
    assert house.states() == {"held": 1}


def test_an_expired_hold_is_anybodys_and_cannot_be_confirmed(house: House, region: Region) -> None:
    slot = house.slot()
    late = house.hold(slot, region.person())
    house.forward(seconds=300)
    house.book(slot, region.person())
    with pytest.raises(Refused) as expired:
        house.confirm(late)
    refused("hold-expired", expired.value)
    assert house.states() == {"expired": 1, "confirmed": 1}


def test_a_hold_lasts_to_its_very_second(house: House, region: Region) -> None:
    held = house.hold(house.slot(), region.person())
    house.forward(seconds=299.9)
    assert house.expire() == 0
    house.confirm(held)


def test_confirming_twice_gives_the_same(house: House, region: Region) -> None:
    held = house.hold(house.slot(), region.person())
    assert house.confirm(held) == house.confirm(held)


def test_nobody_confirms_with_another_token(house: House, region: Region) -> None:
    slot, other = house.slot(), house.slot(starts_at=TOMORROW + timedelta(hours=1))
    mine, theirs = house.hold(slot, region.person()), house.hold(other, region.person())
    forged = replace(mine, token=theirs.token)
    with pytest.raises(Refused) as unknown:
        house.confirm(forged)
    refused("booking-unknown", unknown.value)


def test_a_released_hold_is_free_and_lost(house: House, region: Region) -> None:
    slot = house.slot()
    held = house.hold(slot, region.person())
    house.release(held)
    house.release(held)
    with pytest.raises(Refused) as lost:
        house.confirm(held)
    refused("hold-lost", lost.value)
    house.book(slot, region.person())


def test_a_cancelled_seat_is_free_and_its_person_may_book_again(house: House, region: Region) -> None:
    person, slot = region.person(), house.slot()
    booked = house.book(slot, person)
    cancel = partial(ending.cancel, asking=house.asking(2), booking=booked.booking)
    house.run(partial(cancel, proof=ByPerson(frozenset({person})), reason="person"))
    again = house.run(partial(cancel, proof=ByPerson(frozenset({person}))))
    assert again.state == "cancelled"
    house.book(slot, person)


def test_somebody_elses_booking_reads_like_none(house: House, region: Region) -> None:
    booked = house.book(house.slot(), region.person())
    stranger = ByPerson(frozenset({region.person()}))
    with pytest.raises(Refused) as unknown:
        house.run(partial(ending.cancel, asking=house.asking(2), booking=booked.booking, proof=stranger))
    refused("booking-unknown", unknown.value)


def test_several_seats_are_held_together_or_not_at_all(house: House, region: Region) -> None:
    house.resource("concert", kind="event", rules=ResourceRules(one_active="", per_person=4))
    slot = house.slot("concert", seats=5)
    held = house.hold(slot, region.person(), seats=3)
    assert len({booked.number for booked in house.confirm(held)}) == 3
    with pytest.raises(Refused) as gone:
        house.hold(slot, region.person(), seats=3)
    refused("capacity-gone", gone.value)
    with pytest.raises(Refused) as greedy:
        house.hold(slot, region.person(), seats=5)
    refused("capacity-gone", greedy.value)


def test_chosen_seats_are_those_or_none(house: House, region: Region) -> None:
    house.resource("concert", kind="event", rules=ResourceRules(one_active="", per_person=4))
    slot = house.slot("concert", seats=5)
    held = house.hold(slot, region.person(), seats=2, chosen=(2, 4))
    assert [seat.seat for seat in held.seats] == [2, 4]
    with pytest.raises(SlotTaken):
        house.hold(slot, region.person(), seats=2, chosen=(4, 5))


def test_closed_and_unknown_slots_have_their_own_names(house: House, region: Region) -> None:
    with pytest.raises(Refused) as unknown:
        house.hold("no-such-slot")
    refused("slot-unknown", unknown.value)
    house.resource(active=False)
    slot = house.slot()
    with pytest.raises(Refused) as closed:
        house.hold(slot, region.person())
    refused("slot-closed", closed.value)


def test_number_and_code_of_the_paper_name_the_booking_and_wrong_ones_are_counted(
    house: House, region: Region
) -> None:
    booked = house.book(house.slot(), region.person())
    right = OnPaper(booked.number, code_of(TEST_VAULT, booked.number))
    wrong = OnPaper(booked.number, f"{(int(right.code) + 1) % 10_000:04d}")

    def shown(paper: OnPaper) -> object:
        asked = partial(proving.by_paper, paper=paper, client="kiosk:k-1", vault=TEST_VAULT)
        return house.run(partial(asked, now=house.now))

    assert shown(right) == booked
    for _ in range(proving.WRONG_CODES):
        assert shown(wrong) == Refusal("booking-unknown")
    assert shown(right) == Refusal("too-many-attempts")
    house.forward(hours=1, seconds=1)
    assert shown(right) == booked


def test_each_slip_of_the_finger_in_a_number_is_found() -> None:
    number = draw_numbers().numbers[0]
    for at, digit in enumerate(number):
        others = (other for other in "0123456789" if other != digit)
        assert not any(is_number(number[:at] + other + number[at + 1 :]) for other in others)
    for at in range(7):
        swapped = number[:at] + number[at + 1] + number[at] + number[at + 2 :]
        assert swapped == number or not is_number(swapped)


def test_arriving_and_not_coming(house: House, region: Region) -> None:
    came = house.book(house.slot(), region.person())
    did_not = house.book(house.slot(starts_at=TOMORROW + timedelta(hours=1)), region.person())
    arrive = partial(ending.arrive, asking=house.asking(), booking=came.booking, proof=ByDesk())
    assert house.run(arrive).state == house.run(arrive).state == "arrived"
    with pytest.raises(Refused) as early:
        house.run(partial(ending.no_show, asking=house.asking(), booking=did_not.booking))
    refused("booking-too-early", early.value)
    house.forward(days=2)
    absent = partial(ending.no_show, asking=house.asking(), booking=did_not.booking)
    assert house.run(absent).state == "no_show"


def test_what_is_long_over_stands_no_more_and_frees_its_person(house: House, region: Region) -> None:
    person = region.person()
    house.book(house.slot(), person)
    later = house.slot(starts_at=TOMORROW + timedelta(days=3))
    house.forward(days=2)
    house.run(partial(ending.close_past, now=house.now))
    assert house.states() == {"done": 1}
    house.book(later, person)


def test_every_step_is_in_the_bookings_history(house: House, region: Region) -> None:
    person = region.person()
    booked = house.book(house.slot(), person)
    by_person = ByPerson(frozenset({person}))
    house.run(partial(ending.cancel, asking=house.asking(2), booking=booked.booking, proof=by_person))
    steps = booking_events.select().order_by(booking_events.c.step)
    rows = house.run(lambda connection: list(connection.execute(steps).mappings()))
    assert [(row["step"], row["what"]) for row in rows] == [(1, "held"), (2, "confirmed"), (3, "cancelled")]


def test_own_bookings_come_nearest_first(house: House, region: Region) -> None:
    person = region.person()
    house.resource("surgeon-1", speciality="surgeon")
    later = house.book(house.slot("surgeon-1", TOMORROW + timedelta(days=2)), person)
    sooner = house.book(house.slot(), person)
    own = house.run(partial(looking.of_persons, persons=[person], now=house.now))
    assert [booked.booking for booked in own] == [sooner.booking, later.booking]


def test_running_the_work_again_changes_nothing(house: House, region: Region) -> None:
    """As a retry at the door does: the first run is undone, the second makes the same."""
    slot, person, fresh = house.slot(), region.person(), draw_hold()
    work = partial(holding.hold, asking=house.asking(), wish=Wish(slot, person), fresh=fresh)

    class Undone(Exception):
        pass

    def first(connection: object) -> None:
        work(connection)  # type: ignore[arg-type]
        raise Undone

    with pytest.raises(Undone):
        house.run(first)
    assert house.run(work).hold == fresh.bookings[0]
    assert house.states() == {"held": 1}


def test_without_the_claim_a_person_has_two_bookings(house: House, region: Region) -> None:
    """The control: the claim's row is what refuses the second."""
    person = region.person()
    house.resource("therapist-2")
    house.book(house.slot(), person)
    house.run(lambda connection: connection.execute(delete(booking_claims)))
    house.book(house.slot("therapist-2", TOMORROW + timedelta(hours=3)), person)


def test_a_proof_by_token_does_not_prove_an_offer(house: House, region: Region) -> None:
    booked = house.book(house.slot(), region.person())
    with pytest.raises(Refused):
        house.run(
            partial(ending.cancel, asking=house.asking(), booking=booked.booking, proof=ByToken("guess"))
        )


def test_a_number_that_is_on_somebodys_old_paper_is_given_to_nobody_else(
    house: House, region: Region
) -> None:
    """Its code is made of it: the old paper would open the new booking."""
    gone = house.book(house.slot(), region.person())
    house.run(partial(ending.cancel, asking=house.asking(), booking=gone.booking, proof=ByDesk()))
    held = house.hold(gone.slot.slot, region.person())
    other = next(number for number in draw_numbers(2).numbers if number != gone.number)
    (booked,) = house.run(
        partial(
            confirming.confirm,
            asking=house.asking(),
            hold=held.hold,
            proof=ByToken(held.token),
            fresh=FreshNumbers((gone.number, other)),
        )
    )
    assert booked.number == other
