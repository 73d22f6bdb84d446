"""Moving between pages: on, back, to the section's beginning, home; and the writing of a search."""

from __future__ import annotations

from msgspec.structs import replace

from kiosk.flow.effects import ClearPin, CountPinTries, FetchFile, RaiseLevel, VerifyPinAndProve
from kiosk.flow.events import (
    Event,
    LayoutChosen,
    Opened,
    Switched,
    TextDone,
    TextErased,
    TextTyped,
    WentBack,
    WentHome,
    WentToSection,
)
from kiosk.flow.pages import (
    ContactSlotPage,
    Page,
    PinPage,
    PrintingPage,
    ReadingPage,
    SearchPage,
    ServiceCodePage,
    WelcomePage,
    is_personal,
)
from kiosk.flow.walk import Walk, no_longer_awaiting, opened, ordered, switched

LONGEST_QUERY = 60
PASSING_PAGES = (ReadingPage, PrintingPage, PinPage, ServiceCodePage)
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
    if not is_personal(page):
        return True
    if walk.session is None:
        return False
    return isinstance(page, WITHOUT_PIN) or walk.session.file is not None


def _left(walk: Walk, stack: tuple[Page, ...]) -> Walk:
    """The walk on an earlier page, no longer waiting for anything the left page had asked."""
    while len(stack) > 1 and isinstance(stack[-1], PASSING_PAGES):
        stack = stack[:-1]
    walk = no_longer_awaiting(
        replace(walk, stack=stack), (CountPinTries, VerifyPinAndProve, RaiseLevel, FetchFile)
    )
    return ordered(walk, ClearPin())


def wrote(walk: Walk, event: Event) -> Walk:
    """The search line after a key of the keyboard."""
    page = walk.page
    if not isinstance(page, SearchPage) or page.done:
        return walk
    match event:
        case TextTyped(character) if len(page.text) < LONGEST_QUERY:
            return switched(walk, replace(page, text=page.text + character))
        case TextErased(all=everything):
            return switched(walk, replace(page, text="" if everything else page.text[:-1]))
        case LayoutChosen(layout):
            return switched(walk, replace(page, layout=layout))
        case TextDone() if page.text.strip():
            return switched(walk, replace(page, done=True))
        case _:
            return walk
