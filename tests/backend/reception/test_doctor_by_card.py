"""A doctor, booked by a card at level 1, through the served app."""

from __future__ import annotations

from datetime import date, timedelta
from uuid import uuid4

import pytest
from sqlalchemy import select

from backend.audit import service as audit
from backend.bookings.rules import ResourceRules
from backend.bookings.tables import bookings
from backend.cards import service as cards
from tests.backend.app_http import code_of
from tests.backend.bookings.house import TOMORROW, House
from tests.backend.kiosk_in_test import KioskInTest
from tests.backend.reception.desk import Citizen, set_person
from tests.backend.region import HAND, START, TEST_SIGNER, Region


def test_from_the_tap_to_the_ticket(house: House, maria: Citizen) -> None:
    slot = house.slot()
    (line,) = maria.get("/v1/bookable?kind=doctor").json()["bookable"]
    assert (line["speciality"], line["free"], line["first_place"]) == ("therapist", 1, "clinic-1")
    (free,) = maria.get("/v1/slots?speciality=therapist").json()["slots"]
    assert (free["slot"], free["doctor"]) == (slot, "Соколова Е. В.")

    held = maria.hold(free["slot"])
    assert held.json()["expires_at"] == "2026-11-20T09:05:00Z"
    assert maria.get("/v1/slots?speciality=therapist").json()["slots"] == []
    (ticket,) = maria.confirm(held).json()["tickets"]
    assert (ticket["name_short"], ticket["state"]) == ("Иванова М. П.", "confirmed")
    assert (ticket["room"], ticket["floor"], ticket["desk_first"]) == ("12", "2", False)
    assert (ticket["place_title"], ticket["address"]) == ("Поликлиника № 1", "Мурманск, ул. Шмидта, д. 39")
    assert TEST_SIGNER.number_in(ticket["qr"]) == ticket["number"]


def test_the_journal_says_whose_booking_was_made_where(house: House, maria: Citizen, region: Region) -> None:
    maria.book(house.slot())
    with region.database.maintenance() as connection:
        done = [event.action for event in audit.of_person(connection, maria.person)]
    assert {"booking.hold", "booking.confirm"} <= set(done)


def test_whom_nothing_nearby_suits_is_shown_the_next_place(house: House, maria: Citizen) -> None:
    """More times of a children's doctor than a list holds do not hide the clinic behind."""
    house.resource(rules=ResourceRules(most_age=17))
    for number in range(25):
        house.slot(starts_at=TOMORROW + timedelta(minutes=20 * number))
    house.resource("therapist-2", provider="clinic-2")
    there = house.slot("therapist-2")
    (line,) = maria.get("/v1/bookable?kind=doctor").json()["bookable"]
    assert line["first_place"] == "clinic-2"
    assert [each["slot"] for each in maria.get("/v1/slots?speciality=therapist").json()["slots"]] == [there]


def test_who_was_faster_leaves_the_nearest_times(house: House, maria: Citizen, region: Region,
                                                 kiosk: KioskInTest) -> None:  # fmt: skip
    slot = house.slot()
    others = [house.slot(starts_at=TOMORROW + timedelta(minutes=20 * later)) for later in (1, 2, 3, 4)]
    Citizen.with_card(region, kiosk, "Быстрова").book(slot)
    refused = maria.hold(slot)
    assert code_of(refused) == "slot-taken"
    assert [each["slot"] for each in refused.json()["alternatives"]] == others[:3]


def test_a_request_sent_twice_books_once(house: House, maria: Citizen) -> None:
    slot, key = house.slot(seats=2), uuid4().hex
    first, again = maria.hold(slot, key), maria.hold(slot, key)
    assert first.json() == again.json()
    key = uuid4().hex
    assert maria.confirm(first, key).json() == maria.confirm(first, key).json()
    assert maria.confirm(first).json() == maria.confirm(first).json(), "another key finds the same booking"
    assert house.states() == {"confirmed": 1}


