"""The pages of a signed-in person: the workplace and the list of kiosks."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import Final
from urllib.parse import urlencode

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from backend.client import ClientFailure
from backend.contract.kiosks import KioskList
from callcenter.console import Console
from callcenter.kiosk_rows import COLUMNS, SHOWN_CHIPS, RowMaker, ordered, unknown_codes
from callcenter.requests import read_query
from callcenter.sign_in_page import sign_in_address
from callcenter.visit import Visit

KIOSKS_PAGE: Final = "/kiosks"
FIRST_COLUMN: Final = "attention"
REFRESH_SECONDS: Final = 30
_KIOSKS_QUERY: Final = {
    "sort": frozenset(COLUMNS),
    "order": frozenset({"desc"}),
    "only": frozenset({"attention"}),
}

Page = Callable[[Request, Visit], Awaitable[Response]]


def guarded_by_sign_in(console: Console, page: Page) -> Callable[[Request], Awaitable[Response]]:
    """The page for who is signed in; the sign-in for everybody else."""

    async def guarded(request: Request) -> Response:
        visit = console.visit(request)
        await console.renewed(visit)
        if visit.session is None:
            return console.moved(sign_in_address(_address(request)), visit)
        return await page(request, visit)

    return guarded


def work_routes(console: Console) -> list[Route]:
    """Pages behind the sign-in."""

    async def workplace(request: Request, visit: Visit) -> Response:
        return console.page("workplace.html", visit, {"here": "/"})

    async def kiosks(request: Request, visit: Visit) -> Response:
        query = read_query(request, _KIOSKS_QUERY)
        assert visit.session is not None
        found = await console.api.kiosks(visit.session.token)
        if isinstance(found, ClientFailure):
            problem = console.refused(visit, found)
            if problem is None:
                return console.moved(sign_in_address(_address(request)), visit)
            return console.problem(visit, problem.code, problem.status)
        return console.page("kiosks.html", visit, {"here": _address(request), **_list(found, query, visit)})

    def _list(found: KioskList, query: dict[str, str], visit: Visit) -> dict[str, object]:
        maker = RowMaker(console.words[visit.language], console.zone, visit.now)
        only = "only" in query
        column, descending = query.get("sort", FIRST_COLUMN), "order" in query
        shown = [status for status in found.kiosks if status.attention or not only]
        return {
            "rows": [maker.row(status) for status in ordered(shown, column, descending=descending)],
            "guide": maker.guide(found.kiosks),
            "unknown": unknown_codes(found.kiosks),
            "columns": {name: _sort_link(name, query) for name in COLUMNS},
            "column": column,
            "descending": descending,
            "only": only,
            "everything": _link({**query, "only": ""}),
            "only_attention": _link({**query, "only": "attention"}),
            "count": len(found.kiosks),
            "in_need": sum(bool(status.attention) for status in found.kiosks),
            "updated": maker.clock_time(visit.now),
            "shown_chips": SHOWN_CHIPS,
            "refresh_seconds": REFRESH_SECONDS,
        }

    return [
        Route("/", guarded_by_sign_in(console, workplace), methods=["GET"]),
        Route(KIOSKS_PAGE, guarded_by_sign_in(console, kiosks), methods=["GET"]),
    ]


def _sort_link(column: str, query: dict[str, str]) -> str:
    """Sort by the column; a second time the other way round."""
    again = query.get("sort", FIRST_COLUMN) == column and "order" not in query
    return _link({**query, "sort": column, "order": "desc" if again else ""})


def _link(query: dict[str, str]) -> str:
    told = urlencode({name: value for name, value in query.items() if value})
    return f"{KIOSKS_PAGE}?{told}" if told else KIOSKS_PAGE


def _address(request: Request) -> str:
    query = request.url.query
    return f"{request.url.path}?{query}" if query else request.url.path
