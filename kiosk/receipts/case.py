"""The paper of a registered petition: its number, the day until which it is answered, and by which law."""

from __future__ import annotations

from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from content.formats import date_in_figures
from devices.ports import Element, Line, Pair, Sheet, Space
from kiosk.receipts.paper import Letterhead, call_code, sheet

if TYPE_CHECKING:
    from backend.contract.cases import CaseFile


def case_sheet(head: Letterhead, case: CaseFile, zone: str, owner: int) -> Sheet:
    """Nothing of the matter stands on it: a paper is left lying about."""
    words = head.words
    title = words("paper.case.title")
    registered = case.registered_at.astimezone(ZoneInfo(zone)).date() if case.registered_at else None
    dated = (Pair(words("paper.case.registered"), date_in_figures(registered)),) if registered else ()
    body: tuple[Element, ...] = (
        Line(title),
        Line(case.number, large=True),
        Space(),
        *dated,
        *_due(head, case),
        Space(),
        Line(words("paper.case.look")),
    )
    return sheet(head, title, body, call_code(head), owner)


def _due(head: Letterhead, case: CaseFile) -> tuple[Element, ...]:
    due = case.due
    if due is None:
        return ()
    words = head.words
    return (
        Pair(words("paper.case.due"), date_in_figures(due.on), bold=True),
        Pair(words("paper.case.law"), f"{due.act}, {due.article}".strip(", ")),
    )
