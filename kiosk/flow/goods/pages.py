"""The pages of medicines and books."""

from __future__ import annotations

from typing import ClassVar

from kiosk.flow.pages import AfterAllPage, Page


class GoodsPage(Page):
    """The base of the pages on the way to a reservation: the draft ends where none of them is left."""


class GoodsSearchPage(GoodsPage):
    """By name, substance or author; `done` shows what was found large, awaited since that walk time."""

    repr_fields: ClassVar[tuple[str, ...]] = ("kind", "layout", "done")
    kind: str
    text: str = ""
    layout: str = "russian"
    done: bool = False
    since: float | None = None


class HoldingsPage(GoodsPage):
    """Where the chosen item is; asked for since that walk time, None when the places are here."""

    since: float | None = None


class GoodsCardPage(GoodsPage):
    """The card, for what only somebody known can have."""


class GoodsReviewPage(GoodsPage):
    """Everything once more, before it is reserved."""


class ReservingPage(GoodsPage):
    since: float


class GoodsGonePage(GoodsPage):
    """Somebody was faster: the nearest places that have it."""


class GoodsRefusedPage(GoodsPage):
    code: str


class ReservedPage(GoodsPage):
    """The number, large, and what stands on the slip."""


class AlertedPage(GoodsPage):
    """«Сообщим»; being asked since that walk time, None when it stands."""

    since: float | None = None


class ReservedAfterAllPage(AfterAllPage):
    """The number of a reservation."""


class OwnReservationPage(Page):
    """One of «Мои записи» that is kept somewhere, or a book that is at home."""

    is_of_session: ClassVar[bool] = True

    number: str


class CancelReservationPage(OwnReservationPage):
    """«Отменить бронь»: are you sure? Being cancelled since that walk time."""

    since: float | None = None


class OwnAlertPage(Page):
    """Something one waits for; being given up since that walk time."""

    is_of_session: ClassVar[bool] = True
    repr_fields: ClassVar[tuple[str, ...]] = ("since",)

    item: str
    since: float | None = None
