"""What a person does to book, and what the world answers."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from kiosk.flow.events import Answered, Touched

if TYPE_CHECKING:
    from backend.contract.bookings import Bookable, FreeDay, FreeSlot, Hold, OwnBooking, Ticket
    from backend.contract.payments import Invoice
    from backend.contract.waiting import WaitingEntry


class BookingTouch(Touched):
    """The base of what a person does here."""


class BookingBegun(BookingTouch):
    """«К врачу», «В учреждение»; `kind` as the contract names it."""

    kind: str


class BeneficiaryChosen(BookingTouch):
    """For whom: "" is the holder."""

    person: str


class SpecialityChosen(BookingTouch):
    speciality: str


class DayChosen(BookingTouch):
    day: str  # ISO date


class LaterTimesAsked(BookingTouch):
    pass


class DaysAsked(BookingTouch):
    """All days on which something is free."""


class TimesAsked(BookingTouch):
    """The times from the beginning, as they are now."""


class SlotChosen(BookingTouch):
    slot: str


class WithoutCardAsked(BookingTouch):
    """By policy or SNILS and birth date."""


class NumberEntered(BookingTouch):
    """«Дальше» under the number or the date."""


class BookingConfirmed(BookingTouch):
    """«Записаться»."""


class OwnBookingsAsked(BookingTouch):
    """The tab «Мои записи»."""


class MoveBegun(BookingTouch):
    number: str


class MoveConfirmed(BookingTouch):
    pass


class CancellationConfirmed(BookingTouch):
    number: str


class WaitAsked(BookingTouch):
    """«Встать в лист ожидания»."""


class OfferTaken(BookingTouch):
    entry: str


class LineLeaveAsked(BookingTouch):
    """Out of the line, or no to what is offered."""

    entry: str


class BookingAnswered(Answered):
    """The base of an answer about bookings."""


class BookableFound(BookingAnswered):
    bookable: tuple[Bookable, ...]


class SlotsFound(BookingAnswered):
    slots: tuple[FreeSlot, ...]


class DaysFound(BookingAnswered):
    days: tuple[FreeDay, ...]
    zone: str


class SeatHeld(BookingAnswered):
    repr_fields: ClassVar[tuple[str, ...]] = ("effect",)
    hold: Hold


class SlotTaken(BookingAnswered):
    """Somebody was faster."""

    alternatives: tuple[FreeSlot, ...]


class Booked(BookingAnswered):
    """The booking stands: only now its number may be shown."""

    repr_fields: ClassVar[tuple[str, ...]] = ("effect",)
    tickets: tuple[Ticket, ...]
    invoice: Invoice | None = None  # what is to be paid for them
    channels: tuple[str, ...] = ()  # by which they can be sent on, besides paper


class OwnBookingsFetched(BookingAnswered):
    repr_fields: ClassVar[tuple[str, ...]] = ("effect",)
    bookings: tuple[OwnBooking, ...]
    waiting: tuple[WaitingEntry, ...] = ()  # with what is offered


class BookingCancelled(BookingAnswered):
    number: str


class LineJoined(BookingAnswered):
    pass


class LineLeft(BookingAnswered):
    entry: str
