"""A ticket in the hand and no card: seen again, arrived with, sent on; wrong codes are counted."""

from __future__ import annotations

from typing import Any

import httpx
import pytest

from backend.bookings.rules import ResourceRules
from backend.bookings.service.proving import WRONG_CODES
from backend.reception.papers import MOST_LETTERS
from tests.backend.app_http import AppHttp, code_of
from tests.backend.bookings.house import House
from tests.backend.kiosk_in_test import KioskInTest
from tests.backend.messages.post import MAIL, PHONE, Post
from tests.backend.reception.desk import Citizen, known, set_person
from tests.backend.region import Region

OTHER_PHONE = "+79210000077"


@pytest.fixture
def ticket(house: House, maria: Citizen) -> dict[str, Any]:
    return maria.book(house.slot())


@pytest.fixture
def walk_in(kiosk: KioskInTest) -> Citizen:
    return Citizen(kiosk)


def wrong(code: str) -> str:
    return f"{(int(code) + 1) % 10_000:04d}"


def shown(citizen: Citizen, ticket: dict[str, Any], code: str = "") -> httpx.Response:
    return citizen.post(f"/v1/bookings/{ticket['number']}/paper", {"code": code or ticket["code"]})


def arrive(citizen: Citizen, ticket: dict[str, Any], **by: str) -> httpx.Response:
    return citizen.post(f"/v1/bookings/{ticket['number']}/arrive", by)


def on_its_day(region: Region, citizen: Citizen) -> None:
    region.clock.forward(hours=23)
    citizen.kiosk.sign_in()


def test_the_paper_is_told_as_it_stands_now(walk_in: Citizen, ticket: dict[str, Any]) -> None:
    told = shown(walk_in, ticket).json()
    assert told["ticket"] == ticket
    assert (told["state"], told["may_change"], told["may_arrive"]) == ("confirmed", True, False)
    walk_in.post(f"/v1/bookings/{ticket['number']}/cancel", {"code": ticket["code"]})
    told = shown(walk_in, ticket).json()
    assert (told["state"], told["may_change"], told["may_arrive"]) == ("cancelled", False, False)


def test_codes_of_papers_are_not_to_be_guessed(
    walk_in: Citizen, region: Region, ticket: dict[str, Any]
) -> None:
    """Looking counts with moving and cancelling: five wrong ones close the number for an hour."""
    for _ in range(WRONG_CODES):
        assert code_of(shown(walk_in, ticket, wrong(ticket["code"]))) == "booking-unknown"
    closed = shown(walk_in, ticket)
    assert code_of(closed) == "too-many-attempts"
    assert int(closed.headers["Retry-After"]) > 0
    assert code_of(arrive(Citizen(region.kiosk()), ticket, code=ticket["code"])) == "too-many-attempts"


def test_somebody_elses_number_reads_like_none(walk_in: Citizen, ticket: dict[str, Any]) -> None:
    wrong_code = shown(walk_in, ticket, wrong(ticket["code"]))
    no_number = shown(walk_in, {"number": "12345678"}, "1234")
    assert wrong_code.json() == no_number.json()


def test_arriving_by_the_qr_code_or_by_the_code_under_it(
    region: Region, walk_in: Citizen, ticket: dict[str, Any]
) -> None:
    assert code_of(arrive(walk_in, ticket, qr=ticket["qr"])) == "arrival-too-early"
    on_its_day(region, walk_in)
    assert shown(walk_in, ticket).json()["may_arrive"]
    told = arrive(walk_in, ticket, qr=ticket["qr"]).json()
    assert (told["state"], told["room"], told["floor"]) == ("arrived", "12", "2")
    assert told["desk_first"] is False
    assert arrive(walk_in, ticket, code=ticket["code"]).json() == told, "once more is no error"
    other = {"number": f"{wrong(ticket['number'][:4])}{ticket['number'][4:]}"}
    assert code_of(arrive(walk_in, other, qr=ticket["qr"])) == "booking-unknown"
    forged = ticket["qr"][:-4] + ("AAAA" if ticket["qr"][-4:] != "AAAA" else "BBBB")
    assert code_of(arrive(walk_in, ticket, qr=forged)) == "booking-unknown"
    assert code_of(arrive(walk_in, ticket)) == "body-invalid"
    assert code_of(arrive(walk_in, ticket, qr="okno:t2:1")) == "body-invalid"


def test_who_is_too_late_goes_to_the_desk(region: Region, walk_in: Citizen, ticket: dict[str, Any]) -> None:
    region.clock.forward(days=1, minutes=21)
    walk_in.kiosk.sign_in()
    assert code_of(arrive(walk_in, ticket, qr=ticket["qr"])) == "slot-past"


def test_who_cancelled_does_not_arrive(region: Region, walk_in: Citizen, ticket: dict[str, Any]) -> None:
    walk_in.post(f"/v1/bookings/{ticket['number']}/cancel", {"code": ticket["code"]})
    on_its_day(region, walk_in)
    assert code_of(arrive(walk_in, ticket, qr=ticket["qr"])) == "booking-ended"


