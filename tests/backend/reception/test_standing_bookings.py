"""«Мои записи», moving, cancelling and arriving: by card and PIN, or by what is on the paper."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any
from uuid import uuid4

import httpx
import pytest

from backend.bookings.rules import ResourceRules
from backend.bookings.service.proving import WRONG_CODES
from tests.backend.app_http import code_of
from tests.backend.bookings.house import TOMORROW, House
from tests.backend.kiosk_in_test import KioskInTest
from tests.backend.reception.desk import Citizen, known
from tests.backend.region import Region


@pytest.fixture
def ticket(house: House, maria: Citizen) -> dict[str, Any]:
    return maria.book(house.slot())


@pytest.fixture
def walk_in(kiosk: KioskInTest) -> Citizen:
    return Citizen(kiosk)


def cancel(citizen: Citizen, ticket: dict[str, Any], code: str = "", key: str = "") -> httpx.Response:
    return citizen.post(f"/v1/bookings/{ticket['number']}/cancel", {"code": code}, key)


def move(
    citizen: Citizen, ticket: dict[str, Any], slot: str, code: str = "", key: str = ""
) -> httpx.Response:
    content = {"slot": slot, "code": code}
    return citizen.post(f"/v1/bookings/{ticket['number']}/move", content, key)


def wrong(code: str) -> str:
    return f"{(int(code) + 1) % 10_000:04d}"


def test_the_holder_sees_their_own_and_prints_again(maria: Citizen, ticket: dict[str, Any]) -> None:
    assert code_of(maria.get("/v1/bookings")) == "session-level"
    maria.enter_pin()
    (own,) = maria.get("/v1/bookings").json()["bookings"]
    assert own["ticket"] == ticket
    assert (own["may_change"], own["beneficiary"], own["beneficiary_name"]) == (True, maria.person, "")


def test_a_parent_sees_the_childs(house: House, maria: Citizen, region: Region) -> None:
    house.resource(rules=ResourceRules(most_age=17))
    child = region.person("Иванова", "Даша", birth=date(2018, 5, 1))
    region.represents(maria.person, child)
    maria.enter_pin()
    maria.book(house.slot(), beneficiary=child)
    (own,) = maria.get("/v1/bookings").json()["bookings"]
    assert (own["beneficiary"], own["beneficiary_name"]) == (child, "Даша И.")


def test_a_hold_is_not_among_them(house: House, maria: Citizen) -> None:
    maria.hold(house.slot())
    maria.enter_pin()
    assert maria.get("/v1/bookings").json()["bookings"] == []


def test_the_holder_moves_and_cancels(house: House, maria: Citizen, ticket: dict[str, Any]) -> None:
    later = house.slot(starts_at=TOMORROW + timedelta(days=2))
    assert code_of(move(maria, ticket, later)) == "session-level"
    maria.enter_pin()
    key = uuid4().hex
    (moved,) = move(maria, ticket, later, key=key).json()["tickets"]
    assert (moved["number"], moved["code"]) == (ticket["number"], ticket["code"])
    assert moved["starts_at"] != ticket["starts_at"]
    assert move(maria, ticket, later, key=key).json()["tickets"] == [moved]
    (own,) = maria.get("/v1/bookings").json()["bookings"]
    assert own["ticket"] == moved
    told = cancel(maria, ticket).json()
    assert (told["number"], told["state"]) == (ticket["number"], "cancelled")
    assert cancel(maria, ticket).status_code == 200, "cancelled already is no error"
    assert code_of(move(maria, ticket, house.slot(starts_at=TOMORROW + timedelta(days=3)))) == "booking-ended"


def test_the_new_time_is_kept_while_it_is_looked_at(
    house: House, maria: Citizen, region: Region, kiosk: KioskInTest, ticket: dict[str, Any]
) -> None:
    later = house.slot(starts_at=TOMORROW + timedelta(hours=1))
    maria.enter_pin()
    held = maria.post(f"/v1/bookings/{ticket['number']}/hold", {"slot": later})
    assert (held.status_code, held.json()["slot"]["slot"]) == (201, later)
    assert held.json()["expires_at"] > held.json()["server_time"]
    neighbour = Citizen.with_card(region, kiosk, "Соседова")
    assert code_of(neighbour.hold(later)) == "slot-taken"
    (moved,) = move(maria, ticket, later).json()["tickets"]
    assert moved["number"] == ticket["number"]


def test_the_new_time_is_given_back(
    house: House, maria: Citizen, region: Region, kiosk: KioskInTest, ticket: dict[str, Any]
) -> None:
    later = house.slot(starts_at=TOMORROW + timedelta(hours=1))
    wanted = {"slot": later, "code": ticket["code"]}  # the paper in the hand will do
    held = maria.post(f"/v1/bookings/{ticket['number']}/hold", wanted)
    assert code_of(held) == "body-invalid", "a card or a paper, not both"
    maria.enter_pin()
    held = maria.post(f"/v1/bookings/{ticket['number']}/hold", {"slot": later})
    assert code_of(maria.confirm(held)) == "booking-unknown", "one booking does not become two"
    assert maria.release(held).status_code == 204
    assert Citizen.with_card(region, kiosk, "Соседова").book(later)


def test_capacity_comes_back(house: House, maria: Citizen, region: Region, kiosk: KioskInTest,
                             ticket: dict[str, Any]) -> None:  # fmt: skip
    maria.enter_pin()
    cancel(maria, ticket)
    assert Citizen.with_card(region, kiosk, "Соседова").book("therapist-1-202611210900")


def test_moving_where_somebody_sits_leaves_everything_as_it_was(
    house: House, maria: Citizen, region: Region, kiosk: KioskInTest, ticket: dict[str, Any]
) -> None:
    later = house.slot(starts_at=TOMORROW + timedelta(hours=1))
    Citizen.with_card(region, kiosk, "Соседова").book(later)
    maria.enter_pin()
    refused = move(maria, ticket, later)
    assert code_of(refused) == "slot-taken"
    assert "alternatives" in refused.json()
    (own,) = maria.get("/v1/bookings").json()["bookings"]
    assert own["ticket"] == ticket


def test_somebody_elses_reads_like_none(maria: Citizen, region: Region, kiosk: KioskInTest,
                                        ticket: dict[str, Any]) -> None:  # fmt: skip
    neighbour = Citizen.with_card(region, kiosk, "Соседова")
    neighbour.enter_pin()
    theirs = cancel(neighbour, ticket)
    none = cancel(neighbour, {"number": "00000000"})
    assert code_of(theirs) == code_of(none) == "booking-unknown"
    assert theirs.json() == none.json()


def test_without_a_card_by_the_paper(house: House, walk_in: Citizen) -> None:
    house.resource(rules=ResourceRules(level=0))
    ticket = walk_in.book(house.slot(), without_card=known())
    later = house.slot(starts_at=TOMORROW + timedelta(days=2))
    (moved,) = move(walk_in, ticket, later, ticket["code"]).json()["tickets"]
    assert (moved["number"], moved["desk_first"]) == (ticket["number"], True)
    assert cancel(walk_in, ticket, ticket["code"]).json()["state"] == "cancelled"


def test_the_paper_of_a_card_holder_does_as_well(walk_in: Citizen, ticket: dict[str, Any]) -> None:
    assert cancel(walk_in, ticket, ticket["code"]).json()["state"] == "cancelled"


def test_codes_are_not_to_be_guessed(
    walk_in: Citizen, region: Region, ticket: dict[str, Any], house: House
) -> None:
    """Five wrong ones close the number for an hour, at every kiosk, also for the right one."""
    for _ in range(WRONG_CODES):
        assert code_of(cancel(walk_in, ticket, wrong(ticket["code"]))) == "booking-unknown"
    elsewhere = Citizen(region.kiosk())
    assert code_of(cancel(elsewhere, ticket, ticket["code"])) == "too-many-attempts"
    region.clock.forward(hours=1, minutes=1)
    elsewhere.kiosk.sign_in()
    assert cancel(elsewhere, ticket, ticket["code"]).status_code == 200


def test_a_number_that_does_not_exist_is_counted_alike(walk_in: Citizen, ticket: dict[str, Any]) -> None:
    answers = [code_of(cancel(walk_in, {"number": "12345678"}, "0000")) for _ in range(WRONG_CODES + 1)]
    assert answers == ["booking-unknown"] * WRONG_CODES + ["too-many-attempts"]


def test_neither_card_nor_code(walk_in: Citizen, maria: Citizen, ticket: dict[str, Any]) -> None:
    assert code_of(cancel(walk_in, ticket)) == "session-missing"
    assert code_of(cancel(maria, ticket, ticket["code"])) == "body-invalid"


def test_a_reader_at_the_door(region: Region, walk_in: Citizen, ticket: dict[str, Any]) -> None:
    at_kiosk = walk_in.kiosk.region.http.post(
        "/v1/tickets/check", json={"qr": ticket["qr"]}, headers=walk_in.headers
    ).json()
    assert (at_kiosk["genuine"], at_kiosk["number"], at_kiosk["name_short"]) == (True, ticket["number"], "")
    token = region.services.tokens.issue("op-1", ("case_worker",), region.clock.now).access_token
    headers = {"Authorization": f"Bearer {token}"}
    at_desk = region.http.post("/v1/tickets/check", json={"qr": ticket["qr"]}, headers=headers).json()
    assert at_desk["name_short"] == "Иванова М. П."
    forged = ticket["qr"].replace(ticket["number"], "00000000")
    nothing = region.http.post("/v1/tickets/check", json={"qr": forged}, headers=headers).json()
    assert nothing == {**at_desk, "genuine": False, "number": "", "state": "", "title": "", "doctor": "",
                       "place": "", "room": "", "starts_at": None, "name_short": ""}  # fmt: skip
    assert region.http.get("/v1/tickets/key").json()["crv"] == "P-256"


@pytest.mark.parametrize("path", ["cancel", "move", "arrive", "paper", "messages"])
@pytest.mark.parametrize(
    "number", ["1234567", "123456789", "1234567x", "%D9%A1" * 8, "..%2F..", "1234567%00"]
)
def test_what_is_no_number(walk_in: Citizen, path: str, number: str) -> None:
    answer = walk_in.post(f"/v1/bookings/{number}/{path}", {"slot": "s", "code": "0000"})
    assert code_of(answer) in {"parameter-invalid", "not-found"}
