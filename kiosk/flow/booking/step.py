"""What each press of booking does, and each answer it awaits."""

from __future__ import annotations

from kiosk.flow.booking import confirming, events, holding, line, own, searching, without_card
from kiosk.flow.booking.effects import (
    BookingAsking,
    CancelBooking,
    ConfirmHold,
    FetchBookings,
    HoldSeat,
    JoinLine,
    LeaveLine,
    MoveBooking,
    TakeOffer,
)
from kiosk.flow.booking.pages import (
    CancelBookingPage,
    ConfirmingPage,
    DaysPage,
    HoldPage,
    InLinePage,
    MovePage,
    SpecialitiesPage,
    TimesPage,
    WaitingEntryPage,
)
from kiosk.flow.walk import Walk, answered, awaited_effect, no_longer_awaiting
from kiosk.flow.world import World

SLOW = "backend-slow"


def booking_touched(walk: Walk, event: events.BookingTouch, world: World) -> Walk:  # noqa: PLR0912  a table
    match event:
        case events.BookingBegun(kind):
            return searching.begun(walk, kind, world)
        case events.BeneficiaryChosen(person):
            return searching.beneficiary_chosen(walk, person, world)
        case events.SpecialityChosen(speciality):
            return searching.speciality_chosen(walk, speciality, world)
        case events.DayChosen(day):
            return searching.day_chosen(walk, day, world)
        case events.DaysAsked():
            return searching.days_asked(walk, world)
        case events.LaterTimesAsked():
            return searching.later_asked(walk, world)
        case events.TimesAsked():
            return searching.times_asked(walk, world)
        case events.SlotChosen(slot):
            return holding.slot_chosen(walk, slot, world)
        case events.WithoutCardAsked():
            return without_card.number_asked(walk)
        case events.NumberEntered():
            return holding.number_entered(walk, world)
        case events.BookingConfirmed():
            return confirming.confirmed(walk)
        case events.OwnBookingsAsked():
            return own.tab_asked(walk, world)
        case events.MoveBegun(number):
            return own.move_begun(walk, number, world)
        case events.MoveConfirmed():
            return own.moved(walk)
        case events.WaitAsked():
            return line.wait_asked(walk, world)
        case events.OfferTaken(entry):
            return line.offer_taken(walk, entry)
        case events.LineLeaveAsked(entry):
            return line.line_left(walk, entry)
        case events.CancellationConfirmed(number):
            return own.cancelled(walk, number)
        case _:
            return walk


def booking_answered(walk: Walk, event: events.BookingAnswered, world: World) -> Walk:
    """An answer; late ones change nothing, except obligations: a seat kept, a booking made."""
    if awaited_effect(walk, event.effect) is None:
        return _late(walk, event)
    match event:
        case events.BookableFound():
            return searching.bookable_found(walk, event)
        case events.SlotsFound():
            return searching.slots_found(walk, event)
        case events.DaysFound():
            return searching.days_found(walk, event)
        case events.SeatHeld():
            return holding.seat_held(walk, event)
        case events.SlotTaken():
            return holding.slot_taken(walk, event)
        case events.Booked():
            return confirming.booked(walk, event, world)
        case events.OwnBookingsFetched():
            return own.fetched(walk, event)
        case events.LineJoined():
            return line.in_line(walk, event)
        case events.LineLeft():
            return line.is_left(walk, event)
        case events.BookingCancelled():
            return own.is_cancelled(walk, event)
        case _:
            return walk


def _late(walk: Walk, event: events.BookingAnswered) -> Walk:
    match event:
        case events.SeatHeld():
            return holding.released(walk, event)
        case events.Booked():
            return confirming.booked_late(walk, event)
        case _:
            return walk


def booking_refused(walk: Walk, effect: int, code: str, asking: BookingAsking) -> Walk:
    """Why it cannot be, on a page of its own."""
    match asking:
        case ConfirmHold():
            return confirming.refused(walk, effect, code)
        case HoldSeat():
            return holding.refused(answered(walk, effect), code)
        case FetchBookings():
            return own.fetch_refused(walk, effect, code)
        case JoinLine():
            return line.not_in_line(walk, effect, code)
        case TakeOffer() | LeaveLine():
            return line.line_refused(walk, effect, code)
        case CancelBooking() | MoveBooking():
            return own.change_refused(walk, effect, code)
        case _:
            return searching.refused(answered(walk, effect), code)


def waited_too_long(walk: Walk) -> Walk:
    """Nobody answered in time."""
    match walk.page:
        case SpecialitiesPage() | TimesPage() | DaysPage():
            return searching.refused(walk, SLOW)
        case HoldPage():
            return holding.refused(walk, SLOW)
        case ConfirmingPage():
            return confirming.unsure(walk, SLOW)
        case InLinePage():
            return line.not_in_line(no_longer_awaiting(walk, JoinLine), 0, SLOW)
        case CancelBookingPage() | MovePage() | WaitingEntryPage():
            changes = (CancelBooking, MoveBooking, TakeOffer, LeaveLine)
            changing = [one for one in walk.awaited if isinstance(one, changes)]
            walk = no_longer_awaiting(walk, changes)
            return own.change_refused(walk, changing[0].id, SLOW) if changing else walk
        case _:
            return walk


def booking_waits_since(walk: Walk) -> float | None:
    """Since when a page of booking waits for the backend."""
    match walk.page:
        case (
            SpecialitiesPage(since)
            | TimesPage(since)
            | DaysPage(since)
            | HoldPage(since)
            | ConfirmingPage(since)
            | MovePage(since)
            | CancelBookingPage(_, since)
            | InLinePage(since)
            | WaitingEntryPage(_, since)
        ):
            return since
        case _:
            return None
