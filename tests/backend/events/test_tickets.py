"""Tickets at a kiosk: seats together, places for wheelchairs, who pays less, and how many one may have."""

from __future__ import annotations

from datetime import date
from typing import Any

from sqlalchemy import insert

from backend.people.tables import person_categories
from tests.backend.app_http import code_of
from tests.backend.events.box_office import BoxOffice
from tests.backend.events.theatre import LECTURE, POOL, REVIZOR, hall, seat_of
from tests.backend.reception.desk import Citizen, known
from tests.backend.region import Region

SECOND_DAY = REVIZOR.replace("202612051500", "202612060900")


def give_category(region: Region, person: str, category: str) -> None:
    row = {"person": person, "category": category, "since": date(2020, 1, 1), "evidence": ""}
    with region.database.maintenance() as connection:
        connection.execute(insert(person_categories).values(**row))


def prices(held: Any) -> list[tuple[int, int]]:
    assert held.status_code == 201, held.text
    return [(seat["price_kopecks"], seat["discount_kopecks"]) for seat in held.json()["seats"]]


def test_several_seats_in_one_hold_are_neighbours(maria: Citizen) -> None:
    held = maria.hold(REVIZOR, seats=3).json()
    places = {(seat["row"], int(seat["place"])) for seat in held["seats"]}
    (row,) = {row for row, _ in places}
    numbers = sorted(place for _, place in places)
    assert numbers[-1] - numbers[0] == 2, (row, numbers)
    tickets = maria.confirm(maria.hold(REVIZOR, seats=3)).json()["tickets"]
    assert len({ticket["number"] for ticket in tickets}) == 3
    assert {ticket["seat"]["label"].split(",")[0] for ticket in tickets} == {"Партер"}


def test_chosen_seats_are_had_all_or_none(office: BoxOffice, maria: Citizen) -> None:
    other = Citizen.with_card(office.region, office.kiosk, "Петрова")
    mine = [seat_of("2", "4"), seat_of("2", "5")]
    assert maria.hold(REVIZOR, seats=2, chosen=mine).status_code == 201
    refused = other.hold(REVIZOR, seats=2, chosen=[seat_of("2", "5"), seat_of("2", "6")])
    assert code_of(refused) == "slot-taken"
    assert seat_of("2", "6") in office.free(REVIZOR)
    alternatives = refused.json()["alternatives"]
    assert {each["resource"] for each in alternatives} == {"revizor"}


def test_numbers_and_seats_have_to_agree(maria: Citizen) -> None:
    assert code_of(maria.hold(REVIZOR, seats=2, chosen=[1])) == "body-invalid"
    assert code_of(maria.hold(REVIZOR, seats=2, chosen=[1, 1])) == "body-invalid"
    assert code_of(maria.hold(REVIZOR, chosen=[999])) == "slot-taken"


def test_a_wheelchair_place_and_its_companion_who_pays_nothing(maria: Citizen) -> None:
    held = maria.hold(REVIZOR, seats=2, wheelchair=True)
    assert prices(held) == [(500_50, 0), (0, 500_50)]
    kinds = [seat["kind"] for seat in held.json()["seats"]]
    assert kinds == ["wheelchair", "companion"]
    companion = next(seat.seat for seat in hall().seats if seat.kind == "companion" and seat.beside > 30)
    assert code_of(maria.hold(REVIZOR, chosen=[companion])) in {"companion-alone", "slot-taken"}


def test_also_where_seats_have_no_names(maria: Citizen) -> None:
    held = maria.hold(LECTURE, seats=2, wheelchair=True).json()
    assert [seat["kind"] for seat in held["seats"]] == ["wheelchair", "companion"]
    assert code_of(maria.hold(LECTURE, seats=13)) == "body-invalid"


def test_who_pays_less_sees_the_price_and_no_category(office: BoxOffice, maria: Citizen) -> None:
    give_category(office.region, maria.person, "large-family")
    held = maria.hold(REVIZOR, seats=4, chosen=[1, 2, 3, 4])
    assert prices(held) == [(400_00, 400_00)] * 3 + [(800_00, 0)]
    assert "large-family" not in held.text
    told = maria.confirm(held)
    assert told.json()["invoice"]["amount_kopecks"] == 2000_00
    assert "large-family" not in told.text


def test_without_a_card_everybody_pays_the_full_price(office: BoxOffice, maria: Citizen) -> None:
    give_category(office.region, maria.person, "large-family")
    nobody = Citizen(office.kiosk)
    refused = nobody.hold(REVIZOR, without_card=known())
    assert code_of(refused) == "booking-level"


def test_one_person_has_so_many_tickets_however_they_are_asked_for(office: BoxOffice, maria: Citizen) -> None:
    assert code_of(maria.hold(REVIZOR, seats=5)) == "capacity-gone"
    maria.confirm(maria.hold(REVIZOR, seats=3))
    assert code_of(maria.hold(REVIZOR, seats=2)) == "booking-limit"
    assert maria.confirm(maria.hold(REVIZOR, seats=1)).status_code == 200
    assert code_of(maria.hold(REVIZOR)) == "booking-limit"
    assert maria.hold(SECOND_DAY, seats=4).status_code == 201
    assert office.balance() == []


def test_an_earlier_hold_gives_way_since_its_kiosk_may_be_dead(office: BoxOffice, maria: Citizen) -> None:
    maria.hold(REVIZOR, seats=4)
    assert maria.hold(REVIZOR, seats=4).status_code == 201
    assert len(office.free(REVIZOR)) == len(hall().seats) - 4
    assert office.balance() == []


def test_a_ticket_that_costs_something_is_not_moved(office: BoxOffice, maria: Citizen) -> None:
    ticket = maria.book(REVIZOR)
    asked = {"slot": SECOND_DAY, "code": ticket["code"]}
    moved = Citizen(office.kiosk).post(f"/v1/bookings/{ticket['number']}/move", asked)
    assert code_of(moved) == "ticket-fixed"


def test_what_is_paid_at_the_place_says_so(office: BoxOffice, maria: Citizen) -> None:
    told = maria.confirm(maria.hold(POOL)).json()
    assert told["invoice"] is None
    assert told["tickets"][0]["payment"] == "on_site"
    assert maria.confirm(maria.hold(LECTURE)).json()["tickets"][0]["payment"] == "none"
