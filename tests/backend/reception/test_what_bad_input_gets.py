"""What bad input gets: a clear answer, no lost capacity, nothing doubled; then the books balance."""

from __future__ import annotations

import asyncio
from collections import Counter
from collections.abc import Iterator
from datetime import timedelta
from functools import partial
from typing import Any
from uuid import uuid4

import pytest
from sqlalchemy import insert

from backend.bookings import invariants
from backend.bookings.rules import ResourceRules
from backend.bookings.service import providing, sweeping
from backend.kiosks.tables import kiosks
from content.catalogues import words
from content.i18n import LANGUAGES
from tests.backend.app_http import code_of
from tests.backend.bookings.house import TOMORROW, House
from tests.backend.kiosk_in_test import KioskInTest
from tests.backend.reception.desk import BIRTH, Citizen
from tests.backend.region import Region

KIOSKS, SEATS, AT_ONCE = 1000, 40, 100
SAID = (
    "slot-past", "slot-closed", "slot-unknown", "slot-taken", "booking-exists", "hold-lost", "hold-expired",
    "booking-unknown", "booking-ended", "referral-needed", "too-many-attempts", "arrival-too-early",
    "channel-off", "phone-invalid", "quota-reserved", "capacity-gone", "booking-too-late",
    "booking-too-early",
)  # fmt: skip


@pytest.fixture(autouse=True)
def balanced(house: House, region: Region) -> Iterator[None]:
    """Whatever a test did, the books balance afterwards."""
    yield
    assert house.run(partial(invariants.check, now=region.clock.now)) == []


def works(citizen: Citizen, slot: str) -> bool:
    """Whether the seat is there for the next one."""
    return citizen.confirm(citizen.hold(slot)).status_code == 200


@pytest.fixture
def neighbour(region: Region, kiosk: KioskInTest) -> Citizen:
    return Citizen.with_card(region, kiosk, "Соседова")


@pytest.mark.parametrize("dialect", ["sqlite"])
@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("code", SAID)
def test_each_refusal_has_kind_words(code: str, language: str) -> None:
    said = words(language)
    title, todo = said(f"failure.{code}.title"), said(f"failure.{code}.todo")
    assert all(len(sentence.split()) <= 15 for sentence in (*title.split("."), *todo.split(".")))


def test_a_slot_that_is_past(house: House, maria: Citizen, region: Region) -> None:
    assert code_of(maria.hold(house.slot(starts_at=region.clock.now - timedelta(minutes=1)))) == "slot-past"


def test_a_closed_day(house: House, maria: Citizen, neighbour: Citizen) -> None:
    slot, other = house.slot(), house.slot(starts_at=TOMORROW + timedelta(days=1))
    day = TOMORROW.date()
    house.run(
        partial(providing.close_day, asking=house.asking(0, "provider"), resource="therapist-1", day=day)
    )
    assert code_of(maria.hold(slot)) == "slot-closed"
    assert works(maria, other), "another day is not closed"


def test_a_booking_at_a_time_when_one_is_expected_elsewhere(house: House, maria: Citizen) -> None:
    maria.book(house.slot())
    house.resource("dentist-1", speciality="dentist")
    at_the_same_time = house.slot("dentist-1", starts_at=TOMORROW + timedelta(minutes=10))
    refused = maria.hold(at_the_same_time)
    assert code_of(refused) == "booking-exists"
    assert "therapist" not in refused.text, "it names nothing"
    assert works(maria, house.slot("dentist-1", starts_at=TOMORROW + timedelta(minutes=40)))


def test_a_hold_that_was_lost(house: House, maria: Citizen, neighbour: Citizen) -> None:
    slot = house.slot()
    held = maria.hold(slot)
    maria.release(held)
    assert code_of(maria.confirm(held)) == "hold-lost"
    assert works(neighbour, slot)


def test_a_hold_that_has_run_out_when_it_is_confirmed(
    house: House, maria: Citizen, neighbour: Citizen, region: Region
) -> None:
    slot = house.slot()
    held = maria.hold(slot)
    region.clock.forward(seconds=301)
    house.forward(seconds=301)
    assert code_of(maria.confirm(held)) == "hold-expired"
    again = Citizen.with_card(region, maria.kiosk, "Третья")
    assert works(again, slot)


def test_a_provider_who_takes_a_slot_away_with_its_bookings(house: House, maria: Citizen) -> None:
    slot = house.slot()
    house.slot(starts_at=TOMORROW + timedelta(hours=1))
    ticket = maria.book(slot)
    house.run(partial(providing.close_slot, asking=house.asking(0, "provider"), slot=slot))
    maria.enter_pin()
    (own,) = maria.get("/v1/bookings").json()["bookings"]
    assert (own["state"], own["may_change"]) == ("cancelled", False)
    paper = maria.kiosk.region.http.post(
        f"/v1/bookings/{ticket['number']}/paper", json={"code": ticket["code"]}, headers=maria.kiosk.headers
    )
    assert paper.json()["state"] == "cancelled", "the paper says so too"
    assert works(maria, f"therapist-1-{TOMORROW + timedelta(hours=1):%Y%m%d%H%M}"), "and another time is free"


