"""The kiosk's client books, moves, cancels and arrives, against a real server over TLS."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy import update

from backend.bookings.rules import ResourceRules
from backend.client import ClientFailure, KioskClient
from backend.contract.bookings import (
    BookableList,
    BookableResources,
    ChangedBooking,
    FreeDays,
    FreeSlots,
    Hold,
    HoldIn,
    OwnBookings,
    Tickets,
    WithoutCard,
    alternatives_of,
)
from backend.contract.ticket_check import TicketCheck
from backend.people.tables import people
from tests.backend.bookings.house import House
from tests.backend.kiosk_client import client_of, opened, proof_of
from tests.backend.region import Region
from tests.backend.served import Served, serving

pytestmark = [pytest.mark.slow, pytest.mark.parametrize("dialect", ["sqlite"])]


@pytest.fixture
def served(region: Region, tmp_path: Path) -> Iterator[Served]:
    region.clock.now = datetime.now(UTC)
    with serving(region, tmp_path / "data") as running:
        yield running


@pytest.fixture
def client(served: Served) -> Iterator[KioskClient]:
    with client_of(served) as made:
        yield made


@pytest.fixture
def slots(served: Served) -> list[str]:
    """Four times of one therapist, from tomorrow."""
    house = House(served.region.database, served.region.clock.now)
    house.resource(rules=ResourceRules(level=0))
    tomorrow = served.region.clock.now.replace(microsecond=0) + timedelta(days=1)
    return [house.slot(starts_at=tomorrow + timedelta(minutes=20 * later)) for later in range(4)]


def test_from_the_card_to_the_ticket_and_on(served: Served, client: KioskClient, slots: list[str]) -> None:
    person = served.region.person()
    with served.region.database.maintenance() as connection:
        connection.execute(update(people).where(people.c.person == person).values(clinic="clinic-1"))
    card = served.region.card_of(person)
    session = opened(client, card).session
    calls = client.bookings

    told = calls.bookable("doctor", session=session)
    assert isinstance(told, BookableList), told
    assert [line.speciality for line in told.bookable] == ["therapist"]
    doctors = calls.resources("doctor", "therapist", session=session)
    assert isinstance(doctors, BookableResources), doctors
    assert doctors.resources[0].doctor == "Соколова Е. В."
    now = served.region.clock.now
    free = calls.slots(speciality="therapist", since=now, until=now + timedelta(days=7), session=session)
    assert isinstance(free, FreeSlots), free
    assert [each.slot for each in free.slots] == slots

    held = calls.hold(HoldIn(slot=slots[0]), "b" * 32, session)
    assert isinstance(held, Hold), held
    assert calls.hold(HoldIn(slot=slots[0]), "b" * 32, session) == held
    tickets = calls.confirm_hold(held.hold, held.token, "c" * 32)
    assert isinstance(tickets, Tickets), tickets
    (ticket,) = tickets.tickets
    assert ticket.name_short == "Иванова М. П."

    client.prove_holder(session, proof_of(client, card, "9A"))
    own = calls.own(session)
    assert isinstance(own, OwnBookings), own
    assert own.bookings[0].ticket == ticket
    days = calls.days(speciality="therapist", session=session)
    assert isinstance(days, FreeDays), days
    assert sum(day.free for day in days.days) == len(slots) - 1
    kept = calls.hold_target(ticket.number, slots[2], "f" * 32, session=session)
    assert isinstance(kept, Hold), kept
    assert kept.slot.slot == slots[2]
    moved = calls.move(ticket.number, slots[2], "d" * 32, session=session)
    assert isinstance(moved, Tickets), moved
    check = calls.check_ticket(ticket.qr)
    assert isinstance(check, TicketCheck), check
    assert (check.genuine, check.starts_at) == (True, moved.tickets[0].starts_at)
    served.region.clock.now = moved.tickets[0].starts_at - timedelta(minutes=1)
    arrived = calls.arrive(ticket.number, "e" * 32, qr=ticket.qr)
    assert isinstance(arrived, ChangedBooking), arrived
    assert arrived.state == "arrived"


def test_without_a_card_and_by_the_paper(client: KioskClient, slots: list[str]) -> None:
    who = WithoutCard(policy="5100000000000017", birth_date=datetime(1948, 3, 8, tzinfo=UTC).date())
    held = client.bookings.hold(HoldIn(slot=slots[0], without_card=who), "b" * 32)
    assert isinstance(held, Hold), held
    tickets = client.bookings.confirm_hold(held.hold, held.token, "c" * 32)
    assert isinstance(tickets, Tickets), tickets
    (ticket,) = tickets.tickets
    assert ticket.desk_first
    cancelled = client.bookings.cancel(ticket.number, "d" * 32, code=ticket.code)
    assert isinstance(cancelled, ChangedBooking), cancelled
    assert cancelled.state == "cancelled"


def test_a_refusal_brings_the_nearest_times_along(client: KioskClient, slots: list[str]) -> None:
    who = WithoutCard(policy="5100000000000017", birth_date=datetime(1948, 3, 8, tzinfo=UTC).date())
    first = client.bookings.hold(HoldIn(slot=slots[0], without_card=who), "b" * 32)
    assert isinstance(first, Hold), first
    second = client.bookings.hold(HoldIn(slot=slots[0], without_card=who), "c" * 32)
    assert isinstance(second, ClientFailure)
    assert second.code == "slot-taken"
    assert [each.slot for each in alternatives_of(second.problem)] == slots[1:]
    assert client.bookings.release_hold(first.hold, first.token) is None
    assert client.bookings.release_hold(first.hold, first.token) is None
    assert isinstance(client.bookings.hold(HoldIn(slot=slots[0], without_card=who), "d" * 32), Hold)
    assert alternatives_of(None) == ()
