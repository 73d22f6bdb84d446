"""Paper: asked for, awaited, taken, refused; and what becomes of a paper whose person has left."""

from __future__ import annotations

from dataclasses import replace

from devices.ports import PrinterState
from kiosk.flow import events
from kiosk.flow.disclosure import may_print
from kiosk.flow.effects import CancelPrint, PrintSheet
from kiosk.flow.pages import (
    NotPrintedPage,
    Page,
    Paper,
    PreviewPage,
    PrintedPage,
    PrintingPage,
)
from kiosk.flow.papers import sheet_of
from kiosk.flow.walk import (
    Walk,
    answered,
    asked,
    awaited_effect,
    no_longer_awaiting,
    opened,
    ordered,
    switched,
)
from kiosk.flow.world import World

CANCELLED = "printer-cancelled"
PRINTING_STATES = frozenset({PrinterState.READY, PrinterState.PAPER_LOW})
FAULT_CODES = {
    PrinterState.PAPER_OUT: "printer-paper-out",
    PrinterState.COVER_OPEN: "printer-cover-open",
    PrinterState.OFFLINE: "printer-offline",
    PrinterState.UNKNOWN: "printer-unknown",
}


def can_print(walk: Walk) -> bool:
    """Whether paper is offered at all: known before anybody asks for it."""
    return walk.devices.printer in PRINTING_STATES


def print_asked(walk: Walk, paper: Paper, world: World) -> Walk:
    """Send the sheet to the printer, one at a time."""
    if any(isinstance(asking, PrintSheet) for asking in walk.awaited):
        return walk
    if not can_print(walk):
        return _shown(walk, NotPrintedPage(paper, FAULT_CODES[walk.devices.printer]))
    sheet = sheet_of(walk, world, paper)
    if sheet is None or not may_print(walk, world, paper):
        return walk
    walk = _shown(walk, PrintingPage(paper, walk.now))
    return asked(walk, PrintSheet(walk.next_effect, sheet))


def print_cancelled(walk: Walk) -> Walk:
    """«Отменить»: the printer is told; its answer says whether the paper came out after all."""
    return ordered(walk, CancelPrint())


def paper_printed(walk: Walk, event: events.PaperPrinted) -> Walk:
    """The paper is out: for the person who waits, or for one who has left."""
    asking = awaited_effect(walk, event.effect)
    if asking is None:
        return _late(walk, event.effect, came_out=True)
    walk = answered(walk, event.effect)
    paper = _paper_of(walk)
    return walk if paper is None else _shown(walk, PrintedPage(paper))


def paper_refused(walk: Walk, event: events.PaperRefused) -> Walk:
    """No paper: what to do, and another try."""
    if awaited_effect(walk, event.effect) is None:
        return _late(walk, event.effect, came_out=False)
    walk = answered(walk, event.effect)
    paper = _paper_of(walk)
    if paper is None:
        return walk
    if event.failure.code == CANCELLED:
        return _shown(walk, PreviewPage(paper))
    return _shown(walk, NotPrintedPage(paper, event.failure.code))


def print_waited_too_long(walk: Walk) -> Walk:
    """The printer said nothing for too long; a paper that comes later is pointed out on the home page."""
    paper = _paper_of(walk)
    if paper is None:
        return walk
    silent = frozenset(asking.id for asking in walk.awaited if isinstance(asking, PrintSheet))
    walk = replace(no_longer_awaiting(walk, PrintSheet), left_paper=walk.left_paper | silent)
    return _shown(ordered(walk, CancelPrint()), NotPrintedPage(paper, "printer-not-acknowledged"))


def _late(walk: Walk, effect: int, came_out: bool) -> Walk:
    if effect not in walk.left_paper:
        return walk
    walk = replace(walk, left_paper=walk.left_paper - {effect})
    return replace(walk, paper_left_at=walk.now) if came_out else walk


def _paper_of(walk: Walk) -> Paper | None:
    """The paper that is being printed, whether or not its page is still on top."""
    return next((page.paper for page in reversed(walk.stack) if isinstance(page, PrintingPage)), None)


def _shown(walk: Walk, page: Page) -> Walk:
    """A page about paper in place of the one before it; a person who went on finds it on top."""
    if isinstance(walk.page, PreviewPage | PrintingPage | PrintedPage | NotPrintedPage):
        return switched(walk, page)
    return opened(walk, page)
