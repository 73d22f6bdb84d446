"""What a ticket in the hand does without a card: it is shown, it says that one has come, it is sent on."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated, Literal, Self

from pydantic import Field, model_validator

from backend.contract.base import Personal
from backend.contract.bookings import BookingState, ChangedBooking, Ticket, TicketCode

MessageChannel = Literal["sms", "email"]
Phone = Annotated[str, Field(pattern=r"^\+[1-9][0-9]{6,14}$")]  # E.164


class PaperIn(Personal):
    """The code under the number."""

    code: TicketCode


class PaperBooking(Personal):
    """A booking as its paper tells it, and what may be done with it today."""

    number: str
    state: BookingState
    may_change: bool
    may_arrive: bool
    ticket: Ticket


class Arrived(ChangedBooking):
    """Where to go now: what the paper says, as it stands today."""

    floor: str = ""
    title: str = ""
    doctor: str = ""
    place: str = ""  # Place id of the pack
    place_title: str = ""
    address: str = ""
    starts_at: datetime | None = None
    zone: str = "UTC"  # IANA
    desk_first: bool = False  # booked without a card: passport and policy are looked at first


class TicketMessageIn(Personal):
    """Send a ticket's text: by the holder's session to what the register knows, or by the code to a phone.

    `phone` is typed at the kiosk for this one message; it is wiped when the message ends.
    """

    channel: MessageChannel
    code: TicketCode | Literal[""] = ""
    phone: Phone | Literal[""] = ""

    @model_validator(mode="after")
    def _one_way(self) -> Self:
        if bool(self.code) != bool(self.phone):
            raise ValueError("a phone goes with the code on the ticket")
        if self.phone and self.channel != "sms":
            raise ValueError("a phone is told by SMS")
        return self


class TicketMessaged(Personal):
    """It is queued, or was before."""

    channel: MessageChannel
    to: str  # masked: «+7 ••• •••-45-67», «m•••@post.example»


class ContactWays(Personal):
    """By what a holder can be told, masked; "" where the register knows nothing, or nothing is sent so."""

    sms: str
    email: str
