"""What is on in the demo region can be booked, seen on its plan and paid."""

from __future__ import annotations

from datetime import timedelta
from functools import partial

from backend.bookings.service import looking
from backend.demo.playbill import MAIN_HALL, payee_of, put_up_playbill
from backend.events.hall import HallPlan, laid_out
from backend.events.service import showing
from backend.payments.service.paying_in import faults_of
from content.loader import load
from content.model import PlaceKind
from tests.backend.bookings.house import House
from tests.backend.region import START, Region

ZONE = "Europe/Moscow"


def test_there_are_plays_a_lecture_a_tour_and_a_pool(region: Region) -> None:
    house, pack = House(region.database), load("ru-mur")
    opened = house.run(partial(put_up_playbill, pack=pack, zone=ZONE, now=house.now))
    assert opened > 50
    providers = [place.id for place in pack.places]
    between = (START, START + timedelta(days=60))
    on = house.run(partial(showing.events_on, providers=providers, between=between, now=START, most=60))
    seating = {each.event.rpartition("-")[2]: each.seating for each in on}
    assert seating == {
        "revizor": "plan",
        "queen": "plan",
        "lecture": "free",
        "tour": "free",
        "session": "free",
    }
    play = next(each for each in on if each.event.endswith("revizor"))
    plan = house.run(partial(showing.plan_now, slot=play.dates[0].slot, now=START))
    assert [zone.price_kopecks for zone in plan.zones] == [900_00, 700_00, 400_00]
    facts = house.run(partial(looking.slot_facts, slot=play.dates[0].slot))
    assert facts is not None
    assert looking.rules_of(facts).pay_within_minutes == 24 * 60
    again = house.run(partial(put_up_playbill, pack=pack, zone=ZONE, now=house.now))
    assert again == 0


def test_the_invented_account_has_right_control_digits() -> None:
    theatre = next(place for place in load("ru-mur").places if place.kind is PlaceKind.THEATRE)
    assert faults_of(payee_of(theatre)) == []


def test_the_halls_wheelchair_places_have_companions() -> None:
    hall = laid_out(MAIN_HALL)
    assert isinstance(hall, HallPlan)
    places = {seat.seat for seat in hall.seats if seat.kind == "wheelchair"}
    assert {seat.beside for seat in hall.seats if seat.kind == "companion"} == places