def test_booked_without_a_card_one_arrives_at_the_desk_first(
    region: Region, house: House, walk_in: Citizen
) -> None:
    house.resource(rules=ResourceRules(level=0))
    ticket = walk_in.book(house.slot(), without_card=known())
    on_its_day(region, walk_in)
    assert arrive(walk_in, ticket, qr=ticket["qr"]).json()["desk_first"] is True


# --- sent on ---------------------------------------------------------------------------------------


@pytest.fixture
def post(region: Region) -> Post:
    """The region's kiosks reach a backend that has carriers."""
    made = Post(region)
    region.http = AppHttp(made.services)
    return made


def send(citizen: Citizen, ticket: dict[str, Any], **what: str) -> httpx.Response:
    return citizen.post(f"/v1/bookings/{ticket['number']}/messages", what)


def test_without_a_carrier_nothing_is_offered_and_nothing_sent(
    walk_in: Citizen, house: House, maria: Citizen
) -> None:
    answer = maria.confirm(maria.hold(house.slot())).json()
    assert answer["channels"] == []
    refused = send(walk_in, answer["tickets"][0], channel="sms", code="0000", phone=PHONE)
    assert code_of(refused) == "channel-off"


def test_to_a_telephone_that_was_typed(post: Post, walk_in: Citizen, ticket: dict[str, Any]) -> None:
    told = send(walk_in, ticket, channel="sms", code=ticket["code"], phone=OTHER_PHONE)
    assert told.json() == {"channel": "sms", "to": "+7 ••• •••-00-77"}
    post.send_all()
    (letter,) = [letter for letter in post.sms.letters if letter.to == OTHER_PHONE]
    assert ticket["number"] in letter.text
    assert ticket["code"] in letter.text
    assert "Терапевт" not in letter.text
    assert all(row["address"] is None for row in post.rows()), "wiped when it went"


def test_asked_for_twice_it_goes_once(post: Post, walk_in: Citizen, ticket: dict[str, Any]) -> None:
    for _ in range(2):
        assert send(walk_in, ticket, channel="sms", code=ticket["code"], phone=OTHER_PHONE).is_success
    assert [row["kind"] for row in post.rows()] == ["ticket"]


def test_nobodys_telephone_rings_all_day(post: Post, walk_in: Citizen, ticket: dict[str, Any]) -> None:
    answers = [
        send(walk_in, ticket, channel="sms", code=ticket["code"], phone=f"+7921000000{number}")
        for number in range(MOST_LETTERS + 1)
    ]
    assert [answer.is_success for answer in answers] == [True] * MOST_LETTERS + [False]
    assert code_of(answers[-1]) == "too-many-attempts"


def test_to_what_the_register_knows_after_the_pin(
    post: Post, region: Region, maria: Citizen, ticket: dict[str, Any]
) -> None:
    set_person(region, maria.person, phone=PHONE, email=MAIL)
    assert code_of(maria.get("/v1/contact-ways")) == "session-level"
    assert code_of(send(maria, ticket, channel="email")) == "session-level"
    maria.enter_pin()
    assert maria.get("/v1/contact-ways").json() == {"sms": "+7 ••• •••-00-01", "email": "m•••@post.example"}
    assert send(maria, ticket, channel="email").json()["to"] == "m•••@post.example"
    post.send_all()
    assert [letter.to for letter in post.mail.letters] == [MAIL]


def test_a_neighbours_ticket_is_not_sent(
    post: Post, region: Region, kiosk: KioskInTest, ticket: dict[str, Any]
) -> None:
    neighbour = Citizen.with_card(region, kiosk, "Соседова")
    neighbour.enter_pin()
    assert code_of(send(neighbour, ticket, channel="sms")) == "booking-unknown"


@pytest.mark.parametrize(
    ("wish", "refusal"),
    [
        ({"channel": "sms", "phone": PHONE}, "body-invalid"),
        ({"channel": "sms", "code": "0000"}, "body-invalid"),
        ({"channel": "email", "code": "0000", "phone": PHONE}, "body-invalid"),
        ({"channel": "sms", "code": "0000", "phone": "112"}, "body-invalid"),
        ({"channel": "sms", "code": "0000", "phone": "+71110000000"}, "phone-invalid"),
        ({"channel": "pigeon"}, "body-invalid"),
        ({"channel": "sms"}, "session-missing"),
    ],
)
def test_what_cannot_be_sent(
    post: Post, walk_in: Citizen, ticket: dict[str, Any], wish: dict[str, str], refusal: str
) -> None:
    assert code_of(send(walk_in, ticket, **wish)) == refusal


def test_a_time_that_is_over_is_told_to_nobody(
    post: Post, region: Region, walk_in: Citizen, ticket: dict[str, Any]
) -> None:
    region.clock.forward(days=1, minutes=1)
    walk_in.kiosk.sign_in()
    refused = send(walk_in, ticket, channel="sms", code=ticket["code"], phone=PHONE)
    assert code_of(refused) == "booking-ended"
    assert post.rows() == []
