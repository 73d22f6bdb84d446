"""Leads one case through its steps, at a desk or in a call: what both kinds of page share."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from secrets import token_hex
from typing import Final, cast

from backend.calling.acting import As
from backend.client import ClientFailure
from backend.contract.cases import (
    CaseAnswerIn,
    CaseAssignmentIn,
    CaseClosingIn,
    CaseExtensionIn,
    CaseFile,
    CaseForwardingIn,
    CaseReceipt,
    CaseReceiptIn,
    CaseRefusalIn,
    CaseRegistrationIn,
    CaseVersionIn,
    CaseWorker,
)
from backend.contract.problems import PROBLEM_TYPE_PREFIX, Problem
from callcenter.cases.case_forms import KINDS, NOTICES, FormWrong, edited, step_of, typed_of
from callcenter.cases.case_view import TEXT_FIELDS, grounds_of, view_of
from callcenter.cases.spoken import CaseWords
from callcenter.console import Console
from callcenter.visit import Visit

CASES_PAGE: Final = "/cases"
TERMS_PAGE: Final = "/case-terms"
STEPS: Final = (
    "text",
    "handing-over",
    "registration",
    "extension",
    "forwarding",
    "answer",
    "refusal",
    "closing",
    "responsible",
    "receipt",
)
CHANGED: Final = "case-changed"
UNREGISTERED: Final = frozenset({"prepared", "awaiting_signature", "received"})
BOTH: Final = "both"  # the form in which two versions are brought together
NUMBER: Final = r"[ОЖЗ]-[0-9]{2}-[0-9]{6,9}"
# Which field a refusal is about.
_FIELD_OF: Final = {
    "email-invalid": "answer_email",
    "case-email-foreign": "answer_email",
    "case-ground-unknown": "ground",
    "case-channel": "channel",
}
Outcome = CaseFile | CaseReceipt | ClientFailure


@dataclass(frozen=True, slots=True)
class Refusal:
    """What a form was refused for, and the field that it is about; "" for the whole."""

    failure: ClientFailure
    field: str = ""


def spoken_for(console: Console, visit: Visit) -> CaseWords:
    """The words of this visit."""
    language = visit.language
    return CaseWords(console.words[language], console.titles[language], console.zone, visit.now)


async def taken(console: Console, acting: As, case: CaseFile, step: str, typed: Mapping[str, str]) -> Outcome:
    """The case after the step `step` of STEPS, or why not; FormWrong before anybody is asked."""
    calls, number, once = console.calls.cases, case.number, typed.get("once", "") or token_hex(16)
    if step == "text":
        return await console.ask(calls.edit, acting, number, edited(typed, case), once)
    body = step_of(step, typed)
    match body:
        case CaseRegistrationIn():
            return await console.ask(calls.register, acting, number, body, once)
        case CaseExtensionIn():
            return await console.ask(calls.extend, acting, number, body, once)
        case CaseForwardingIn():
            return await console.ask(calls.forward, acting, number, body, once)
        case CaseAnswerIn():
            return await console.ask(calls.answer, acting, number, body, once)
        case CaseRefusalIn():
            return await console.ask(calls.refuse, acting, number, body, once)
        case CaseClosingIn():
            return await console.ask(calls.close, acting, number, body, once)
        case CaseAssignmentIn():
            return await console.ask(calls.assign, acting, number, body, once)
        case CaseReceiptIn():
            return await console.ask(calls.give_receipt, acting, number, body, once)
        case _:
            return await console.ask(calls.hand_over, acting, number, cast("CaseVersionIn", body), once)


def wrong(error: FormWrong) -> Refusal:
    """A form that did not fit, as the backend would have refused it."""
    problem = Problem(type=f"{PROBLEM_TYPE_PREFIX}{error.code}", title="", status=422)
    return Refusal(ClientFailure(error.code, problem=problem), error.field)


def refused(failure: ClientFailure) -> Refusal:
    """What the backend refused, with the field that it speaks of."""
    return Refusal(failure, _FIELD_OF.get(failure.code, ""))


@dataclass(frozen=True, slots=True)
class Around:
    """Where a case is led: at a case worker's desk, or in a call."""

    folder: str  # the address of the cases there
    at_desk: bool
    workers: tuple[CaseWorker, ...] = ()

    @property
    def layout(self) -> str:
        """The template that the page extends."""
        return "cases/alone.html" if self.at_desk else "desk.html"


@dataclass(frozen=True, slots=True)
class LeftOpen:
    """The form that was refused: it stays open, with what was typed into it."""

    step: str = ""
    typed: Mapping[str, str] = field(default_factory=dict)
    field: str = ""


NOTHING_OPEN: Final = LeftOpen()


def page_values(
    console: Console,
    visit: Visit,
    case: CaseFile,
    around: Around,
    left: LeftOpen = NOTHING_OPEN,
    told: str = "",
) -> dict[str, object]:
    """Everything of a case's page; `told` is what has just been done."""
    spoken = spoken_for(console, visit)
    return {
        "case": view_of(case, spoken, at_desk=around.at_desk),
        "folder": around.folder,
        "address": f"{around.folder}/{case.number}",
        "layout": around.layout,
        "at_desk": around.at_desk,
        "workers": around.workers,
        "unanswered": grounds_of(case.regulation, "unanswered", spoken),
        "open_step": left.step,
        "typed": {**typed_of(case), **left.typed},
        "field": left.field,
        "told": told,
        "once": token_hex(16),
        "today": visit.now.astimezone(console.zone).date().isoformat(),
        **form_values(spoken),
    }


def form_values(spoken: CaseWords) -> dict[str, object]:
    """What the forms offer to choose from."""
    return {
        "kinds": tuple((each, spoken.kind(each)) for each in KINDS),
        "grounds": grounds_of("complaint", "grounds", spoken),
        "matters": grounds_of("petition", "matters", spoken),
        "notices": NOTICES,
    }


def both_values(
    console: Console, visit: Visit, case: CaseFile, around: Around, typed: Mapping[str, str]
) -> dict[str, object]:
    """Two versions of a text side by side: what a colleague wrote, and what was typed here."""
    spoken, theirs = spoken_for(console, visit), typed_of(case)
    last = case.history[-1] if case.history else None
    return {
        "case": view_of(case, spoken, at_desk=around.at_desk),
        "folder": around.folder,
        "address": f"{around.folder}/{case.number}",
        "layout": around.layout,
        "who": (last.actor_name or last.actor) if last else "",
        "when": spoken.moment(last.at) if last else "",
        "editable": case.state in UNREGISTERED,
        "both": tuple((name, spoken.field(name), theirs[name], mine_of(typed, name)) for name in TEXT_FIELDS),
        "chosen_ground": {name: typed.get(name, "") for name in ("ground", "matter")},
        "once": token_hex(16),
    }


def mine_of(typed: Mapping[str, str], name: str) -> str:
    """As a text area sends it back, with one kind of line end."""
    return typed.get(name, "").replace("\r\n", "\n").strip()


def chosen(typed: Mapping[str, str]) -> dict[str, str]:
    """Out of the form of two versions: what was typed first, or what was brought together by hand."""
    if typed.get("take") != "mine":
        return dict(typed)
    mine = {name.removeprefix("mine_"): value for name, value in typed.items() if name.startswith("mine_")}
    return {**typed, **mine}
