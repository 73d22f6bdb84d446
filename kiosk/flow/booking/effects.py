"""What booking asks of the world; `session` is the number of a card session, 0 for nobody's."""

from __future__ import annotations

from datetime import datetime
from typing import ClassVar

from kiosk.flow.effects import Asking, Effect


class BookingAsking(Asking):
    """The base of what bookings are asked."""


class FindBookable(BookingAsking):
    """`near`: id of a place of the pack."""

    repr_fields: ClassVar[tuple[str, ...]] = ("id", "session", "kind", "near")
    session: int
    kind: str
    near: str
    beneficiary: str = ""  # "" is the holder


class FindSlots(BookingAsking):
    """Free times of a speciality, the soonest first, since a moment; None: from now on."""

    repr_fields: ClassVar[tuple[str, ...]] = ("id", "session", "kind", "speciality", "near", "since")
    session: int
    kind: str
    speciality: str
    near: str
    since: datetime | None = None
    beneficiary: str = ""


class FindDays(BookingAsking):
    """All days with free times of a speciality, where it is nearest."""

    repr_fields: ClassVar[tuple[str, ...]] = ("id", "session", "kind", "speciality", "near")
    session: int
    kind: str
    speciality: str
    near: str
    beneficiary: str = ""


class HoldSeat(BookingAsking):
    repr_fields: ClassVar[tuple[str, ...]] = ("id", "session", "slot")
    session: int
    slot: str
    beneficiary: str  # "" is the holder
    number: str = ""  # of a policy or SNILS, where there is no session
    born: str = ""  # ISO date
    seats: int = 1
    chosen: tuple[int, ...] = ()  # by number, of an event's plan
    wheelchair: bool = False
    moving: str = ""  # the number of the booking that is to be moved there
    code: str = ""  # on its paper, where there is no session


class ConfirmHold(BookingAsking):
    """Asked again for the same hold it gives the same tickets."""

    repr_fields: ClassVar[tuple[str, ...]] = ("id", "hold")
    hold: str
    token: str


class ReleaseHold(Effect):
    """Give the seat back; not answered, since a hold also ends by itself."""

    repr_fields: ClassVar[tuple[str, ...]] = ("hold",)
    hold: str
    token: str


class FetchBookings(BookingAsking):
    session: int


class CancelBooking(BookingAsking):
    session: int
    number: str


class MoveBooking(BookingAsking):
    """By one's session, or by the code on the paper."""

    repr_fields: ClassVar[tuple[str, ...]] = ("id", "session", "number", "slot")
    session: int
    number: str
    slot: str
    code: str = ""


class JoinLine(BookingAsking):
    """Wait for a seat with anybody of a speciality at a place; `beneficiary` "" is the holder."""

    repr_fields: ClassVar[tuple[str, ...]] = ("id", "session", "speciality", "place")
    session: int
    speciality: str
    place: str
    beneficiary: str


class TakeOffer(BookingAsking):
    session: int
    entry: str


class LeaveLine(BookingAsking):
    session: int
    entry: str
