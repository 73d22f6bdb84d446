"""Somebody on the way to an event, one stretch a step, for the tests of it."""

from __future__ import annotations

from backend.contract.bookings import HeldSeat
from kiosk.flow import events
from kiosk.flow.booking import effects
from kiosk.flow.booking import events as booking
from kiosk.flow.booking.outing import Outing
from kiosk.flow.demo import playbill as demo
from kiosk.flow.hall_blocks import SeatPlan
from kiosk.flow.playbill import events as wishes
from tests.kiosk.sample_pack import PACK
from tests.walks.kiosk_walk import KioskWalk, presses

TWO = demo.two_seats()
DISCOUNTED = demo.held_seats()
TODAY = "2026-11-20"


def listed(kiosk: KioskWalk) -> KioskWalk:
    kiosk.tap("home.booking.title").tap("playbill.title")
    return kiosk.happens(wishes.EventsFound(kiosk.ask, demo.events(PACK)))


def at_seats(kiosk: KioskWalk) -> KioskWalk:
    """The play on Saturday evening."""
    return listed(kiosk).tap("Снегурочка (6+)").tap("18:00")


def with_card() -> KioskWalk:
    return at_seats(KioskWalk().welcomed().tap("bar.home"))


def in_hall(kiosk: KioskWalk) -> KioskWalk:
    kiosk.tap("playbill.on_plan")
    return kiosk.happens(wishes.PlanFetched(kiosk.ask, demo.plan()))


def held(kiosk: KioskWalk, seats: tuple[HeldSeat, ...] = TWO) -> KioskWalk:
    return kiosk.happens(booking.SeatHeld(kiosk.ask, demo.hold_of(PACK, seats)))


def booked(kiosk: KioskWalk, seats: tuple[HeldSeat, ...] = TWO) -> KioskWalk:
    kiosk.tap("playbill.confirm")
    invoice = demo.invoice_of(seats) if any(seat.price_kopecks for seat in seats) else None
    kiosk.happens(booking.Booked(kiosk.ask, demo.tickets_of(PACK, seats), invoice))
    return kiosk.paper_comes().tap("printed.done")


def wish(kiosk: KioskWalk) -> effects.HoldSeat:
    (found,) = (order for order in kiosk.orders if isinstance(order, effects.HoldSeat))
    return found


def later(kiosk: KioskWalk, seconds: float) -> KioskWalk:
    return kiosk.happens(events.Ticked(kiosk.walk.now + seconds, "12:06", TODAY))


def outing(kiosk: KioskWalk) -> Outing:
    assert kiosk.walk.booking is not None
    assert kiosk.walk.booking.outing is not None
    return kiosk.walk.booking.outing


def plan_of(kiosk: KioskWalk) -> SeatPlan:
    (plan,) = (block for block in kiosk.view.blocks if isinstance(block, SeatPlan))
    return plan


def titles(kiosk: KioskWalk) -> list[str]:
    return [title for title, _ in presses(kiosk.view)]
