"""A ticket in somebody's hand: what was typed from it, what the backend said of it."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from devices.values import Value

if TYPE_CHECKING:
    from backend.contract.ticket_in_hand import Arrived, ContactWays, PaperBooking


class PaperInHand(Value):
    """`unclear` is the failure code of what was typed: it cannot be taken, or nothing was found by it."""

    repr_fields: ClassVar[tuple[str, ...]] = ("unclear",)
    number: str = ""
    code: str = ""
    unclear: str = ""
    found: PaperBooking | None = None
    arrived: Arrived | None = None
    phone: str = ""  # ten digits after +7, for one message
    ways: ContactWays | None = None  # of a holder, masked
    sent_to: str = ""  # masked
