"""Nobody needs a telephone to learn of a seat that came free: the card tells it."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from tests.backend.app_http import code_of
from tests.backend.bookings.house import TOMORROW, House
from tests.backend.kiosk_in_test import KioskInTest
from tests.backend.reception.desk import Citizen
from tests.backend.region import Region

WISH = {"speciality": "therapist", "place": "clinic-1"}


@pytest.fixture
def other(region: Region, kiosk: KioskInTest) -> Citizen:
    return Citizen.with_card(region, kiosk, "Соседова")


@pytest.fixture
def taken(house: House, other: Citizen) -> dict[str, Any]:
    """The only time, and its ticket."""
    return other.book(house.slot(starts_at=TOMORROW + timedelta(hours=6)))


def give_back(other: Citizen, ticket: dict[str, Any]) -> None:
    answer = Citizen(other.kiosk).post(f"/v1/bookings/{ticket['number']}/cancel", {"code": ticket["code"]})
    assert answer.status_code == 200, answer.text


def leave(citizen: Citizen, entry: str) -> int:
    return citizen.kiosk.region.http.delete(f"/v1/waiting/{entry}", headers=citizen.headers).status_code


def test_a_seat_that_came_free_is_offered_at_the_next_tap(
    maria: Citizen, other: Citizen, taken: dict[str, Any]
) -> None:
    entry = maria.post("/v1/waiting", WISH)
    assert entry.status_code == 201, entry.text
    assert maria.get("/v1/waiting").json()["offers"] == 0
    give_back(other, taken)

    at_level_one = maria.get("/v1/waiting").json()
    assert (at_level_one["offers"], at_level_one["entries"]) == (1, []), "that, but not what"
    assert code_of(maria.post(f"/v1/waiting/{entry.json()['entry']}/take")) == "session-level"
    maria.enter_pin()
    (offered,) = maria.get("/v1/waiting").json()["entries"]
    assert offered["offer"]["starts_at"] == taken["starts_at"]
    (ticket,) = maria.post(f"/v1/waiting/{offered['entry']}/take").json()["tickets"]
    assert (ticket["name_short"], ticket["starts_at"]) == ("Иванова М. П.", taken["starts_at"])
    assert maria.get("/v1/waiting").json()["entries"] == []


def test_standing_in_line_twice_is_once(maria: Citizen, taken: dict[str, Any]) -> None:
    assert maria.post("/v1/waiting", WISH).json() == maria.post("/v1/waiting", WISH).json()


def test_the_finder_of_a_card_does_not_learn_that_its_owner_waits_or_where_to(
    region: Region, maria: Citizen, other: Citizen, taken: dict[str, Any]
) -> None:
    """At level 1 whoever asks once more is told what anybody is told who asks for the first time."""
    maria.post("/v1/waiting", WISH)
    give_back(other, taken)
    region.clock.forward(seconds=20)
    told = maria.post("/v1/waiting", WISH).json()
    assert (told["offer"], told["offer_until"]) == (None, None)
    assert told["since"] == region.clock.now.isoformat().replace("+00:00", "Z")
    maria.enter_pin()
    told = maria.post("/v1/waiting", WISH).json()
    assert told["offer"]["starts_at"] == taken["starts_at"], "the holder's own, with the PIN"


def test_an_offer_declined_frees_the_seat(maria: Citizen, other: Citizen, taken: dict[str, Any]) -> None:
    entry = maria.post("/v1/waiting", WISH).json()["entry"]
    give_back(other, taken)
    assert other.get("/v1/slots?speciality=therapist").json()["slots"] == []
    maria.enter_pin()
    assert leave(maria, entry) == 204
    assert len(other.get("/v1/slots?speciality=therapist").json()["slots"]) == 1


def test_who_left_the_line_is_offered_nothing(maria: Citizen, other: Citizen, taken: dict[str, Any]) -> None:
    entry = maria.post("/v1/waiting", WISH).json()["entry"]
    maria.enter_pin()
    assert leave(maria, entry) == 204
    give_back(other, taken)
    assert maria.get("/v1/waiting").json()["entries"] == []
    assert leave(maria, entry) == 404


def test_nothing_offered_is_nothing_to_take(maria: Citizen, taken: dict[str, Any]) -> None:
    entry = maria.post("/v1/waiting", WISH).json()["entry"]
    maria.enter_pin()
    assert code_of(maria.post(f"/v1/waiting/{entry}/take")) == "hold-lost"


def test_anothers_entry_reads_like_none(maria: Citizen, other: Citizen, taken: dict[str, Any]) -> None:
    entry = maria.post("/v1/waiting", WISH).json()["entry"]
    other.enter_pin()
    assert code_of(other.post(f"/v1/waiting/{entry}/take")) == "booking-unknown"
    assert leave(other, entry) == 404


@pytest.mark.parametrize(
    ("wish", "refusal"),
    [
        ({}, "body-invalid"),
        ({"speciality": "therapist"}, "body-invalid"),
        ({"resource": "therapist-1", **WISH}, "body-invalid"),
        ({"resource": "nobody"}, "slot-unknown"),
        ({"speciality": "witch", "place": "clinic-1"}, "slot-unknown"),
    ],
)
def test_what_nobody_can_wait_for(house: House, maria: Citizen, wish: dict[str, str], refusal: str) -> None:
    assert code_of(maria.post("/v1/waiting", wish)) == refusal


def test_without_a_card_nobody_waits(house: House, kiosk: KioskInTest) -> None:
    assert code_of(Citizen(kiosk).post("/v1/waiting", WISH)) == "session-missing"
