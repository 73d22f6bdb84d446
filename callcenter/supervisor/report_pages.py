"""Reports: a page with charts drawn by the server, and the same as CSV and XLSX."""

from __future__ import annotations

import re
from datetime import date
from typing import Final

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from backend.client import ClientFailure
from backend.contract.reports import LONGEST_DAYS, SHORTEST_DAYS, PeriodReport
from callcenter.addresses import address_of
from callcenter.console import Console, status_of
from callcenter.guard import guarded_by_sign_in, refusal_page
from callcenter.requests import PageProblem, read_query
from callcenter.supervisor.exports import as_csv, as_xlsx
from callcenter.supervisor.periods import Days, at_first, ready
from callcenter.supervisor.report_rows import Report, ReportWords
from callcenter.visit import Visit

REPORTS_PAGE: Final = "/reports"
_DATE: Final = re.compile(r"\d{4}-\d{2}-\d{2}")
_QUERY: Final[dict[str, frozenset[str] | re.Pattern[str]]] = {"from": _DATE, "until": _DATE}
_XLSX: Final = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
_PERIOD_WRONG: Final = "report-period"


def report_routes(console: Console) -> list[Route]:
    """Each is one call; what is exported is what the page shows."""

    async def ask(request: Request, visit: Visit) -> tuple[Days, PeriodReport | ClientFailure]:
        days = chosen(request, visit)
        calls = console.calls.supervision
        return days, await console.ask(calls.report, console.as_(visit), days.begins, days.ends)

    async def show(request: Request, visit: Visit) -> Response:
        days, found = await ask(request, visit)
        wrong = isinstance(found, ClientFailure) and found.code == _PERIOD_WRONG
        if isinstance(found, ClientFailure) and not wrong:
            return refusal_page(console, request, visit, found)
        today = visit.now.astimezone(console.zone).date()
        values = {
            "here": address_of(request),
            "days": days,
            "ready": ready(today),
            "shortest": SHORTEST_DAYS,
            "longest": LONGEST_DAYS,
            "report": None if isinstance(found, ClientFailure) else in_words(visit, found),
            "fewest": None if isinstance(found, ClientFailure) else found.fewest,
            "failure": found if isinstance(found, ClientFailure) else None,
        }
        status = status_of(found) if isinstance(found, ClientFailure) else 200
        return console.page("supervisor/reports.html", visit, values, status)

    async def csv_file(request: Request, visit: Visit) -> Response:
        days, found = await ask(request, visit)
        if isinstance(found, ClientFailure):
            return refusal_page(console, request, visit, found)
        content = as_csv(in_words(visit, found), console.words[visit.language])
        return download(visit, content, "text/csv; charset=utf-8", f"okno-report-{name_of(days)}.csv")

    async def xlsx_file(request: Request, visit: Visit) -> Response:
        days, found = await ask(request, visit)
        if isinstance(found, ClientFailure):
            return refusal_page(console, request, visit, found)
        words = console.words[visit.language]
        content = await console.ask(as_xlsx, in_words(visit, found), words)
        return download(visit, content, _XLSX, f"okno-report-{name_of(days)}.xlsx")

    def in_words(visit: Visit, found: PeriodReport) -> Report:
        return ReportWords(console.words[visit.language], console.titles[visit.language]).report(found)

    def chosen(request: Request, visit: Visit) -> Days:
        query = read_query(request, _QUERY)
        first = at_first(visit.now.astimezone(console.zone).date())
        try:
            begins = date.fromisoformat(query["from"]) if "from" in query else first.begins
            ends = date.fromisoformat(query["until"]) if "until" in query else first.ends
        except ValueError:
            raise PageProblem("parameter-invalid", 422) from None
        return Days(begins, ends)

    def download(visit: Visit, content: bytes, media_type: str, name: str) -> Response:
        response = Response(content, media_type=media_type)
        response.headers["Content-Disposition"] = f'attachment; filename="{name}"'
        visit.leave_cookies(response, console.seal)
        return response

    return [
        Route(REPORTS_PAGE, guarded_by_sign_in(console, show), methods=["GET"]),
        Route(f"{REPORTS_PAGE}.csv", guarded_by_sign_in(console, csv_file), methods=["GET"]),
        Route(f"{REPORTS_PAGE}.xlsx", guarded_by_sign_in(console, xlsx_file), methods=["GET"]),
    ]


def name_of(days: Days) -> str:
    return f"{days.begins.isoformat()}-{days.ends.isoformat()}"
