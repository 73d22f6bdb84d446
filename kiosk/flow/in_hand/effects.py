"""What a ticket in the hand asks of the world; `session` is the number of a card session, 0 for nobody's."""

from __future__ import annotations

from typing import ClassVar

from kiosk.flow.effects import Asking


class InHandAsking(Asking):
    """The base of what is asked by number and code; neither stands in a repr."""

    repr_fields: ClassVar[tuple[str, ...]] = ("id",)


class LookAtPaper(InHandAsking):
    number: str
    code: str


class CancelByPaper(InHandAsking):
    number: str
    code: str


class Arrive(InHandAsking):
    """By the QR text, or else by the code under it."""

    number: str
    qr: str = ""
    code: str = ""


class FindWays(InHandAsking):
    session: int


class SendTicket(InHandAsking):
    """To the holder's own address, or with the code to a telephone in E.164."""

    session: int
    number: str
    channel: str
    code: str = ""
    phone: str = ""
