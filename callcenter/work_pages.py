"""The list of kiosks, for who is signed in."""

from __future__ import annotations

from typing import Final

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from backend.client import ClientFailure
from backend.contract.kiosks import KioskList
from callcenter.addresses import address_of, link, sort_link
from callcenter.console import Console
from callcenter.guard import guarded_by_sign_in, refusal_page
from callcenter.kiosk_rows import COLUMNS, SHOWN_CHIPS, RowMaker, ordered, unknown_codes
from callcenter.requests import read_query
from callcenter.visit import Visit

KIOSKS_PAGE: Final = "/kiosks"
FIRST_COLUMN: Final = "attention"
REFRESH_SECONDS: Final = 30
_KIOSKS_QUERY: Final = {
    "sort": frozenset(COLUMNS),
    "order": frozenset({"desc"}),
    "only": frozenset({"attention"}),
}


def work_routes(console: Console) -> list[Route]:
    """One page behind the sign-in."""

    async def kiosks(request: Request, visit: Visit) -> Response:
        query = read_query(request, _KIOSKS_QUERY)
        assert visit.session is not None
        found = await console.api.kiosks(visit.session.token)
        if isinstance(found, ClientFailure):
            return refusal_page(console, request, visit, found)
        return console.page("kiosks.html", visit, {"here": address_of(request), **_list(found, query, visit)})

    def _list(found: KioskList, query: dict[str, str], visit: Visit) -> dict[str, object]:
        maker = RowMaker(console.words[visit.language], console.zone, visit.now)
        only = "only" in query
        column, descending = query.get("sort", FIRST_COLUMN), "order" in query
        shown = [status for status in found.kiosks if status.attention or not only]
        return {
            "rows": [maker.row(status) for status in ordered(shown, column, descending=descending)],
            "guide": maker.guide(found.kiosks),
            "unknown": unknown_codes(found.kiosks),
            "columns": {name: sort_link(KIOSKS_PAGE, name, FIRST_COLUMN, query) for name in COLUMNS},
            "column": column,
            "descending": descending,
            "only": only,
            "everything": link(KIOSKS_PAGE, {**query, "only": ""}),
            "only_attention": link(KIOSKS_PAGE, {**query, "only": "attention"}),
            "count": len(found.kiosks),
            "in_need": sum(bool(status.attention) for status in found.kiosks),
            "updated": maker.clock_time(visit.now),
            "shown_chips": SHOWN_CHIPS,
            "refresh_seconds": REFRESH_SECONDS,
        }

    return [
        Route(KIOSKS_PAGE, guarded_by_sign_in(console, kiosks), methods=["GET"]),
    ]
