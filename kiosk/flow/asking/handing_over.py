"""The eight digits with which an operator goes on from where somebody stopped."""

from __future__ import annotations

from msgspec.structs import replace

from kiosk.flow.pages import Paper, PaperKind, PreviewPage
from kiosk.flow.walk import Walk, answered, asked, opened, switched
from kiosk.flow.wizard.effects import LeaveHandoff
from kiosk.flow.wizard.events import CodeLeft
from kiosk.flow.wizard.pages import OperatorCodePage
from kiosk.flow.world import World

RESULTS = Paper(PaperKind.RESULTS)


def code_asked(walk: Walk, world: World) -> Walk:
    """«Получить код»: the page that shows it, and the call that fetches it."""
    if walk.inquiry is None:
        return walk
    page = OperatorCodePage(walk.now)
    again = isinstance(walk.page, OperatorCodePage)
    return _fetched(switched(walk, page) if again else opened(walk, page), world)


def results_shown_as_paper(walk: Walk, world: World) -> Walk:
    """The result as it will be printed; the code for the operator stands on it when there is a line."""
    return _fetched(opened(walk, PreviewPage(RESULTS)), world) if walk.inquiry else walk


def _fetched(walk: Walk, world: World) -> Walk:
    inquiry = walk.inquiry
    if inquiry is None or inquiry.code or any(isinstance(one, LeaveHandoff) for one in walk.awaited):
        return walk
    if walk.devices.backend:
        return replace(walk, inquiry=replace(inquiry, no_code=walk.devices.backend))
    left = LeaveHandoff(
        walk.next_effect, inquiry.goals, inquiry.interview.given(), world.pack.hash, inquiry.on.isoformat()
    )
    return asked(replace(walk, inquiry=replace(inquiry, no_code="")), left)


def code_left(walk: Walk, event: CodeLeft) -> Walk:
    """The code has come."""
    walk = answered(walk, event.effect)
    return replace(walk, inquiry=replace(walk.inquiry, code=event.code)) if walk.inquiry else walk


def code_refused(walk: Walk, effect: int, code: str) -> Walk:
    """There is no code; the screen says so, and the result can be printed without."""
    walk = answered(walk, effect)
    return replace(walk, inquiry=replace(walk.inquiry, no_code=code)) if walk.inquiry else walk
