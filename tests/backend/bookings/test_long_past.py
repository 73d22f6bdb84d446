"""What is long past: free slots go, bookings stay as a count, and nobody is named any more."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from datetime import date, timedelta
from functools import partial
from itertools import product

import pytest
from sqlalchemy import Connection, Table, func, select

from backend.bookings import invariants
from backend.bookings.rules import ResourceRules
from backend.bookings.service import ending, forgetting, looking, sweeping
from backend.bookings.service.forgetting import Retention
from backend.bookings.service.waiting_list import Wanted
from backend.bookings.tables import booking_claims, booking_events, bookings, seats, slots, waiting
from backend.bookings.values import ByDesk
from backend.past_days import forget_past_days
from tests.backend.bookings.house import House
from tests.backend.bookings.test_waiting_list import wait
from tests.backend.region import Region

FREE_A_TIME = 5  # that are over at one moment: more than go at once here
KEPT = Retention(free_slots=timedelta(days=30), bookings=timedelta(days=365))


def count(house: House, table: Table) -> int:
    return int(
        house.run(lambda connection: connection.execute(select(func.count()).select_from(table)).scalar_one())
    )


def night(house: House, region: Region, done_on: date | None = None) -> date:
    """Housekeeping, at the house's time."""
    region.clock.now = house.now
    house.run(partial(sweeping.sweep, now=house.now))
    return asyncio.run(forget_past_days(replace(region.services, retention=KEPT), done_on))


def test_free_slots_go_after_their_time_and_booked_ones_stay(
    house: House, region: Region, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(forgetting, "AT_ONCE", 2)
    start = house.now + timedelta(days=1)
    others = range(2, 2 + FREE_A_TIME)
    for hour, number in product(range(3), others):
        house.resource(f"therapist-{number}")
        house.slot(f"therapist-{number}", start + timedelta(hours=hour))
    booked = house.book(house.slot(starts_at=start, seats=3), region.person())
    house.forward(days=30)
    night(house, region)
    assert count(house, slots) == 3 * FREE_A_TIME + 1
    house.forward(days=2)
    night(house, region)
    assert (count(house, slots), count(house, seats)) == (1, 3)
    found = house.run(partial(looking.by_id, booking=booked.booking))
    assert found is not None and found.person == booked.person
    assert house.run(partial(invariants.check, now=house.now)) == []


def test_a_slot_somebody_once_booked_and_gave_back_stays(house: House, region: Region) -> None:
    booked = house.book(house.slot(), region.person())
    house.run(partial(ending.cancel, asking=house.asking(), booking=booked.booking, proof=ByDesk()))
    house.forward(days=60)
    night(house, region)
    assert count(house, slots) == 1


def test_an_events_slots_stay(house: House, region: Region) -> None:
    house.resource("concert", kind="event", speciality="")
    house.slot("concert")
    house.forward(days=60)
    night(house, region)
    assert count(house, slots) == 1


def test_a_booking_names_nobody_after_its_time(house: House, region: Region) -> None:
    booked = house.book(house.slot(), region.person(), category="veteran")
    house.forward(days=365)
    night(house, region)
    assert person_of(house, booked.booking) == booked.person
    house.forward(days=2)
    night(house, region)
    row = house.run(lambda connection: whole(connection, booked.booking))
    assert (row["person"], row["number"], row["category"], row["hold_token_hash"]) == (None, None, "", None)
    assert (row["state"], row["slot"], row["channel"]) == ("done", booked.slot.slot, "kiosk"), (
        "the count stays"
    )
    assert count(house, booking_claims) == 0
    assert house.run(partial(looking.by_number, number=booked.number)) is None
    assert house.run(partial(invariants.check, now=house.now)) == []


def test_words_typed_about_a_booking_go_with_it(house: House, region: Region) -> None:
    booked = house.book(house.slot(), region.person())
    cancel = partial(ending.cancel, booking=booked.booking, proof=ByDesk(), reason="звонила дочь")
    house.run(partial(cancel, asking=house.asking()))
    house.forward(days=400)
    night(house, region)
    reasons = house.run(lambda connection: set(connection.execute(select(booking_events.c.reason)).scalars()))
    assert reasons == {""}
    assert house.run(lambda connection: whole(connection, booked.booking))["ended_reason"] == ""


def test_a_settled_place_in_the_line_goes(house: House, region: Region) -> None:
    wait(house, region.person(), Wanted(speciality="therapist", provider="clinic-1"))
    house.forward(days=400)
    night(house, region)
    assert count(house, waiting) == 1, "who still waits, waits"
    house.run(lambda connection: connection.execute(waiting.update().values(state="left")))
    night(house, region)
    assert count(house, waiting) == 0


def test_it_is_done_once_a_day(house: House, region: Region) -> None:
    house.forward(days=60)
    today = night(house, region)
    house.slot(starts_at=house.now - timedelta(days=40))
    assert night(house, region, today) == today
    assert count(house, slots) == 1
    house.forward(days=1)
    night(house, region, today)
    assert count(house, slots) == 0


def person_of(house: House, booking: str) -> str | None:
    found = house.run(partial(looking.by_id, booking=booking))
    return None if found is None else found.person


def whole(connection: Connection, booking: str) -> dict[str, object]:
    found = connection.execute(select(bookings).where(bookings.c.booking == booking))
    return dict(found.mappings().one())


def test_a_booking_of_somebody_unknown_gives_its_number_back(house: House, region: Region) -> None:
    house.resource(rules=ResourceRules(level=0))
    booked = house.confirm(house.hold(house.slot(), None, asking=house.asking(0)))[0]
    house.forward(days=367)
    night(house, region)
    row = house.run(lambda connection: whole(connection, booked.booking))
    assert (row["number"], row["hold_token_hash"]) == (None, None)
