"""Writes a message anew that did not arrive: its text was wiped, what it told of still stands."""

from __future__ import annotations

from typing import Final

from sqlalchemy import Connection

from backend.bookings.service import looking
from backend.bookings.values import Booked
from backend.messages import service
from backend.messages.announcing import PostOffice
from backend.messages.values import Kind, Unsent
from backend.stock.service import looking as stock

# What a message told, as long as the booking is still so.
_TRUE_WHILE: Final[dict[Kind, str]] = {
    "confirmed": "confirmed",
    "reminder": "confirmed",
    "moved": "confirmed",
    "changed": "confirmed",
    "cancelled": "cancelled",
    "offered": "held",
}


def written_anew(connection: Connection, message: int, office: PostOffice) -> bool:
    """Queue it for the person's address of today; False where that makes no sense any more."""
    unsent = service.unsent_one(connection, message)
    if unsent is None:
        return False
    if unsent.kind == "delivered":
        reservation = stock.by_number(connection, unsent.about)
        if reservation is None or reservation.state != "delivered":
            return False
        return office.tell_delivered_again(connection, unsent, reservation) > 0
    booked = _booking(connection, unsent)
    if booked is None or booked.person is None or booked.state != _TRUE_WHILE.get(unsent.kind):
        return False
    return office.tell_again(connection, unsent, booked) > 0


def _booking(connection: Connection, unsent: Unsent) -> Booked | None:
    """By its number, or before it had one by its id."""
    return looking.by_number(connection, unsent.about) or looking.by_id(connection, unsent.about)
