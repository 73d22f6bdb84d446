"""Paper: asked for, awaited, taken, refused; and what becomes of a paper whose person has left."""

from __future__ import annotations

from msgspec.structs import replace

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
    if under_way := printing_now(walk):
        return _shown(walk, PrintingPage(under_way.paper, walk.now))
    if not can_print(walk):
        return _shown(walk, NotPrintedPage(paper, FAULT_CODES[walk.devices.printer]))
    sheet = sheet_of(walk, world, paper)
    if sheet is None or not may_print(walk, world, paper):
        return walk
    walk = _shown(walk, PrintingPage(paper, walk.now))
    return asked(walk, PrintSheet(walk.next_effect, sheet, paper))


def print_cancelled(walk: Walk) -> Walk:
    """«Отменить»: the printer is told; its answer says whether the paper came out after all."""
    return ordered(walk, CancelPrint())


def paper_printed(walk: Walk, event: events.PaperPrinted) -> Walk:
    """The paper is out: for the person who waits, or for one who has left."""
    asking = awaited_effect(walk, event.effect)
    if not isinstance(asking, PrintSheet):
        return _late(walk, event.effect, came_out=True)
    return _shown(answered(walk, event.effect), PrintedPage(asking.paper))


def paper_refused(walk: Walk, event: events.PaperRefused) -> Walk:
    """No paper: what to do, and another try."""
    asking = awaited_effect(walk, event.effect)
    if not isinstance(asking, PrintSheet):
        return _late(walk, event.effect, event.failure.paper_came_out)
    walk = answered(walk, event.effect)
    if event.failure.paper_came_out:
        walk = replace(walk, paper_left_at=walk.now)  # half a paper lies in the tray, with a name on it
    if event.failure.code == CANCELLED:
        return _shown(walk, PreviewPage(asking.paper)) if isinstance(walk.page, PrintingPage) else walk
    return _shown(walk, NotPrintedPage(asking.paper, event.failure.code))


def print_waited_too_long(walk: Walk) -> Walk:
    """The printer said nothing for too long; a paper that comes later is pointed out on the home page."""
    silent = printing_now(walk)
    if silent is None:
        return walk
    walk = replace(no_longer_awaiting(walk, PrintSheet), left_paper=walk.left_paper | {silent.id})
    return _shown(ordered(walk, CancelPrint()), NotPrintedPage(silent.paper, "printer-not-acknowledged"))


def printing_now(walk: Walk) -> PrintSheet | None:
    """The print that is under way, whether or not its page is still on top."""
    return next((asking for asking in walk.awaited if isinstance(asking, PrintSheet)), None)


def _late(walk: Walk, effect: int, came_out: bool) -> Walk:
    if effect not in walk.left_paper:
        return walk
    walk = replace(walk, left_paper=walk.left_paper - {effect})
    return replace(walk, paper_left_at=walk.now) if came_out else walk


def _shown(walk: Walk, page: Page) -> Walk:
    """A page about paper in place of the one before it; a person who went on finds it on top."""
    if isinstance(walk.page, PreviewPage | PrintingPage | PrintedPage | NotPrintedPage):
        return switched(walk, page)
    return opened(walk, page)
