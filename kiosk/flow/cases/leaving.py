"""The number of a text that was registered while its author was just going."""

from __future__ import annotations

from kiosk.flow.after_all import made_late
from kiosk.flow.cases.events import CaseSigned
from kiosk.flow.cases.pages import CaseSignedAfterAllPage, CaseSignedPage
from kiosk.flow.pages import Page, Paper, PaperKind
from kiosk.flow.walk import Walk


def signed_late(walk: Walk, event: CaseSigned) -> Walk:
    return made_late(walk, event.effect, CaseSignedAfterAllPage(event.case.number, walk.now))


def case_left(walk: Walk) -> tuple[Page, ...]:
    """What stays in sight for a moment of a walk that ends at its registered text."""
    paper = getattr(walk.page, "paper", None)
    if isinstance(paper, Paper) and paper.kind is PaperKind.CASE:
        return (CaseSignedAfterAllPage(paper.thing, walk.now),)
    if isinstance(walk.page, CaseSignedPage):
        return (CaseSignedAfterAllPage(walk.page.number, walk.now),)
    return ()
