"""A ticket before a reader at the door: genuine or not, and how its booking stands."""

from __future__ import annotations

from datetime import datetime
from typing import Literal

from backend.contract.base import Contract, Personal
from backend.contract.bookings import BookingState, QrText
from backend.contract.payments import PaymentState


class TicketCheckIn(Personal):
    qr: QrText


class TicketCheck(Personal):
    """What a reader at the provider's door shows. `genuine` false says nothing more."""

    genuine: bool
    number: str = ""
    state: BookingState | Literal[""] = ""
    title: str = ""
    doctor: str = ""
    place: str = ""
    room: str = ""
    starts_at: datetime | None = None
    seat: str = ""  # «ряд 3, место 12»
    payment: PaymentState = "none"
    name_short: str = ""  # told to desks only


class TicketKey(Contract):
    """The public key (RFC 7517) by which a reader without a line checks a ticket's signature (ES256)."""

    kty: Literal["EC"] = "EC"
    crv: Literal["P-256"] = "P-256"
    x: str
    y: str
