"""«Ошибки в справочнике»: what operators found wrong, for whoever looks after the content."""

from __future__ import annotations

from typing import Final

from pydantic import ValidationError
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from backend.client import ClientFailure
from backend.contract.wrong_records import WrongRecordSettledIn
from callcenter.addresses import sort_link
from callcenter.console import Console, status_of
from callcenter.guard import guarded_by_sign_in, refusal_page
from callcenter.looking_up.wrong_record_rows import SORTED_BY, rows_of
from callcenter.requests import DESK_FORM, PageProblem, read_query
from callcenter.visit import Visit

ERRORS_PAGE: Final = "/reports-of-errors"
SETTLE_ADDRESS: Final = f"{ERRORS_PAGE}/settle"
_ASKED: Final = {"sort": frozenset(SORTED_BY), "order": frozenset({"desc"})}
_TOLD_IN_PLACE: Final = frozenset({"wrong-record-settled", "wrong-record-unknown"})


def wrong_record_routes(console: Console) -> list[Route]:
    """One call of the API to show, one to settle."""

    async def show(request: Request, visit: Visit) -> Response:
        return await page(request, visit, read_query(request, _ASKED))

    async def settle(request: Request, visit: Visit) -> Response:
        fields = await visit.form(request, DESK_FORM)
        try:
            told = WrongRecordSettledIn.model_validate(
                {"outcome": fields.get("outcome", ""), "answer": fields.get("answer", "").strip()}
            )
        except ValidationError:
            raise PageProblem("body-invalid", 422) from None
        report = fields.get("report", "")
        done = await console.ask(console.calls.wrong_records.settle, console.as_(visit), report, told)
        if not isinstance(done, ClientFailure):
            return console.moved(ERRORS_PAGE, visit)
        if done.code in _TOLD_IN_PLACE:
            return await page(request, visit, {}, failure=done, report=report, typed=told.answer)
        return refusal_page(console, request, visit, done)

    async def page(
        request: Request,
        visit: Visit,
        query: dict[str, str],
        failure: ClientFailure | None = None,
        report: str = "",
        typed: str = "",
    ) -> Response:
        found = await console.ask(console.calls.wrong_records.listed, console.as_(visit))
        if isinstance(found, ClientFailure):
            return refusal_page(console, request, visit, found)
        column, descending = query.get("sort", "at"), "order" in query
        library = console.library[visit.language]
        rows, settled = rows_of(found, library, console.zone, column, descending=descending)
        values = {
            "here": ERRORS_PAGE,
            "rows": rows,
            "settled": settled,
            "columns": {name: sort_link(ERRORS_PAGE, name, "at", query) for name in SORTED_BY},
            "column": column,
            "descending": descending,
            "failure": failure,
            "typed": typed,
            "report": report,
        }
        status = 200 if failure is None else status_of(failure)
        return console.page("knowledge/errors.html", visit, values, status)

    return [
        Route(ERRORS_PAGE, guarded_by_sign_in(console, show), methods=["GET"]),
        Route(SETTLE_ADDRESS, guarded_by_sign_in(console, settle), methods=["POST"]),
    ]