def test_the_key_of_another_request_fetches_nothing(house: House, maria: Citizen, region: Region,
                                                    kiosk: KioskInTest) -> None:  # fmt: skip
    slot, key = house.slot(seats=2), uuid4().hex
    maria.hold(slot, key)
    neighbour = Citizen.with_card(region, kiosk, "Соседова")
    assert code_of(neighbour.hold(slot, key)) == "idempotency-key-reused"


def test_a_hold_that_ran_out_is_said_so_and_its_seat_is_free(house: House, maria: Citizen, region: Region,
                                                             kiosk: KioskInTest) -> None:  # fmt: skip
    slot = house.slot()
    held = maria.hold(slot)
    region.clock.forward(minutes=5)
    kiosk.sign_in()
    assert code_of(maria.confirm(held)) == "hold-expired"
    assert Citizen.with_card(region, kiosk, "Соседова").hold(slot).status_code == 201


def test_a_released_hold_frees_its_seat_once(house: House, maria: Citizen, region: Region,
                                             kiosk: KioskInTest) -> None:  # fmt: skip
    slot = house.slot()
    held = maria.hold(slot)
    assert code_of(maria.release(held, "A" * 43)) == "booking-unknown"
    assert (maria.release(held).status_code, maria.release(held).status_code) == (204, 204)
    assert code_of(maria.confirm(held)) == "hold-lost"
    assert Citizen.with_card(region, kiosk, "Соседова").book(slot)["number"]


def test_a_token_is_the_only_key_of_a_hold(house: House, maria: Citizen) -> None:
    held = maria.hold(house.slot())
    assert code_of(maria.confirm(held, token="A" * 43)) == "booking-unknown"
    assert code_of(maria.confirm(held, token="short")) == "booking-unknown"
    assert maria.confirm(held).status_code == 200


def test_a_second_booking_is_refused_without_naming_the_first(house: House, maria: Citizen) -> None:
    maria.book(house.slot())
    refused = maria.hold(house.slot(starts_at=TOMORROW + timedelta(days=3)))
    assert code_of(refused) == "booking-exists"
    assert "therapist" not in refused.text
    assert "clinic" not in refused.text


@pytest.mark.parametrize(
    ("rules", "refusal"),
    [
        (ResourceRules(level=2), "booking-level"),
        (ResourceRules(most_age=17), "age-wrong"),
        (ResourceRules(referral_needed=True), "booking-level"),
        (ResourceRules(earliest_days=0), "booking-too-early"),
    ],
)
def test_rules_refuse(house: House, maria: Citizen, rules: ResourceRules, refusal: str) -> None:
    house.resource(rules=rules)
    assert code_of(maria.hold(house.slot())) == refusal


def test_a_doctor_of_another_clinics_people(house: House, maria: Citizen, region: Region) -> None:
    house.resource(rules=ResourceRules(attached_only=True))
    slot = house.slot()
    assert maria.get("/v1/slots?speciality=therapist").json()["slots"]
    set_person(region, maria.person, clinic="clinic-2")
    assert code_of(maria.hold(slot)) == "not-attached"
    assert maria.get("/v1/bookable?kind=doctor").json()["bookable"] == []
    assert maria.get("/v1/slots?speciality=therapist").json()["slots"] == []


def test_only_what_one_may_book_is_shown(house: House, maria: Citizen, kiosk: KioskInTest) -> None:
    house.slot()
    house.slot(
        house.resource("paediatrician-1", speciality="paediatrician", rules=ResourceRules(most_age=17))
    )
    house.slot(
        house.resource("neurologist-1", speciality="neurologist", rules=ResourceRules(referral_needed=True))
    )
    assert specialities(maria) == ["neurologist", "therapist"]
    assert specialities(Citizen(kiosk)) == ["neurologist", "paediatrician", "therapist"]


