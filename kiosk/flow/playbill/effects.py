"""What the playbill asks of the world."""

from __future__ import annotations

from typing import ClassVar

from kiosk.flow.booking.effects import BookingAsking


class PlaybillAsking(BookingAsking):
    """The base of what the playbill asks."""


class FindEvents(PlaybillAsking):
    """`near`: id of a place of the pack."""

    near: str


class FetchPlan(PlaybillAsking):
    """The hall as it stands now."""

    slot: str


class FetchInvoice(PlaybillAsking):
    """How far it is paid: by the hold that was confirmed here, or as the holder of a booking."""

    repr_fields: ClassVar[tuple[str, ...]] = ("id", "session", "number")
    session: int = 0
    number: str = ""
    hold: str = ""
    token: str = ""


class PayAtTerminal(PlaybillAsking):
    """Let the terminal take the money for the seats of a hold, then tell the backend of its slip."""

    repr_fields: ClassVar[tuple[str, ...]] = ("id", "amount_kopecks")
    hold: str
    token: str
    amount_kopecks: int
    invoice: str
