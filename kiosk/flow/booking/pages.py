"""The pages of booking."""

from __future__ import annotations

from typing import ClassVar

from kiosk.flow.pages import AfterAllPage, Page


class BookingPage(Page):
    """The base of the pages on the way to a ticket: a booking on its way ends where none of them is left."""


class BookingMenuPage(Page):
    """«Записаться»: to a doctor or to an office."""


class SpecialitiesPage(BookingPage):
    """What can be booked; asked for since that walk time, None when it is here."""

    since: float | None = None


class TimesPage(BookingPage):
    """Days and times of what was chosen; asked for since that walk time, None when they are here."""

    since: float | None = None


class DaysPage(BookingPage):
    """All days with free times; asked for since that walk time, None when they are here."""

    since: float | None = None


class ProofPage(BookingPage):
    """Card or PIN, to hold the time that was chosen."""


class InsurancePage(BookingPage):
    """The number of a policy or SNILS, where there is no card."""


class BirthDatePage(BookingPage):
    pass


class HoldPage(BookingPage):
    """Everything once more while the time is kept; being taken since that walk time, None once it is held."""

    since: float | None = None


class ConfirmingPage(BookingPage):
    since: float


class TakenPage(BookingPage):
    """Somebody was faster: the nearest times that are free."""


class HoldOverPage(BookingPage):
    """«Время вышло, место отпущено»."""


class BookingRefusedPage(BookingPage):
    code: str


class MovePage(BookingPage):
    """The old time and the new one; being moved since that walk time."""

    since: float | None = None


class TicketPage(BookingPage):
    """The number, large, and what stands on the ticket."""


class InLinePage(BookingPage):
    """In the waiting list; being entered since that walk time."""

    since: float | None = None


class WaitingEntryPage(Page):
    """What somebody waits for, out of «Мои записи»; being left since that walk time."""

    is_of_session: ClassVar[bool] = True

    entry: str
    since: float | None = None


class OfferPage(WaitingEntryPage):
    """A seat that came free and is kept; being taken or left since that walk time."""


class BookedAfterAllPage(AfterAllPage):
    """The number of a booking."""


class SeatsHeldPage(HoldPage):
    """The same review for an outing: seats, what they cost, the hold's clock."""


class AdmissionPage(TicketPage):
    """The tickets to an event, and how to pay for them; the bank was last asked about at that walk time."""

    asked_at: float = 0.0
    paid: bool = False
    terminal: float | None = None  # the terminal takes the money since that walk time
    declined: str = ""  # why it did not


class OwnBookingPage(Page):
    """One of «Мои записи»."""

    is_of_session: ClassVar[bool] = True

    number: str


class CancelBookingPage(OwnBookingPage):
    """«Отменить запись»: are you sure? Being cancelled since that walk time."""

    since: float | None = None
