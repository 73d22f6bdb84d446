"""What a person does to file a request, and what the world answers beside `kiosk.flow.events.Filed`."""

from __future__ import annotations

from typing import ClassVar

from kiosk.flow.events import Answered, Touched


class FilingTouch(Touched):
    """The base of what a person does here."""


class FilingBegun(FilingTouch):
    """«Подать заявление»: for everything due, or for one measure."""

    measure: str = ""


class WishToggled(FilingTouch):
    repr_fields: ClassVar[tuple[str, ...]] = ("kind",)
    measure: str
    kind: str  # "guaranteed", "desired", "paid"


class WishesChosen(FilingTouch):
    pass


class ContactGiven(FilingTouch):
    pass


class EntryDone(FilingTouch):
    """«Готово» under the phone or the address."""


class ConsentGiven(FilingTouch):
    """«Согласен», to the very words on the screen."""

    text: str


class FilingConfirmed(FilingTouch):
    """«Подать»."""


class SlipAsked(FilingTouch):
    pass


class CorrectionBegun(FilingTouch):
    """«Исправить» an earlier request."""

    number: str


class WithdrawalConfirmed(FilingTouch):
    number: str


class SlipLeft(Answered):
    """The prepared application lies at the backend under these eight digits."""

    repr_fields: ClassVar[tuple[str, ...]] = ("effect",)
    code: str
