"""Moving between pages: on, back, to the section's beginning, home."""

from __future__ import annotations

from msgspec.structs import replace

from kiosk.flow.asking.questions import without_answers
from kiosk.flow.booking.pages import ConfirmingPage
from kiosk.flow.effects import ClearPin, CountPinTries, FetchFile, RaiseLevel, VerifyPinAndProve
from kiosk.flow.events import (
    Event,
    Opened,
    Switched,
    WentBack,
    WentHome,
    WentToSection,
)
from kiosk.flow.filing.pages import FilingPage
from kiosk.flow.goods.pages import ReservingPage
from kiosk.flow.pages import (
    WIZARD_PAPERS,
    ContactSlotPage,
    Page,
    PaperKind,
    PinPage,
    PreviewPage,
    PrintingPage,
    ReadingPage,
    WelcomePage,
    is_personal,
)
from kiosk.flow.queues.pages import RegisteringPage
from kiosk.flow.technician_pages import ServiceCodePage
from kiosk.flow.walk import Walk, no_longer_awaiting, opened, ordered, switched
from kiosk.flow.wizard.pages import PreparingPage, WizardPage

PASSING_PAGES = (
    ReadingPage,
    PrintingPage,
    PinPage,
    ServiceCodePage,
    PreparingPage,
    FilingPage,
    ConfirmingPage,
    ReservingPage,
    RegisteringPage,
)
"""Pages that are left for good: nobody goes back to a wait or to a PIN pad."""
WITHOUT_PIN = (WelcomePage, ContactSlotPage, PinPage)
"""Personal pages of a session that has no file yet."""


def moved(walk: Walk, event: Event) -> Walk:
    """The walk after a move between pages."""
    match event:
        case Opened(page) if _can_stand(page, walk):
            return opened(walk, page)
        case Switched(page) if _can_stand(page, walk):
            return switched(walk, page)
        case WentBack():
            return _left(walk, walk.stack[:-1] or walk.stack)
        case WentToSection():
            return _left(walk, walk.stack[:2])
        case WentHome():
            return _left(walk, walk.stack[:1])
        case _:
            return walk


def _can_stand(page: Page, walk: Walk) -> bool:
    """A press may come late, from the view of somebody who has left: a personal page needs its person."""
    if isinstance(page, WizardPage):
        return walk.inquiry is not None
    if isinstance(page, PreviewPage) and page.paper.kind in WIZARD_PAPERS:
        return walk.inquiry is not None
    if isinstance(page, PreviewPage) and page.paper.kind is PaperKind.TICKET:
        return walk.booking is not None or walk.session is not None
    if isinstance(page, PreviewPage) and page.paper.kind is PaperKind.RESERVATION:
        return walk.goods is not None or walk.session is not None
    if isinstance(page, PreviewPage) and page.paper.kind is PaperKind.QUEUE:
        return walk.queue is not None
    if not is_personal(page):
        return True
    if walk.session is None:
        return False
    return isinstance(page, WITHOUT_PIN) or walk.session.file is not None


def _left(walk: Walk, stack: tuple[Page, ...]) -> Walk:
    """The walk on an earlier page, no longer waiting for anything the left page had asked."""
    while len(stack) > 1 and isinstance(stack[-1], PASSING_PAGES):
        stack = stack[:-1]
    walk = replace(walk, stack=stack)
    if len(stack) == 1 and walk.session is None:
        walk = without_answers(walk)  # nobody knows who comes to the home page next
    walk = no_longer_awaiting(walk, (CountPinTries, VerifyPinAndProve, RaiseLevel, FetchFile))
    return ordered(walk, ClearPin())
