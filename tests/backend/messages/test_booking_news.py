"""A booking and what is told of it stand or fall together; a message tells nothing of health."""

from __future__ import annotations

from datetime import date, timedelta
from functools import partial

import pytest
from sqlalchemy import Connection, delete, text

from backend.bookings.numbers import draw_numbers
from backend.bookings.repository import capacity
from backend.bookings.service import confirming, ending, moving, opening, providing, waiting_list
from backend.bookings.service.waiting_list import Wanted
from backend.bookings.values import Booked, ByDesk, ByPerson, ByToken, Held, Wish, draw_hold
from backend.messages.tables import messages
from content.calendar import ProductionCalendar
from tests.backend.bookings.house import TOMORROW, House
from tests.backend.messages.post import MAIL, Post

LATER = TOMORROW + timedelta(hours=2)
MONDAY = date(2026, 11, 23)


def confirm(house: House, post: Post, held: Held) -> Booked:
    work = partial(
        confirming.confirm,
        asking=house.asking(),
        hold=held.hold,
        proof=ByToken(held.token),
        fresh=draw_numbers(1),
        tell=post.services.tell,
    )
    return house.run(work)[0]


def booked_by(house: House, post: Post, person: str) -> Booked:
    return confirm(house, post, house.hold(house.slot(), person))


def test_a_confirmation_goes_by_sms_and_mail_and_names_no_speciality(house: House, post: Post) -> None:
    booked = booked_by(house, post, post.person(email=MAIL))
    post.send_all()
    assert post.sms.texts == [f"Запись {booked.number}, 21 ноября, 12:00, Мурманск, ул. Шмидта, д. 39."]
    (mail,) = post.mail.letters
    assert (mail.to, mail.subject) == (MAIL, f"Запись {booked.number}")
    for said in (*post.sms.texts, mail.text, mail.subject):
        for secret in ("терапевт", "поликлиник", "врач", "соколова", "иванова", "мария"):
            assert secret not in said.lower()


def test_nothing_of_it_remains_after_it_was_sent(house: House, post: Post) -> None:
    booked_by(house, post, post.person())
    post.send_all()
    (row,) = post.rows()
    assert (row["state"], row["kind"], row["address"], row["subject"], row["body"]) == (
        "sent",
        "confirmed",
        None,
        None,
        None,
    )


def test_in_the_person_s_language(house: House, post: Post) -> None:
    booked_by(house, post, post.person(language="en"))
    post.send_all()
    assert post.sms.texts[0].startswith("Booking ")


def test_confirming_twice_tells_once(house: House, post: Post) -> None:
    held = house.hold(house.slot(), post.person())
    confirm(house, post, held)
    confirm(house, post, held)
    assert post.states() == ["waiting"]


def test_a_booking_that_comes_to_nothing_tells_nothing(house: House, post: Post) -> None:
    """The same transaction: what undoes the one undoes the other."""
    held = house.hold(house.slot(), post.person())

    def failing(connection: Connection) -> None:
        confirming.confirm(
            connection,
            house.asking(),
            held.hold,
            ByToken(held.token),
            draw_numbers(1),
            post.services.tell,
        )
        raise RuntimeError("the power is gone")

    with pytest.raises(RuntimeError):
        house.run(failing)
    assert post.rows() == []
    assert house.states() == {"held": 1}


def test_nobody_to_tell(house: House, post: Post) -> None:
    """No address, or no person at all."""
    held = house.hold(house.slot(), post.person(phone=None))
    confirm(house, post, held)
    confirm(house, post, house.hold(house.slot(starts_at=LATER)))
    assert post.rows() == []


def test_a_child_s_news_go_to_who_acts_for_it(house: House, post: Post) -> None:
    mother = post.person()
    child = post.person(phone=None, birth=date(2018, 5, 1))
    post.region.represents(mother, child)
    booked_by(house, post, child)
    post.send_all()
    assert len(post.sms.letters) == 1


def test_a_grown_child_s_news_go_to_no_parent(house: House, post: Post) -> None:
    mother = post.person()
    child = post.person(phone=None, birth=date(2008, 1, 1))
    post.region.represents(mother, child)
    booked_by(house, post, child)
    assert post.rows() == []


def test_cancelled_before_the_confirmation_went(house: House, post: Post) -> None:
    """What is not true any more is not sent any more."""
    person = post.person()
    booked = booked_by(house, post, person)
    house.run(
        partial(
            ending.cancel,
            asking=house.asking(2),
            booking=booked.booking,
            proof=ByPerson(frozenset({person})),
            tell=post.services.tell,
        )
    )
    post.send_all()
    assert post.sms.texts == [
        f"Запись {booked.number} отменена: 21 ноября, 12:00, Мурманск, ул. Шмидта, д. 39."
    ]
    assert post.states() == ["withdrawn", "sent"]


