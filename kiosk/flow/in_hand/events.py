"""What a person does with a ticket in the hand, and what the world answers."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from kiosk.flow.events import Answered, Touched

if TYPE_CHECKING:
    from backend.contract.ticket_in_hand import Arrived, ContactWays, PaperBooking


class InHandTouch(Touched):
    """The base of what a person does here."""


class PaperShown(InHandTouch):
    """«У меня есть талон»."""


class PaperEntered(InHandTouch):
    """«Дальше» under the number, the code or the telephone."""


class TicketScanned(InHandTouch):
    """The scanner read a code; whether it is a ticket's, the walk sees."""

    repr_fields: ClassVar[tuple[str, ...]] = ()
    text: str


class ArrivalAsked(InHandTouch):
    """«Я пришёл»."""

    number: str


class PaperMoveBegun(InHandTouch):
    pass


class PaperCancelAsked(InHandTouch):
    """«Отменить запись» after the question."""


class SendOffered(InHandTouch):
    """«Прислать номер» under a ticket."""

    number: str


class SendChosen(InHandTouch):
    """`channel` as the contract names it: to what the register knows."""

    channel: str


class OtherPhoneAsked(InHandTouch):
    pass


class InHandAnswered(Answered):
    """The base of an answer about a ticket in the hand."""


class PaperSeen(InHandAnswered):
    repr_fields: ClassVar[tuple[str, ...]] = ("effect",)
    paper: PaperBooking


class ArrivalTaken(InHandAnswered):
    repr_fields: ClassVar[tuple[str, ...]] = ("effect",)
    arrived: Arrived


class PaperCancelled(InHandAnswered):
    pass


class WaysFound(InHandAnswered):
    repr_fields: ClassVar[tuple[str, ...]] = ("effect",)
    ways: ContactWays


class TicketSent(InHandAnswered):
    repr_fields: ClassVar[tuple[str, ...]] = ("effect",)
    to: str  # masked
