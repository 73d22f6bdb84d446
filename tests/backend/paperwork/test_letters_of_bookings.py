"""A caller has the number and the code of what was booked sent to them: once, and nobody else's."""

from __future__ import annotations

import pytest

from tests.backend.app_http import code_of
from tests.backend.bookings.house import House
from tests.backend.identification.call import PHONE, Call, enter
from tests.backend.messages.post import Post
from tests.backend.on_behalf.test_booking import book
from tests.backend.paperwork.test_letters import of_person, queued
from tests.backend.stock.shelf import PHARMACY, TABLETS, Shelf

OWN = {"kind": "booking", "to": "registered", "address": ""}


@pytest.fixture
def house(post: Post) -> House:
    made = House(post.region.database)
    made.resource()
    return made


def test_number_code_time_and_place_and_nothing_of_the_doctor(post: Post, house: House, call: Call) -> None:
    ticket = book(call, house.slot())
    told = of_person(call, "letters/preview", about=[ticket["number"]], **OWN).json()
    assert told["text"].startswith(f"Запись {ticket['number']}, код {ticket['code']}: 21 ноября")
    assert "ерапевт" not in told["text"]
    before = len(queued(post.region))
    for _ in range(2):
        assert of_person(call, about=[ticket["number"]], **OWN).status_code == 200
    (sent,) = queued(post.region)[before:]
    assert (sent["address"], sent["about"], sent["kind"]) == (PHONE, ticket["number"], "ticket")


def test_a_slip_is_sent_too(post: Post, call: Call) -> None:
    shelf = Shelf(post.region.database)
    shelf.put(TABLETS)
    shelf.stock()
    made = call.send("POST", "/v1/desk/reservations", {"item": TABLETS.item, "place": PHARMACY}).json()
    told = of_person(call, "letters/preview", about=[made["number"]], **OWN).json()
    assert told["text"].startswith(f"Отложено {made['number']}, код {made['code']}")
    assert TABLETS.title not in told["text"]


def test_nobody_elses_and_nothing_that_is_over(post: Post, house: House, call: Call) -> None:
    theirs = house.book(house.slot(), enter(post.region, "Белых"))
    assert code_of(of_person(call, about=[theirs.number], **OWN)) == "booking-unknown"
    assert code_of(of_person(call, about=["1234567"], **OWN)) == "reservation-unknown"
    ticket = book(call, house.slot(starts_at=theirs.slot.ends_at))
    path = f"/v1/desk/bookings/{ticket['number']}/cancel"
    assert call.send("POST", path, {"reason": "Передумала"}).status_code == 200
    assert code_of(of_person(call, about=[ticket["number"]], **OWN)) == "booking-ended"
