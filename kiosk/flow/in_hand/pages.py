"""The pages of a ticket in the hand."""

from __future__ import annotations

from kiosk.flow.pages import Page


class InHandPage(Page):
    """The base: what was typed is forgotten where none of these pages is left."""


class TicketNumberPage(InHandPage):
    """«У меня есть талон»: the number, or the scanner."""


class TicketCodePage(InHandPage):
    """The four digits under it; being looked for since that walk time."""

    since: float | None = None


class PaperBookingPage(InHandPage):
    """What the paper says, and what may be done with it."""


class CancelByPaperPage(InHandPage):
    """Are you sure? Being cancelled since that walk time."""

    since: float | None = None


class ReservationGivenUpPage(InHandPage):
    """A medicine or a book is not kept any more."""


class ArrivingPage(InHandPage):
    since: float


class ArrivedPage(InHandPage):
    """«Вы отметились»: where to go, large; goes by itself, so that the next person finds the way home."""

    since: float


class InHandRefusedPage(InHandPage):
    code: str


class SendTicketPage(InHandPage):
    """By which way the number is to be sent; being asked for since that walk time."""

    since: float | None = None


class TicketPhonePage(InHandPage):
    """The telephone, typed for this one message."""


class SendingPage(InHandPage):
    since: float


class SentPage(InHandPage):
    """It is on its way."""
