"""The walk's wishes about bookings carried out over the line; each answer is an event."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Final

from kiosk.flow.booking import effects, events
from kiosk.flow.booking.effects import BookingAsking, ReleaseHold
from kiosk.flow.events import BackendRefused, Event
from kiosk.ports.backend import Refused
from kiosk.ports.booking import BookingLine, Taken
from kiosk.session_keys import SessionKeys

if TYPE_CHECKING:
    from backend.contract.bookings import Hold, Tickets

NOT_ENROLLED: Final = "kiosk-not-enrolled"
SESSION_EXPIRED: Final = "session-expired"


def carry_out_booking(
    effect: BookingAsking | ReleaseHold, line: BookingLine | None, keys: SessionKeys
) -> Event | None:
    """Blocks; a kiosk that is not enrolled has no line."""
    if isinstance(effect, ReleaseHold):
        if line is not None:
            line.release(effect.hold, effect.token)
        return None
    if line is None:
        return BackendRefused(effect.id, NOT_ENROLLED)
    answer = _looked(effect, line, keys) or _changed(effect, line, keys) or _in_line(effect, line, keys)
    return BackendRefused(effect.id, answer.code) if isinstance(answer, Refused) else answer


def _looked(effect: BookingAsking, line: BookingLine, keys: SessionKeys) -> Event | Refused | None:
    """What needs nobody's session, though it knows whose clinic comes first."""
    match effect:
        case effects.FindBookable(number, session, kind, near, beneficiary):
            bookable = line.bookable(keys.of(session), kind, near, beneficiary)
            return bookable if isinstance(bookable, Refused) else events.BookableFound(number, bookable)
        case effects.FindSlots():
            slots = line.slots(keys.of(effect.session), effect)
            return slots if isinstance(slots, Refused) else events.SlotsFound(effect.id, slots)
        case effects.FindDays():
            found = line.days(keys.of(effect.session), effect)
            return (
                found if isinstance(found, Refused) else events.DaysFound(effect.id, found.days, found.zone)
            )
        case effects.ConfirmHold(number, hold, token):
            return _booked(number, line.confirm(hold, token))
        case effects.MoveBooking() if effect.code:
            return _moved(effect, line.move(None, effect))
        case effects.HoldSeat() if effect.code:
            return _held(effect.id, line.hold_for_move(None, effect))
        case effects.HoldSeat() if effect.number:
            born = date.fromisoformat(effect.born)
            return _held(effect.id, line.hold_without_card(effect, born))
        case _:
            return None


def _held(number: int, hold: Hold | Taken | Refused) -> Event | Refused:
    if isinstance(hold, Taken):
        return events.SlotTaken(number, hold.alternatives)
    return hold if isinstance(hold, Refused) else events.SeatHeld(number, hold)


def _booked(number: int, booked: Tickets | Refused) -> Event | Refused:
    if isinstance(booked, Refused):
        return booked
    return events.Booked(number, booked.tickets, booked.invoice, booked.channels)


def _moved(effect: effects.MoveBooking, moved: Tickets | Taken | Refused) -> Event | Refused:
    if isinstance(moved, Taken):
        return events.SlotTaken(effect.id, moved.alternatives)
    return _booked(effect.id, moved)


def _changed(effect: BookingAsking, line: BookingLine, keys: SessionKeys) -> Event | Refused | None:
    """What only somebody's session may do."""
    match effect:
        case effects.HoldSeat(session=session) | effects.FetchBookings(session=session):
            token = keys.of(session)
        case effects.CancelBooking(session=session) | effects.MoveBooking(session=session):
            token = keys.of(session)
        case _:
            return None
    if token is None:
        return Refused(SESSION_EXPIRED)
    match effect:
        case effects.HoldSeat(number):
            keep = line.hold_for_move if effect.moving else line.hold
            return _held(number, keep(token, effect))
        case effects.MoveBooking():
            return _moved(effect, line.move(token, effect))
        case effects.CancelBooking(number, _, booking):
            return line.cancel(token, booking) or events.BookingCancelled(number, booking)
        case _:
            own, waiting = line.own(token), line.waiting(token)
            if isinstance(own, Refused):
                return own
            if isinstance(waiting, Refused):
                return waiting
            return events.OwnBookingsFetched(effect.id, own, waiting)


def _in_line(effect: BookingAsking, line: BookingLine, keys: SessionKeys) -> Event | Refused | None:
    """The waiting list."""
    match effect:
        case effects.JoinLine(session=session) | effects.TakeOffer(session=session):
            token = keys.of(session)
        case effects.LeaveLine(session=session):
            token = keys.of(session)
        case _:
            return None
    if token is None:
        return Refused(SESSION_EXPIRED)
    match effect:
        case effects.JoinLine(number):
            return line.join_line(token, effect) or events.LineJoined(number)
        case effects.TakeOffer(number, _, entry):
            return _booked(number, line.take_offer(token, entry))
        case _:
            assert isinstance(effect, effects.LeaveLine)
            return line.leave_line(token, effect.entry) or events.LineLeft(effect.id, effect.entry)
