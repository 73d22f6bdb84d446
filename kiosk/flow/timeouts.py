"""Time: idle people are warned and then forgotten, long waits end, papers left behind are cleared away."""

from __future__ import annotations

from msgspec.structs import replace

from devices.values import Value
from kiosk.flow import after_all
from kiosk.flow.asking import going_on
from kiosk.flow.booking import holding
from kiosk.flow.booking.pages import AdmissionPage
from kiosk.flow.booking.step import booking_waits_since
from kiosk.flow.booking.step import waited_too_long as booking_waited_too_long
from kiosk.flow.cases.pages import OwnCasesPage
from kiosk.flow.cases.signing import waited_too_long as case_signing_waited_too_long
from kiosk.flow.cases.step import case_waited_too_long, case_waits_since
from kiosk.flow.code_word import choosing as code_word
from kiosk.flow.code_word.pages import CodeWordPage
from kiosk.flow.ending import session_ended
from kiosk.flow.events import Ticked
from kiosk.flow.filing.pages import FiledAfterAllPage, FilingPage, SlipPage
from kiosk.flow.goods.step import goods_waited_too_long, goods_waits_since
from kiosk.flow.in_hand import arriving
from kiosk.flow.in_hand.step import waited_too_long as in_hand_waited_too_long
from kiosk.flow.in_hand.step import waits_since as in_hand_waits_since
from kiosk.flow.pages import (
    ActsForPage,
    AfterAllPage,
    FailurePage,
    Home,
    OutOfServicePage,
    PinPage,
    PrintingPage,
    ReadingPage,
    TakeCardPage,
)
from kiosk.flow.personal_file import file_refused
from kiosk.flow.playbill.pages import HallPage, OwnInvoicePage, PlaybillPage
from kiosk.flow.playbill.paying import asked_again, is_unpaid
from kiosk.flow.playbill.step import playbill_waited_too_long, playbill_waits_since
from kiosk.flow.printing import print_waited_too_long
from kiosk.flow.queues.step import queue_waited_too_long, queue_waits_since
from kiosk.flow.refusal import waited_too_long
from kiosk.flow.requesting.filing import LONGEST_FILING
from kiosk.flow.requesting.filing import waited_too_long as filing_waited_too_long
from kiosk.flow.views import Comfort
from kiosk.flow.walk import Walk, opened
from kiosk.flow.wizard.pages import AnswersCodePage, OperatorCodePage, PreparingPage

ACCESSIBLE_FACTOR = 10  # WCAG 2.2.1: ten times the default where a person needs it
PAPER_LEFT_SHOWN = 20.0
LONGEST_WAIT = 25.0
LONGEST_SIGNING = 40.0  # the card signs, then the backend registers
LONGEST_PRINT = 60.0
LONGEST_TERMINAL = 120.0  # somebody looks for the card, and types its PIN


class Patience(Value):
    """Seconds without a touch before the warning, and the length of its countdown."""

    idle: float
    countdown: float


USUAL = Patience(idle=60.0, countdown=30.0)
ACCESSIBLE = Patience(idle=60.0 * ACCESSIBLE_FACTOR, countdown=60.0)
PAYING = Patience(idle=180.0, countdown=30.0)  # a bank's application takes its time


def patience_of(walk: Walk) -> Patience:
    """How long this person is waited for: ten times as long when the screen is read aloud."""
    if walk.comfort.voice:
        return ACCESSIBLE
    return PAYING if is_unpaid(walk) else USUAL


