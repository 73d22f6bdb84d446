"""The pages of the playbill."""

from __future__ import annotations

from typing import ClassVar

from kiosk.flow.booking.pages import BookingPage
from kiosk.flow.pages import Page


class PlaybillPage(BookingPage):
    """«Афиша»: asked for since that walk time, None when it is here."""

    since: float | None = None


class EventPage(BookingPage):
    """What it is, where, and on which days."""

    day: str = ""


class SeatsPage(BookingPage):
    """How many tickets, and how the seats are found."""


class HallPage(BookingPage):
    """The parts of the hall, or its rows; asked for since that walk time, None when it is here."""

    since: float | None = None


class PartPage(BookingPage):
    """The seats of one part."""

    part: int


class RowPage(BookingPage):
    """The seats of one row, as a list."""

    row: int


class OwnInvoicePage(Page):
    """What is still to be paid for one of «Мои записи»; fetched since that walk time."""

    is_of_session: ClassVar[bool] = True

    number: str
    since: float | None = None
