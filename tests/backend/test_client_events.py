"""The kiosk's client looks at what is on, takes seats and learns that they are paid, over TLS."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from backend.client import ClientFailure, KioskClient
from backend.contract.bookings import Hold, HoldIn, Tickets
from backend.contract.events import Events, SeatPlan
from backend.contract.payments import Invoice, TerminalSlipIn
from tests.backend.events.box_office import BoxOffice
from tests.backend.events.theatre import POSTER
from tests.backend.kiosk_client import client_of, opened
from tests.backend.region import Region
from tests.backend.served import Served, serving

pytestmark = [pytest.mark.slow, pytest.mark.parametrize("dialect", ["sqlite"])]


@pytest.fixture
def served(region: Region, tmp_path: Path) -> Iterator[Served]:
    region.clock.now = datetime.now(UTC)
    soon = (region.clock.now + timedelta(days=10)).date()
    next_day = soon + timedelta(days=1)
    text = POSTER.replace("2026-12-05", soon.isoformat()).replace("2026-12-06", next_day.isoformat())
    BoxOffice.open(region, text)
    with serving(region, tmp_path / "data") as running:
        yield running


@pytest.fixture
def client(served: Served) -> Iterator[KioskClient]:
    with client_of(served) as made:
        yield made


def test_from_the_poster_to_a_paid_ticket(served: Served, client: KioskClient) -> None:
    events = client.events.list_events(near="clinic-1")
    assert isinstance(events, Events), events
    play = next(each for each in events.events if each.seating == "plan")
    slot = play.dates[0].slot
    plan = client.events.plan(slot)
    assert isinstance(plan, SeatPlan), plan
    chosen = tuple(seat.seat for seat in plan.rows[0].seats if seat.free)[:2]

    session = opened(client, served.region.card_of(served.region.person())).session
    held = client.bookings.hold(HoldIn(slot=slot, seats=2, chosen=chosen), "b" * 32, session)
    assert isinstance(held, Hold), held
    assert (held.seats[0].label, held.pay_within_minutes) == ("Партер, ряд 1, место 1", 1440)
    tickets = client.bookings.confirm_hold(held.hold, held.token, "c" * 32)
    assert isinstance(tickets, Tickets), tickets
    assert tickets.invoice is not None

    now = served.region.clock.now
    slip = TerminalSlipIn(
        terminal="T-1",
        reference="628811223344",
        amount_kopecks=tickets.invoice.amount_kopecks,
        approved_at=now,
    )
    paid = client.payments.paid_at_terminal(held.hold, held.token, slip, "d" * 32)
    assert isinstance(paid, Invoice), paid
    assert (paid.state, paid.qr) == ("paid", "")
    assert client.payments.of_hold(held.hold, held.token) == paid.model_copy(
        update={"server_time": served.region.clock.now}
    )
    ticket = tickets.tickets[0]
    by_code = client.payments.of_booking(ticket.number, code=ticket.code)
    assert isinstance(by_code, Invoice)
    assert by_code.state == "paid"


def test_what_has_neither_plan_nor_invoice_says_so(served: Served, client: KioskClient) -> None:
    events = client.events.list_events(place="clinic-2")
    assert isinstance(events, Events), events
    lecture = next(each for each in events.events if each.event == "lecture").dates[0].slot
    assert client.events.plan(lecture) == ClientFailure("plan-none", "Take seats by their number only.")
    session = opened(client, served.region.card_of(served.region.person())).session
    held = client.bookings.hold(HoldIn(slot=lecture), "b" * 32, session)
    assert isinstance(held, Hold), held
    failure = client.payments.of_hold(held.hold, held.token)
    assert isinstance(failure, ClientFailure)
    assert failure.code == "invoice-none"