def ticked(walk: Walk, event: Ticked) -> Walk:
    """The walk a moment later."""
    walk = replace(walk, now=event.now, clock=event.clock, today=event.today)
    if after_all.is_over(walk):
        walk = replace(walk, stack=walk.stack[:-1])
    if arriving.is_over(walk):
        walk = replace(walk, stack=walk.stack[:1])
    if holding.is_over(walk):
        walk = holding.over(walk)
    walk = asked_again(walk)
    if walk.paper_left_at is not None and walk.now - walk.paper_left_at >= PAPER_LEFT_SHOWN:
        walk = replace(walk, paper_left_at=None)
    if (since := waiting_since(walk)) is not None:
        return _waited(replace(walk, touched_at=walk.now, warned_at=None), walk.now - since)
    if at_rest(walk):
        return replace(walk, touched_at=walk.now, warned_at=None)
    patience = patience_of(walk)
    if walk.warned_at is None:
        idle = walk.now - walk.touched_at
        return replace(walk, warned_at=walk.now) if idle >= patience.idle else walk
    return walk if walk.now - walk.warned_at < patience.countdown else session_ended(walk)


def at_rest(walk: Walk) -> bool:
    """Nobody is there: home as everybody finds it, or a page that waits for a technician or a card."""
    if isinstance(walk.page, OutOfServicePage | TakeCardPage | FiledAfterAllPage | AfterAllPage):
        return True
    nobody = walk.session is None and walk.inquiry is None and walk.comfort == Comfort()
    return nobody and walk.stack == (Home(),)


def waiting_since(walk: Walk) -> float | None:
    """Since when the kiosk itself is at work: its own wait does not count against the person."""
    match walk.page:
        case ReadingPage(since) | PrintingPage(_, since) | FilingPage(since):
            return since
        case PinPage(checking=since) | ActsForPage(loading=since):
            return since
        case OperatorCodePage(since) if walk.awaited:
            return since
        case SlipPage(since) if walk.awaited:
            return since
        case PreparingPage(since=since):
            return since
        case _:
            return (
                booking_waits_since(walk)
                or playbill_waits_since(walk)
                or goods_waits_since(walk)
                or queue_waits_since(walk)
                or case_waits_since(walk)
                or code_word.waits_since(walk)
                or going_on.waits_since(walk)
                or in_hand_waits_since(walk)
            )


def _waited(walk: Walk, seconds: float) -> Walk:  # noqa: PLR0912  a table
    """The walk, its wait given up when nobody has answered for too long."""
    match walk.page:
        case PrintingPage() if seconds >= LONGEST_PRINT:
            return print_waited_too_long(walk)
        case FilingPage() | PinPage(signing=True) if seconds >= LONGEST_FILING:
            return filing_waited_too_long(walk)
        case PinPage(signing=True):
            return walk
        case PinPage(case=number) if number:
            return case_signing_waited_too_long(walk) if seconds >= LONGEST_SIGNING else walk
        case OwnCasesPage() if seconds >= LONGEST_WAIT:
            return case_waited_too_long(walk)
        case CodeWordPage() if seconds >= LONGEST_WAIT:
            return code_word.waited_too_long(walk)
        case AnswersCodePage() if seconds >= LONGEST_WAIT:
            return going_on.waited_too_long(walk)
        case PreparingPage() | OperatorCodePage() | SlipPage() if seconds >= LONGEST_PRINT:
            return opened(replace(walk, stack=walk.stack[:-1]), FailurePage("backend-slow"))
        case ReadingPage() | PinPage() if seconds >= LONGEST_WAIT:
            return waited_too_long(walk, "backend-slow")
        case ActsForPage() if seconds >= LONGEST_WAIT:
            return opened(file_refused(walk), FailurePage("backend-slow"))
        case _ if in_hand_waits_since(walk) is not None and seconds >= LONGEST_WAIT:
            return in_hand_waited_too_long(walk)
        case _ if booking_waits_since(walk) is not None and seconds >= LONGEST_WAIT:
            return booking_waited_too_long(walk)
        case _ if queue_waits_since(walk) is not None and seconds >= LONGEST_WAIT:
            return queue_waited_too_long(walk)
        case _ if goods_waits_since(walk) is not None and seconds >= LONGEST_WAIT:
            return goods_waited_too_long(walk)
        case AdmissionPage() if seconds >= LONGEST_TERMINAL:
            return playbill_waited_too_long(walk)
        case PlaybillPage() | HallPage() | OwnInvoicePage() if seconds >= LONGEST_WAIT:
            return playbill_waited_too_long(walk)
        case _:
            return walk
