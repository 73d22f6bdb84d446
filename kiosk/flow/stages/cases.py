"""Every view of somebody's own petitions, reached by a real walk."""

from __future__ import annotations

from collections.abc import Iterator

from msgspec.structs import replace

from devices.ports import CardFailure, PrinterState
from kiosk.flow import events
from kiosk.flow.cases import events as wishes
from kiosk.flow.cases.own import FILE
from kiosk.flow.cases.pages import CasePage, CaseSignedAfterAllPage
from kiosk.flow.demo.cases import ANSWERED, COMPLAINT, NUMBER, cases, registered
from kiosk.flow.disclosure import may
from kiosk.flow.events import BackendRefused, Opened, Switched
from kiosk.flow.pages import FileTab, PersonalFilePage
from kiosk.flow.stages.stage import Stage

REFUSALS = ("case-changed", "case-text-differs", "backend-unreachable")


def case_stages(start: Stage, person: Stage) -> Iterator[tuple[str, Stage]]:
    """`start` is nobody's, `person` has given card and PIN, where that can be."""
    left = CaseSignedAfterAllPage(NUMBER, start.walk.now)
    yield "case-after-all", Stage(start.world, replace(start.walk, stack=(*start.walk.stack, left)))
    session = person.walk.session
    if session is None or session.file is None or not may(person.walk, person.world, FILE):
        return
    waits = Stage(person.world, replace(person.walk, session=replace(session, to_sign=1)))
    yield "personal-file-to-sign", waits.after(Switched(PersonalFilePage(FileTab.GENERAL)))
    fetching = waits.after(wishes.OwnCasesAsked())
    yield "cases-wait", fetching
    yield "cases-none", fetching.after(wishes.CasesFetched(fetching.asked, ()))
    yield "cases-refused", fetching.after(BackendRefused(fetching.asked, "backend-unreachable"))
    own = fetching.after(wishes.CasesFetched(fetching.asked, cases()))
    yield "cases", own
    yield "case-lacking", own.after(Opened(CasePage(COMPLAINT)))
    yield "case-running", own.after(Opened(CasePage("О-26-000110")))
    yield "case-answered", own.after(Opened(CasePage(ANSWERED)))
    text = own.after(Opened(CasePage(NUMBER)))
    yield "case-to-sign", text
    yield from _signing(text)


def _signing(text: Stage) -> Iterator[tuple[str, Stage]]:
    pad = text.after(wishes.CaseSigningAsked(NUMBER))
    yield "case-pin", pad
    typed = pad.after(events.PinChanged(4), events.PinConfirmed())
    yield "case-signing", typed
    wrong = events.CardRefused(typed.asked, CardFailure("card-pin-wrong", tries_left=2))
    yield "case-pin-wrong", typed.after(wrong)
    for code in REFUSALS:
        yield f"case-refused-{code}", typed.after(BackendRefused(typed.asked, code))
    printing = typed.after(wishes.CaseSigned(typed.asked, registered()))
    yield "case-signed-printing", printing
    done = printing.after(events.PaperPrinted(printing.asked), events.WentBack())
    yield "case-signed", done
    paper = next(button.press for button in done.view().actions if not button.primary)
    yield "preview-case", done.after(paper)
    no_paper = text.after(
        events.PrinterReported(PrinterState.PAPER_OUT),
        wishes.CaseSigningAsked(NUMBER),
        events.PinChanged(4),
        events.PinConfirmed(),
    )
    yield "case-signed-no-paper", no_paper.after(wishes.CaseSigned(no_paper.asked, registered()))
