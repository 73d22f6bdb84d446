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
from callcenter.addresses import address_of
from callcenter.cases.case_forms import FormWrong, new_case
from callcenter.cases.leading import (
    BOTH,
    CASES_PAGE,
    STEPS,
    Around,
    LeftOpen,
    Refusal,
    both_values,
    chosen,
    current_of,
    form_values,
    number_in,
    page_values,
    refused,
    spoken_for,
    taken,
    wrong,
)
from callcenter.console import STALE_TOKEN, Console, status_of
from callcenter.guard import guarded_by_sign_in, refusal_page, sign_in_again
from callcenter.requests import DESK_FORM, PageProblem, read_query
from callcenter.visit import Visit

CASE_QUERY: Final = {"told": frozenset({"sent", "unsent", "done", "opened"})}
PAPER_CHANNELS: Final = ("paper", "portal")
AT_DESK: Final = Around(CASES_PAGE, at_desk=True)


def case_desk_routes(console: Console) -> list[Route]:
    """A case opened here is a look that the backend notes."""

    async def show_new(request: Request, visit: Visit) -> Response:
        return new_page(visit, {"channel": "paper", "kind": "application"}, None)

    def new_page(visit: Visit, typed: dict[str, str], refusal: Refusal | None) -> Response:
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
            "failure": refusal.failure if refusal else None,
            "once": token_hex(16),
            **form_values(spoken),
        }
        return console.page("cases/new.html", visit, values, _status(refusal))

    async def open_case(request: Request, visit: Visit) -> Response:
        fields = await visit.form(request, DESK_FORM)
        channel = fields.get("channel", "")
        try:
            new = new_case(fields, channel, "", None, None)
        except FormWrong as error:
            return new_page(visit, fields, wrong(error))
        once = fields.get("once", "")
        made = await console.ask(console.calls.cases.open, console.as_(visit), new, once)
        if isinstance(made, ClientFailure):
            if made.code in STALE_TOKEN:
                return sign_in_again(console, request, visit)
            return new_page(visit, fields, refused(made))
        return console.moved(f"{CASES_PAGE}/{made.number}?told=opened", visit)

    async def show_one(request: Request, visit: Visit) -> Response:
        number, query = number_in(request.path_params), read_query(request, CASE_QUERY)
        calls, acting = console.calls.cases, console.as_(visit)
        case, workers = await asyncio.gather(
            console.ask(calls.view, acting, number), console.ask(calls.workers, acting)
        )
        if isinstance(case, ClientFailure):
            return refusal_page(console, visit, case, address_of(request))
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
        number, step = number_in(request.path_params), step_in(request)
        fields = chosen(await visit.form(request, DESK_FORM))
        acting = console.as_(visit)
        case = await console.ask(console.calls.cases.view, acting, number)
        if isinstance(case, ClientFailure):
            return gone(request, visit, case)
        try:
            outcome = await taken(console, acting, case, step, fields)
        except FormWrong as error:
            return one_page(visit, case, step, fields, wrong(error))
        if isinstance(outcome, ClientFailure):
            if outcome.code in STALE_TOKEN:
                return sign_in_again(console, request, visit)
            theirs = current_of(outcome) or case
            if step == "text" and current_of(outcome) is not None:
                values = both_values(console, visit, theirs, AT_DESK, fields)
                return console.page("cases/both.html", visit, {"here": CASES_PAGE, **values}, 409)
            return one_page(visit, theirs, step, fields, refused(outcome))
        if isinstance(outcome, CaseReceipt) and fields.get("channel") in {"paper", "voice"}:
            values = {"here": CASES_PAGE, "receipt": outcome, "address": f"{CASES_PAGE}/{number}"}
            return console.page("cases/receipt.html", visit, {**values, "layout": "cases/alone.html"})
        return console.moved(f"{CASES_PAGE}/{number}?told={told_of(outcome)}", visit)

    def one_page(
        visit: Visit, case: CaseFile, step: str, typed: dict[str, str], refusal: Refusal
    ) -> Response:
        left = LeftOpen(step, typed, refusal.field)
        values = page_values(console, visit, case, AT_DESK, left)
        shown = {"here": CASES_PAGE, "failure": refusal.failure, **values}
        return console.page("cases/case.html", visit, shown, _status(refusal))

    def gone(request: Request, visit: Visit, failure: ClientFailure) -> Response:
        if failure.code in STALE_TOKEN:
            return sign_in_again(console, request, visit)
        return refusal_page(console, visit, failure, CASES_PAGE)

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


def _status(refusal: Refusal | None) -> int:
    return 200 if refusal is None else status_of(refusal.failure)
