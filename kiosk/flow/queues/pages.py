"""The pages of the queues for kindergartens and schools."""

from __future__ import annotations

from typing import ClassVar

from kiosk.flow.pages import AfterAllPage, Page


class QueueMenuPage(Page):
    """«Детский сад и школа»."""


class QueuePage(Page):
    """The base of the pages that need a draft: it ends where none of them is left."""


class QueueCardPage(QueuePage):
    """Card and PIN: they say whose child it is."""


class _OfSession(QueuePage):
    is_of_session: ClassVar[bool] = True


class QueueChildPage(_OfSession):
    """Which child."""


class QueueYearPage(_OfSession):
    """From when; looked up since that walk time, None when it is known what there is."""

    since: float | None = None


class QueueWishesPage(_OfSession):
    """Up to three institutions, wished most first."""


class QueueClaimsPage(_OfSession):
    """The grounds that stand in registers, and others that may be claimed."""


class QueueReviewPage(_OfSession):
    """Everything once more."""


class RegisteringPage(_OfSession):
    since: float


class RegisteredPage(_OfSession):
    """The number, large, and where the child stands."""


class OwnQueuesPage(_OfSession):
    """The children's applications; asked for since that walk time, None when they are here."""

    since: float | None = None


class StandingPage(_OfSession):
    """One of them."""

    number: str


class AnswerOfferPage(StandingPage):
    """«Согласиться», «Отказаться»: are you sure? Being answered since that walk time."""

    accepted: bool
    since: float | None = None


class LeaveQueuePage(StandingPage):
    """«Забрать заявление»: are you sure? Being taken back since that walk time."""

    since: float | None = None


class QueueNumberPage(QueuePage):
    """The number of the paper."""


class QueueCodePage(QueuePage):
    """The code of the paper."""


class QueueFoundPage(QueuePage):
    """Where the child stands, by the paper; looked up since that walk time, None when it is here."""

    since: float | None = None


class QueueRefusedPage(QueuePage):
    code: str


class QueuedAfterAllPage(AfterAllPage):
    """The number of a place in a queue."""
