"""The console's clients of the API, one a feature; a new feature adds its own here."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from backend.calling.case_lists import CaseListCalls
from backend.calling.cases import CaseCalls
from backend.calling.contacts import ContactCalls
from backend.calling.identification import IdentificationCalls
from backend.calling.line import Line, Patience
from backend.calling.on_behalf import BehalfCalls
from backend.calling.paperwork import PaperworkCalls
from backend.calling.supervision import SupervisionCalls
from backend.calling.urgent import SignalCalls, UrgentCalls
from backend.calling.wrong_records import WrongRecordCalls
from backend.client import BackendAddress

AT_ONCE: Final = 32
"""Requests to the backend at the same time: fifty operators who all press something within a second."""


@dataclass(frozen=True, slots=True)
class Calls:
    """They share one line, which any thread may use; none of them keeps a token."""

    line: Line
    contacts: ContactCalls
    cases: CaseCalls
    identification: IdentificationCalls
    behalf: BehalfCalls
    case_lists: CaseListCalls
    urgent: UrgentCalls
    signals: SignalCalls
    supervision: SupervisionCalls
    paperwork: PaperworkCalls
    wrong_records: WrongRecordCalls


def calls_to(address: BackendAddress) -> Calls:
    """All clients over one line; OSError where the region CA cannot be read."""
    line = Line(address.url, address.region_ca, Patience(), at_once=AT_ONCE)
    return Calls(
        line=line,
        contacts=ContactCalls(line),
        cases=CaseCalls(line),
        identification=IdentificationCalls(line),
        behalf=BehalfCalls(line),
        case_lists=CaseListCalls(line),
        urgent=UrgentCalls(line),
        signals=SignalCalls(line),
        supervision=SupervisionCalls(line),
        paperwork=PaperworkCalls(line),
        wrong_records=WrongRecordCalls(line),
    )
