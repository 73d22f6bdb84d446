"""Reminders: the day before, from ten by the clock of the place, once."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from functools import partial

from sqlalchemy import delete, text

from backend.bookings.service import ending
from backend.bookings.values import ByPerson
from backend.messages import reminding
from backend.messages.tables import messages, reminders
from tests.backend.bookings.house import House
from tests.backend.messages.post import Post

# The post's clock stands at noon in Murmansk on 20 November; the visit is on the 24th at 10:20.
VISIT = datetime(2026, 11, 24, 7, 20, tzinfo=UTC)
DAY_BEFORE_AT_TEN = datetime(2026, 11, 23, 7, 0, tzinfo=UTC)


def at(post: Post, now: datetime) -> list[str]:
    """What a round at this moment, and all sending after it, adds."""
    before = len(post.sms.letters)
    post.region.clock.now = now
    post.remind()
    post.send_all()
    return post.sms.texts[before:]


def test_not_before_ten_then_once(house: House, post: Post) -> None:
    booked = house.book(house.slot(starts_at=VISIT), post.person())
    assert at(post, DAY_BEFORE_AT_TEN - timedelta(minutes=1)) == []
    assert at(post, DAY_BEFORE_AT_TEN) == [
        f"Напоминаем: запись {booked.number}, 24 ноября, 10:20, Мурманск, ул. Шмидта, д. 39."
    ]
    for later in (timedelta(0), timedelta(minutes=5), timedelta(hours=9)):
        assert at(post, DAY_BEFORE_AT_TEN + later) == []


def test_a_backend_that_was_off_at_ten_reminds_when_it_is_back(house: House, post: Post) -> None:
    house.book(house.slot(starts_at=VISIT), post.person())
    assert len(at(post, DAY_BEFORE_AT_TEN + timedelta(hours=6))) == 1


def test_ten_o_clock_is_that_of_the_place(house: House, post: Post) -> None:
    house.resource("kamchatka-1", zone="Asia/Kamchatka")
    visit = datetime(2026, 11, 23, 22, 20, tzinfo=UTC)  # the 24th, 10:20 there
    house.book(house.slot("kamchatka-1", starts_at=visit), post.person())
    ten_there = datetime(2026, 11, 22, 22, 0, tzinfo=UTC)
    assert at(post, ten_there - timedelta(minutes=1)) == []
    assert len(at(post, ten_there)) == 1


def test_who_booked_after_that_hour_was_told_just_now(house: House, post: Post) -> None:
    house.now = post.region.clock.now = DAY_BEFORE_AT_TEN + timedelta(hours=2)
    house.book(house.slot(starts_at=VISIT), post.person())
    assert at(post, DAY_BEFORE_AT_TEN + timedelta(hours=3)) == []


def test_a_cancelled_booking_is_not_reminded_of(house: House, post: Post) -> None:
    person = post.person()
    booked = house.book(house.slot(starts_at=VISIT), person)
    cancel = partial(
        ending.cancel, asking=house.asking(2), booking=booked.booking, proof=ByPerson(frozenset({person}))
    )
    house.run(cancel)
    assert at(post, DAY_BEFORE_AT_TEN) == []


def test_a_hold_is_no_booking(house: House, post: Post) -> None:
    house.hold(house.slot(starts_at=VISIT), post.person())
    assert at(post, DAY_BEFORE_AT_TEN) == []


def test_many_in_batches_and_those_who_cannot_be_told_stop_nobody(house: House, post: Post) -> None:
    count = 2 * reminding.AT_ONCE + 5
    for number in range(count):
        resource = house.resource(f"office-{number}", kind="office", speciality=f"s{number}")
        slot = house.slot(resource, starts_at=VISIT + timedelta(minutes=number % 7))
        reachable = number % 2 == 0
        house.book(slot, post.person(phone=f"+7973{number:07d}" if reachable else None))
    assert len(at(post, DAY_BEFORE_AT_TEN)) == (count + 1) // 2
    assert at(post, DAY_BEFORE_AT_TEN + timedelta(minutes=5)) == []


def test_killed_in_the_middle_it_goes_on(house: House, post: Post) -> None:
    """The mark and the message are one transaction: with neither, both are made anew."""
    house.book(house.slot(starts_at=VISIT), post.person())
    at(post, DAY_BEFORE_AT_TEN)
    post.run(lambda connection: connection.execute(delete(reminders)) and None)
    assert at(post, DAY_BEFORE_AT_TEN + timedelta(minutes=5)) == []  # its key is still there


def test_without_mark_and_key_it_is_said_twice(house: House, post: Post) -> None:
    """The control."""
    house.book(house.slot(starts_at=VISIT), post.person())
    assert len(at(post, DAY_BEFORE_AT_TEN)) == 1
    post.run(lambda connection: connection.execute(delete(reminders)) and None)
    post.run(lambda connection: connection.execute(text("DROP INDEX uq_messages_dedupe_key")) and None)
    assert len(at(post, DAY_BEFORE_AT_TEN + timedelta(minutes=5))) == 1
    assert len(post.run(lambda connection: connection.execute(messages.select()).all())) == 2
