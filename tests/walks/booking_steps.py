"""What every walk to a ticket goes through: found, held, booked."""

from __future__ import annotations

from backend.contract.bookings import FreeSlot, Ticket
from kiosk.flow.booking import effects
from kiosk.flow.booking import events as wishes
from kiosk.flow.demo.bookings import bookable_doctors, free_slots, hold_of, ticket_of
from tests.kiosk.sample_pack import PACK
from tests.walks.kiosk_walk import KioskWalk

SLOTS = free_slots(PACK)
FIRST = SLOTS[0]
TICKET = ticket_of(PACK, FIRST)


def found(kiosk: KioskWalk) -> KioskWalk:
    """«К врачу» → therapist; the times have come."""
    kiosk.happens(wishes.BookableFound(kiosk.ask, bookable_doctors(PACK))).tap("Терапевт")
    return kiosk.happens(wishes.SlotsFound(kiosk.ask, SLOTS))


def at_times(kiosk: KioskWalk) -> KioskWalk:
    return found(kiosk.tap("booking.doctor"))


def held(kiosk: KioskWalk, slot: FreeSlot = FIRST) -> KioskWalk:
    kiosk.tap("09:00")
    return kiosk.happens(wishes.SeatHeld(kiosk.ask, hold_of(slot)))


def at_review() -> KioskWalk:
    return held(at_times(KioskWalk().welcomed()))


def booked(kiosk: KioskWalk, ticket: Ticket = TICKET) -> KioskWalk:
    kiosk.tap("booking.confirm")
    return kiosk.happens(wishes.Booked(kiosk.ask, (ticket,)))


def last(kiosk: KioskWalk, kind: type[effects.BookingAsking]) -> effects.BookingAsking:
    return [order for order in kiosk.orders if isinstance(order, kind)][-1]
