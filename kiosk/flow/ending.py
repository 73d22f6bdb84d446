"""The one way in which a person's time at the kiosk ends, whatever the reason."""

from __future__ import annotations

from msgspec.structs import replace

from kiosk.flow.booking.confirming import booking_left
from kiosk.flow.booking.effects import ConfirmHold, ReleaseHold
from kiosk.flow.cases.effects import SignCase
from kiosk.flow.cases.leaving import case_left
from kiosk.flow.effects import CancelPrint, EndSession, FileRequest, PrintSheet, StopSpeech, Wipe
from kiosk.flow.filing.pages import FiledAfterAllPage, ReceiptPage
from kiosk.flow.goods.effects import ReserveGoods
from kiosk.flow.goods.reserving import reservation_left
from kiosk.flow.pages import AfterAllPage, Page, TakeCardPage
from kiosk.flow.queues.effects import RegisterChild
from kiosk.flow.queues.registering import application_left
from kiosk.flow.views import Comfort
from kiosk.flow.walk import Walk, ordered

MADE_OF_A_NUMBER = (ReserveGoods, RegisterChild, SignCase)
"""What is done for good once it is asked, and answered with a number that its person is to have."""


def session_ended(walk: Walk) -> Walk:
    """Everything of the person is forgotten; a card still in the reader is asked to be taken.

    The same when nobody was identified: home, and the screen as everybody finds it. Who has to take
    the card still reads it as large, and hears it, as they chose; the screen is reset when it is out.
    """
    stack: tuple[Page, ...] = (*walk.stack[:1], TakeCardPage(walk.now)) if walk.card else walk.stack[:1]
    stack = (*stack, *_receipts(walk), *_numbers(walk))
    printing = tuple(asking for asking in walk.awaited if isinstance(asking, PrintSheet))
    filing = {asking.id for asking in walk.awaited if isinstance(asking, FileRequest)}
    confirming = {asking.id for asking in walk.awaited if isinstance(asking, ConfirmHold)}
    reserving = {asking.id for asking in walk.awaited if isinstance(asking, MADE_OF_A_NUMBER)}
    ended = replace(
        walk,
        stack=stack,
        session=None,
        inquiry=None,
        preparation=None,
        booking=None,
        goods=None,
        queue=None,
        in_hand=None,
        left_filings=walk.left_filings | filing,
        left_bookings=walk.left_bookings | confirming | reserving,
        comfort=walk.comfort if walk.card else Comfort(),
        awaited=(),
        left_paper=walk.left_paper | {asking.id for asking in printing},
        warned_at=None,
        touched_at=walk.now,
        said=(),
        said_at=0.0,
        effects=(),  # nothing that this step asked for the person is wanted any more
    )
    hold = walk.booking.hold if walk.booking else None
    if hold is not None and not confirming:
        ended = ordered(ended, ReleaseHold(hold.hold, hold.token))
    if walk.session is not None:
        ended = ordered(ended, EndSession(walk.session.number))
    if printing:
        ended = ordered(ended, CancelPrint())
    return ordered(ended, StopSpeech(), Wipe())


def _receipts(walk: Walk) -> tuple[FiledAfterAllPage, ...]:
    """A receipt stays in sight a moment longer, without anything that tells whose it is."""
    preparation = walk.preparation
    if isinstance(walk.page, ReceiptPage) and preparation is not None and preparation.receipt:
        return (FiledAfterAllPage(preparation.receipt, walk.now, preparation.number),)
    return tuple(page for page in walk.stack if isinstance(page, FiledAfterAllPage))


def _numbers(walk: Walk) -> tuple[Page, ...]:
    """The number of what was made last, or the one of somebody else that still stands."""
    own = (*booking_left(walk), *reservation_left(walk), *application_left(walk), *case_left(walk))
    return own or tuple(page for page in walk.stack if isinstance(page, AfterAllPage))