def test_ones_own_clinic_comes_first(house: House, maria: Citizen, region: Region) -> None:
    house.slot()
    there = house.slot(house.resource("therapist-2", provider="clinic-2"))
    set_person(region, maria.person, clinic="clinic-2")
    assert maria.get("/v1/slots?speciality=therapist&near=clinic-1").json()["slots"][0]["slot"] == there
    first, second = maria.get("/v1/resources?speciality=therapist").json()["resources"]
    assert (first["place"], second["place"]) == ("clinic-2", "clinic-1")


def test_for_a_child_with_card_and_pin(house: House, maria: Citizen, region: Region) -> None:
    house.resource(rules=ResourceRules(most_age=17))
    child = region.person("Иванова", "Даша", birth=date(2018, 5, 1))
    region.represents(maria.person, child)
    slot = house.slot()
    assert code_of(maria.hold(slot, beneficiary=child)) == "booking-level"
    maria.enter_pin()
    assert specialities(maria, f"&for={child}") == ["therapist"]
    ticket = maria.book(slot, beneficiary=child)
    assert ticket["name_short"] == "Иванова Д. П."
    assert ticket["bring"][0] == "birth_certificate"
    stranger = region.person("Чужая", birth=date(2018, 5, 1))
    assert code_of(maria.hold(slot, beneficiary=stranger)) == "person-not-yours"


def test_a_card_that_was_blocked_meanwhile_books_nothing(
    house: House, maria: Citizen, region: Region
) -> None:
    slot = house.slot()
    assert maria.card is not None
    with region.database.maintenance() as connection:
        cards.block(connection, maria.card.card, HAND)
    assert code_of(maria.hold(slot)) == "card-blocked"


def test_nobody_books_without_showing_anything(house: House, kiosk: KioskInTest) -> None:
    assert code_of(Citizen(kiosk).hold(house.slot())) == "session-missing"


def test_two_citizens_at_two_kiosks_get_one_seat(house: House, maria: Citizen, region: Region) -> None:
    """One after the other here; races are the engine's own tests."""
    slot = house.slot()
    other = Citizen.with_card(region, region.kiosk(), "Соседова")
    assert maria.hold(slot).status_code == 201
    assert code_of(other.hold(slot)) == "slot-taken"
    with region.database.maintenance() as connection:
        assert len(connection.execute(select(bookings.c.booking)).all()) == 1


def test_an_interval_of_slots(house: House, maria: Citizen) -> None:
    slots = [house.slot(starts_at=TOMORROW + timedelta(days=day)) for day in range(4)]
    since = (START + timedelta(days=2)).isoformat().replace("+00:00", "Z")
    until = (START + timedelta(days=3, hours=12)).isoformat().replace("+00:00", "Z")
    found = maria.get(f"/v1/slots?resource=therapist-1&from={since}&to={until}").json()["slots"]
    assert [each["slot"] for each in found] == slots[1:3]
    assert len(maria.get("/v1/slots?resource=therapist-1&limit=1").json()["slots"]) == 1


@pytest.mark.parametrize(
    "query",
    [
        "",
        "resource=a&speciality=b",
        "resource=therapist-1&from=1700000000",
        "resource=therapist-1&from=2026-13-41T00:00:00Z",
        "resource=therapist-1&from=9999-12-31T00:00:00Z",
        "resource=therapist-1&from=2026-11-21T09:00:00",
        "resource=therapist-1&limit=0",
        "resource=therapist-1&limit=1000",
        "resource=therapist-1&more=1",
        "resource=%D1%8F",
        "speciality=therapist&kind=surgeon",
    ],
)
def test_queries_that_do_not_fit(maria: Citizen, query: str) -> None:
    assert code_of(maria.get(f"/v1/slots?{query}")) == "parameter-invalid"


def specialities(citizen: Citizen, more: str = "") -> list[str]:
    found = citizen.get(f"/v1/bookable?kind=doctor{more}").json()["bookable"]
    return sorted(each["speciality"] for each in found)
