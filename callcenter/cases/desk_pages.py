"""A case worker's pages: a paper that came in, one case with every step of it."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from secrets import token_hex
from typing import Final

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from backend.client import ClientFailure
from backend.contract.cases import CaseFile, CaseReceipt, CaseWorkers
from callcenter.cases.case_forms import FormWrong, new_case
from callcenter.cases.leading import (
    BOTH,
    CASES_PAGE,
    CHANGED,
    NUMBER,
    STEPS,
    Around,
    LeftOpen,
    Refusal,
    both_values,
    chosen,
    form_values,
    page_values,
    refused,
    spoken_for,
    taken,
    wrong,
)
from callcenter.console import Console
from callcenter.guard import form_page, guarded_by_sign_in, refusal_page
from callcenter.numbered.steps import current_in, number_in
from callcenter.requests import DESK_FORM, PageProblem, read_query
from callcenter.visit import Visit

CASE_QUERY: Final = {"told": frozenset({"sent", "unsent", "done", "opened"})}
PAPER_CHANNELS: Final = ("paper", "portal")
AT_DESK: Final = Around(CASES_PAGE, at_desk=True)


def case_desk_routes(console: Console) -> list[Route]:
    """A case opened here is a look that the backend notes."""

    async def show_new(request: Request, visit: Visit) -> Response:
        return new_page(request, visit, {"channel": "paper", "kind": "application"})

    def new_page(
        request: Request, visit: Visit, typed: dict[str, str], refusal: Refusal | None = None
    ) -> Response:
        spoken = spoken_for(console, visit)
        values = {
            "here": CASES_PAGE,
            "layout": "cases/alone.html",
            "folder": CASES_PAGE,
            "at_desk": True,
            "channels": PAPER_CHANNELS,
            "nobody": True,
            "typed": typed,
            "field": refusal.field if refusal else "",
            "once": token_hex(16),
            **form_values(spoken),
        }
        failure = refusal.failure if refusal else None
        return form_page(console, request, visit, "cases/new.html", values, failure)

    async def open_case(request: Request, visit: Visit) -> Response:
        fields = await visit.form(request, DESK_FORM)
        channel = fields.get("channel", "")
        try:
            new = new_case(fields, channel, "", None, None)
        except FormWrong as error:
            return new_page(request, visit, fields, wrong(error))
        once = fields.get("once", "")
        made = await console.ask(console.calls.cases.open, console.as_(visit), new, once)
        if isinstance(made, ClientFailure):
            return new_page(request, visit, fields, refused(made))
        return console.moved(f"{CASES_PAGE}/{made.number}?told=opened", visit)

    async def show_one(request: Request, visit: Visit) -> Response:
        number, query = number_in(request, NUMBER), read_query(request, CASE_QUERY)
        calls, acting = console.calls.cases, console.as_(visit)
        case, workers = await asyncio.gather(
            console.ask(calls.view, acting, number), console.ask(calls.workers, acting)
        )
        if isinstance(case, ClientFailure):
            return refusal_page(console, request, visit, case)
        known = workers.workers if isinstance(workers, CaseWorkers) else ()
        values = page_values(
            console,
            visit,
            case,
            replace(AT_DESK, workers=known),
            told=query.get("told", ""),
        )
        return console.page("cases/case.html", visit, {"here": CASES_PAGE, "failure": None, **values})

    async def take(request: Request, visit: Visit) -> Response:
        number, step = number_in(request, NUMBER), step_in(request)
        fields = chosen(await visit.form(request, DESK_FORM))
        acting = console.as_(visit)
        case = await console.ask(console.calls.cases.view, acting, number)
        if isinstance(case, ClientFailure):
            return refusal_page(console, request, visit, case)
        try:
            outcome = await taken(console, acting, case, step, fields)
        except FormWrong as error:
            return one_page(request, visit, case, step, fields, wrong(error))
        if isinstance(outcome, ClientFailure):
            theirs = current_in(outcome, CHANGED, CaseFile)
            if step == "text" and theirs is not None:
                values = both_values(console, visit, theirs, AT_DESK, fields)
                return console.page("cases/both.html", visit, {"here": CASES_PAGE, **values}, 409)
            return one_page(request, visit, theirs or case, step, fields, refused(outcome))
        if isinstance(outcome, CaseReceipt) and fields.get("channel") in {"paper", "voice"}:
            values = {"here": CASES_PAGE, "receipt": outcome, "address": f"{CASES_PAGE}/{number}"}
            return console.page("cases/receipt.html", visit, {**values, "layout": "cases/alone.html"})
        return console.moved(f"{CASES_PAGE}/{number}?told={told_of(outcome)}", visit)

    def one_page(
        request: Request, visit: Visit, case: CaseFile, step: str, typed: dict[str, str], refusal: Refusal
    ) -> Response:
        left = LeftOpen(step, typed, refusal.field)
        values = page_values(console, visit, case, AT_DESK, left)
        shown = {"here": CASES_PAGE, **values}
        return form_page(console, request, visit, "cases/case.html", shown, refusal.failure)

    one = f"{CASES_PAGE}/{{number}}"
    return [
        Route(CASES_PAGE, guarded_by_sign_in(console, open_case), methods=["POST"]),
        Route(f"{CASES_PAGE}/new", guarded_by_sign_in(console, show_new), methods=["GET"]),
        Route(one, guarded_by_sign_in(console, show_one), methods=["GET"]),
        Route(f"{one}/{{step}}", guarded_by_sign_in(console, take), methods=["POST"]),
    ]


def step_in(request: Request) -> str:
    """The step out of the address; `not-found` for anything else."""
    step = str(request.path_params["step"])
    if step not in STEPS and step != BOTH:
        raise PageProblem("not-found", 404)
    return "text" if step == BOTH else step


def told_of(outcome: CaseFile | CaseReceipt) -> str:
    """What the next page says of it."""
    if isinstance(outcome, CaseReceipt):
        return "sent" if outcome.sent else "unsent"
    return "done"
