"""The live board: refreshed quietly, so that nothing moves under the eye."""

from __future__ import annotations

from typing import Final

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from backend.client import ClientFailure
from callcenter import times
from callcenter.addresses import address_of, sort_link
from callcenter.console import Console
from callcenter.guard import guarded_by_sign_in, refusal_page
from callcenter.requests import read_query
from callcenter.supervisor.board_rows import COLUMNS, MOST_FIRST, BoardWords, ordered
from callcenter.visit import Visit

BOARD_PAGE: Final = "/board"
FIRST_COLUMN: Final = "state"
REFRESH_SECONDS: Final = 10
_QUERY: Final = {"sort": frozenset(COLUMNS), "order": frozenset({"desc"})}


def board_routes(console: Console) -> list[Route]:
    """Counts and colleagues; of callers nobody is named."""

    async def show(request: Request, visit: Visit) -> Response:
        query = read_query(request, _QUERY)
        found = await console.ask(console.calls.supervision.board, console.as_(visit))
        if isinstance(found, ClientFailure):
            return refusal_page(console, request, visit, found)
        words = BoardWords(console.words[visit.language], found.server_time)
        column, turned = query.get("sort", FIRST_COLUMN), "order" in query
        values = {
            "here": address_of(request),
            "figures": words.figures(found),
            "rows": [words.row(one) for one in ordered(found.operators, column, turned=turned)],
            "columns": {name: sort_link(BOARD_PAGE, name, FIRST_COLUMN, query) for name in COLUMNS},
            "column": column,
            "descending": turned != (column in MOST_FIRST),
            "updated": times.clock_time(found.server_time, visit.now, console.zone),
            "refresh_seconds": REFRESH_SECONDS,
        }
        return console.page("supervisor/board.html", visit, values)

    return [Route(BOARD_PAGE, guarded_by_sign_in(console, show), methods=["GET"])]
