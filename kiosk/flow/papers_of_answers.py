"""The sheets of what was answered, filed or left under a code."""

from __future__ import annotations

from devices.ports import Sheet
from kiosk.flow.filing.preparation import Preparation
from kiosk.flow.pages import Paper, PaperKind
from kiosk.flow.walk import Walk
from kiosk.flow.wizard.inquiry import Inquiry
from kiosk.flow.wizard.port import CATEGORIES
from kiosk.flow.world import World
from kiosk.receipts.findings import ReceiptPaper, ResultPaper, receipt_sheet, result_sheet, slip_sheet
from kiosk.receipts.paper import Letterhead


def sheet_of_answers(head: Letterhead, walk: Walk, world: World, paper: Paper) -> Sheet | None:
    """The sheet, or nothing when the answers are gone or nothing has been filed."""
    owner = walk.session.number if walk.session else 0
    inquiry, preparation = walk.inquiry, walk.preparation
    match paper.kind:
        case PaperKind.RESULTS if inquiry is not None:
            return result_sheet(head, _result(inquiry), world.catalogue.measures, owner)
        case PaperKind.RECEIPT if preparation is not None and preparation.receipt:
            titles = _titles(head, preparation, inquiry, world)
            told = ReceiptPaper(what_of(preparation), preparation.receipt, preparation.number, titles)
            return receipt_sheet(head, told, owner)
        case PaperKind.SLIP if preparation is not None and preparation.slip:
            return slip_sheet(head, preparation.slip, _titles(head, preparation, inquiry, world), owner)
        case _:
            return None


def what_of(preparation: Preparation) -> str:
    """What was filed: the last part of a wording's key."""
    if preparation.withdraws:
        return "withdrawn"
    return "corrected" if preparation.corrects else "filed"


def _result(inquiry: Inquiry) -> ResultPaper:
    kind = "categories" if inquiry.goals == CATEGORIES else "measures"
    findings = inquiry.interview.findings()
    return ResultPaper(findings, kind, inquiry.on, inquiry.code, bool(inquiry.no_code))


def _titles(
    head: Letterhead, preparation: Preparation, inquiry: Inquiry | None, world: World
) -> tuple[str, ...]:
    findings = inquiry.interview.findings() if inquiry else None
    titles = []
    for wish in preparation.wishes:
        measure = world.catalogue.measures.get(wish.measure)
        finding = findings.of("measure", wish.measure) if findings else None
        named = measure.title if measure else finding.title if finding else None
        if named is not None:
            titles.append(named.in_language(head.language))
    return tuple(titles)
