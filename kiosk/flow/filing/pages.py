"""The pages of filing."""

from __future__ import annotations

from typing import ClassVar

from kiosk.flow.pages import Page
from kiosk.flow.wizard.pages import WizardPage


class PreparationPage(WizardPage):
    """The base of the pages before a request is filed."""


class WishesPage(PreparationPage):
    """Which measures to ask for; `more` shows those that are only possible, and paid services."""

    more: bool = False


class CardNeededPage(PreparationPage):
    """Filing needs card and PIN; without them a slip for an office."""


class ContactPage(PreparationPage):
    pass


class PhonePage(PreparationPage):
    pass


class EmailPage(PreparationPage):
    layout: str = "email"


class ConsentPage(PreparationPage):
    pass


class ReviewPage(PreparationPage):
    pass


class FilingPage(PreparationPage):
    """The request is being stored."""

    since: float


class ReceiptPage(WizardPage):
    """The receipt code, large; the number as soon as it comes."""


class SlipPage(PreparationPage):
    """Eight digits under which an office prints the prepared application."""

    since: float = 0.0


class FiledAfterAllPage(Page):
    """Filed, though its person has gone: the code alone, for a moment."""

    receipt: str
    since: float
    number: str = ""


class RequestPage(Page):
    """One of «Мои заявления»."""

    is_of_session: ClassVar[bool] = True

    number: str
    person: str = ""


class WithdrawPage(RequestPage):
    """«Отозвать»: are you sure?"""