def test_moved(house: House, post: Post) -> None:
    person = post.person()
    booked = booked_by(house, post, person)
    post.send_all()
    slot = house.slot(starts_at=LATER)
    work = partial(
        moving.move,
        asking=house.asking(2),
        booking=booked.booking,
        wish=Wish(slot, person),
        proof=ByPerson(frozenset({person})),
        fresh=draw_hold(),
        tell=post.services.tell,
    )
    house.run(work)
    post.send_all()
    assert post.sms.texts[-1].startswith(f"Время изменено. Запись {booked.number}, 21 ноября, 14:00")


def test_another_room_is_told_once_and_names_neither(house: House, post: Post) -> None:
    """The hours of the next Monday are opened, booked, and then another doctor stands in elsewhere."""
    hours = {"resource": "therapist-1", "weekday": 0, "starts": "09:00", "ends": "09:20", "minutes": 20}
    whole = {**hours, "valid_from": date(2026, 1, 1), "valid_to": None, "capacity": 1, "home_visit": False}
    calendar = ProductionCalendar([])
    work = partial(opening.open_resource, resource="therapist-1", until=MONDAY, calendar=calendar)
    opened = partial(work, now=house.now, tell=post.services.tell)
    house.run(partial(capacity.put_schedule, values={**whole, "room": "12"}))
    assert house.run(opened).opened == 1
    booked = confirm(house, post, house.hold("therapist-1-202611230600", post.person(email=MAIL)))
    post.send_all()
    for room in ("7", "7", "12"):
        house.run(partial(capacity.put_schedule, values={**whole, "room": room}))
        house.run(opened)
        post.send_all()
    told = f"Запись {booked.number}, 23 ноября, 09:00, Мурманск, ул. Шмидта, д. 39."
    changed = f"{told} Изменился кабинет или специалист, время прежнее."
    assert post.sms.texts == [told, changed, changed], "once a change, and opening once more is none"
    assert all("7" not in text.replace(booked.number, "") for text in post.sms.texts)


def test_a_closed_day_names_another_time(house: House, post: Post) -> None:
    booked = booked_by(house, post, post.person())
    post.send_all()
    house.slot(starts_at=LATER)
    work = partial(
        providing.close_slot,
        asking=house.asking(2, "provider"),
        slot=booked.slot.slot,
        tell=post.services.tell,
    )
    house.run(work)
    post.send_all()
    assert post.sms.texts[-1].endswith("Есть другое время: 21 ноября, 14:00. Запишитесь снова.")


def test_a_freed_seat_is_offered_and_taking_it_withdraws_the_offer(house: House, post: Post) -> None:
    first, second = post.person(), post.person(phone="+79730000002")
    booked = booked_by(house, post, first)
    join = partial(
        waiting_list.join, asking=house.asking(), entry="e1", person=second, wanted=Wanted("therapist-1")
    )
    house.run(join)
    house.run(
        partial(
            ending.cancel,
            asking=house.asking(2, "operator"),
            booking=booked.booking,
            proof=ByDesk(),
            tell=post.services.tell,
        )
    )
    (offer,) = [row for row in post.rows() if row["kind"] == "offered"]
    assert "Освободилось время: 21 ноября, 12:00" in offer["body"]
    work = partial(
        confirming.confirm,
        asking=house.asking(),
        hold=offer["about"],
        proof=ByPerson(frozenset({second})),
        fresh=draw_numbers(1),
        tell=post.services.tell,
    )
    house.run(work)
    states = {row["kind"]: row["state"] for row in post.rows() if row["kind"] != "cancelled"}
    assert states["offered"] == "withdrawn"


def test_without_carriers_nothing_is_written(house: House, region_post: Post) -> None:
    booked_by(house, region_post, region_post.person(email=MAIL))
    assert region_post.rows() == []


@pytest.fixture
def region_post(post: Post) -> Post:
    return Post(post.region, channels=())


def test_the_key_decides_that_once_is_once(post: Post) -> None:
    """The control: without the unique index the same news is told twice."""
    news = post.message()
    assert post.queue(news, news) == [True, False]
    post.run(lambda connection: connection.execute(delete(messages)) and None)
    post.run(lambda connection: connection.execute(text("DROP INDEX uq_messages_dedupe_key")) and None)
    assert post.queue(news, news) == [True, True]
    post.send_all()
    assert len(post.sms.letters) == 2