def test_a_clock_that_jumps(house: House, maria: Citizen, neighbour: Citizen, region: Region) -> None:
    """Back: nothing that stands is lost. Forward: a hold ends once. Nothing is doubled by either."""
    slot = house.slot()
    held = maria.hold(slot)
    region.clock.forward(hours=-2)
    maria.kiosk.sign_in()
    assert maria.confirm(held).status_code == 200
    assert code_of(neighbour.hold(slot)) in {"slot-taken", "session-expired"}
    region.clock.forward(hours=7)
    house.forward(hours=5)
    house.run(partial(sweeping.sweep, now=region.clock.now))
    region.clock.forward(hours=-5)
    assert house.states() == {"confirmed": 1}


def test_requests_that_come_twice_and_in_the_wrong_order(
    house: House, maria: Citizen, neighbour: Citizen
) -> None:
    slot, key, other_key = house.slot(), uuid4().hex, uuid4().hex
    held = maria.hold(slot, key)
    first = maria.confirm(held, other_key)
    assert maria.hold(slot, key).json() == held.json(), "the hold once more, after its confirmation"
    assert maria.confirm(held, other_key).json() == first.json()
    assert maria.confirm(held).json() == first.json(), "with another key it is still one booking"
    assert maria.release(held).status_code == 204, "a release that comes too late releases nothing"
    assert code_of(neighbour.hold(slot)) == "slot-taken"
    assert house.states() == {"confirmed": 1}
    changed = {"slot": house.slot(starts_at=TOMORROW + timedelta(hours=2))}
    assert code_of(maria.post("/v1/holds", changed, key)) == "idempotency-key-reused"


def test_a_cancellation_that_comes_before_the_arrival(house: House, maria: Citizen, region: Region) -> None:
    ticket = maria.book(house.slot())
    walk_in = Citizen(maria.kiosk)
    path = f"/v1/bookings/{ticket['number']}"
    assert walk_in.post(f"{path}/cancel", {"code": ticket["code"]}).status_code == 200
    region.clock.forward(hours=23)
    walk_in.kiosk.sign_in()
    assert code_of(walk_in.post(f"{path}/arrive", {"qr": ticket["qr"]})) == "booking-ended"


def test_a_kiosk_that_dies_with_a_hold(
    house: House, maria: Citizen, neighbour: Citizen, region: Region
) -> None:
    """Its person has the seat at once at the next kiosk; everybody else when the hold has run out."""
    slot = house.slot()
    maria.hold(slot)
    assert code_of(neighbour.hold(slot)) == "slot-taken"
    elsewhere = Citizen(region.kiosk(), maria.person, maria.card)
    assert maria.card is not None
    elsewhere.session = str(elsewhere.kiosk.tap(maria.card).json()["session"])
    assert elsewhere.hold(slot).status_code == 201
    region.clock.forward(seconds=301)
    house.forward(seconds=301)
    third = Citizen.with_card(region, neighbour.kiosk, "Третья")
    assert works(third, slot)


@pytest.mark.slow
def test_a_thousand_kiosks_at_the_opening_minute(house: House, region: Region) -> None:
    """Each is answered, every seat goes once, and who comes too late is told so kindly."""
    house.resource("therapist-1", rules=ResourceRules(level=0))
    slot = house.slot(seats=SEATS)
    row = {"title": "Киоск", "reader_profile": "insert", "public_key": "{}", "enrolled_at": region.clock.now}
    with region.database.maintenance() as connection:
        connection.execute(insert(kiosks), [{**row, "kiosk": f"k-{number}"} for number in range(KIOSKS)])
    tokens = [
        region.services.tokens.issue(f"k-{number}", ("kiosk",), region.clock.now).access_token
        for number in range(KIOSKS)
    ]

    async def everybody() -> list[tuple[int, str]]:
        few = asyncio.Semaphore(AT_ONCE)
        async with region.http.open() as client:

            async def one(number: int) -> tuple[int, str]:
                who = {"policy": f"51{number:014d}", "birth_date": BIRTH.isoformat()}
                headers = {"Authorization": f"Bearer {tokens[number]}", "Idempotency-Key": uuid4().hex}
                wish: dict[str, Any] = {"slot": slot, "without_card": who}
                async with few:
                    answer = await client.post("/v1/holds", json=wish, headers=headers)
                return answer.status_code, "" if answer.is_success else code_of(answer)

            return list(await asyncio.gather(*(one(number) for number in range(KIOSKS))))

    told = Counter(asyncio.run(everybody()))
    assert set(told) <= {(201, ""), (409, "slot-taken"), (503, "database-busy")}
    assert told[201, ""] == SEATS
    assert told[409, "slot-taken"] > KIOSKS / 2
    assert house.states() == {"held": SEATS}
