"""«Кому ещё положено»: counts per measure for supervisors, on a page and as a file."""

from __future__ import annotations

from typing import Final

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from backend.client import ClientFailure
from callcenter.addresses import address_of, sort_link
from callcenter.console import Console
from callcenter.guard import guarded_by_sign_in, refusal_page
from callcenter.match_rows import COLUMNS, as_csv, matched
from callcenter.requests import MATCHES_PAGE, read_query
from callcenter.visit import Visit

CSV_ADDRESS: Final = f"{MATCHES_PAGE}.csv"
FIRST_COLUMN: Final = "people"
_QUERY: Final = {"sort": frozenset(COLUMNS), "order": frozenset({"desc"})}


def match_routes(console: Console) -> list[Route]:
    """Counts only: the backend gives nobody the names."""

    async def show(request: Request, visit: Visit) -> Response:
        query = read_query(request, _QUERY)
        assert visit.session is not None
        counts = await console.api.match_counts(visit.session.token)
        if isinstance(counts, ClientFailure):
            return refusal_page(console, request, visit, counts)
        column, turned = query.get("sort", FIRST_COLUMN), "order" in query
        titles = console.titles[visit.language]
        values = {
            "here": address_of(request),
            "found": matched(counts, titles, visit.language, column, turned=turned),
            "columns": {name: sort_link(MATCHES_PAGE, name, FIRST_COLUMN, query) for name in COLUMNS},
            "column": column,
            "descending": turned != (column == FIRST_COLUMN),  # people begin with the most
            "csv_address": CSV_ADDRESS,
        }
        return console.page("matches.html", visit, values)

    async def download(request: Request, visit: Visit) -> Response:
        assert visit.session is not None
        counts = await console.api.match_counts(visit.session.token)
        if isinstance(counts, ClientFailure):
            return refusal_page(console, request, visit, counts)
        content = as_csv(counts, console.titles[visit.language], console.words[visit.language])
        name = f"okno-matches-{counts.on or 'none'}.csv"
        response = Response(content, media_type="text/csv; charset=utf-8")
        response.headers["Content-Disposition"] = f'attachment; filename="{name}"'
        visit.leave_cookies(response, console.seal)
        return response

    return [
        Route(MATCHES_PAGE, guarded_by_sign_in(console, show), methods=["GET"]),
        Route(CSV_ADDRESS, guarded_by_sign_in(console, download), methods=["GET"]),
    ]
