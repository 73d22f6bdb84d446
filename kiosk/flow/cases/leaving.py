"""The number of a text that was registered while its author was just going."""

from __future__ import annotations

from msgspec.structs import replace

from kiosk.flow.booking.pages import BookedAfterAllPage
from kiosk.flow.cases.events import CaseSigned
from kiosk.flow.cases.pages import CaseSignedAfterAllPage, CaseSignedPage
from kiosk.flow.pages import Home, Page, Paper, PaperKind, TakeCardPage
from kiosk.flow.walk import Walk, opened, switched


def signed_late(walk: Walk, event: CaseSigned) -> Walk:
    """An obligation: who signed may still be near, and gets the number without a name to it."""
    if event.effect not in walk.left_bookings:
        return walk
    walk = replace(walk, left_bookings=walk.left_bookings - {event.effect})
    if walk.session is not None:
        return walk  # the list says it, to whose it is
    page = CaseSignedAfterAllPage(event.case.number, walk.now)
    if isinstance(walk.page, Home | TakeCardPage):
        return opened(walk, page)
    return switched(walk, page) if isinstance(walk.page, BookedAfterAllPage) else walk


def case_number_left(walk: Walk) -> tuple[Page, ...]:
    """What stays in sight for a moment of a walk that ends at its registered text."""
    paper = getattr(walk.page, "paper", None)
    if isinstance(paper, Paper) and paper.kind is PaperKind.CASE:
        return (CaseSignedAfterAllPage(paper.thing, walk.now),)
    if isinstance(walk.page, CaseSignedPage):
        return (CaseSignedAfterAllPage(walk.page.number, walk.now),)
    return ()
