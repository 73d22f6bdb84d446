"""«Неотправленные сообщения»: the list, once more, and no more."""

from __future__ import annotations

import re
from typing import Final

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from backend.client import ClientFailure
from backend.contract.messages import UnsentMessages
from callcenter.addresses import address_of, link, sort_link
from callcenter.console import Console
from callcenter.guard import guarded_by_sign_in, refusal_page
from callcenter.requests import UNSENT_PAGE, PageProblem, read_query
from callcenter.unsent_rows import COLUMNS, UnsentWords, ordered
from callcenter.visit import Visit

AGAIN_ADDRESS: Final = f"{UNSENT_PAGE}/again"
GIVE_UP_ADDRESS: Final = f"{UNSENT_PAGE}/give-up"
FIRST_COLUMN: Final = "at"
_MESSAGE: Final = re.compile(r"[1-9][0-9]{0,18}")
_QUERY: Final[dict[str, frozenset[str] | re.Pattern[str]]] = {
    "sort": frozenset(COLUMNS),
    "order": frozenset({"desc"}),
    "done": frozenset({"again", "given-up", "before", "stale"}),
}
# What a colleague did meanwhile, and what cannot be written anew: the list says so.
_TOLD: Final = {"message-unknown": "before", "message-stale": "stale"}


def unsent_routes(console: Console) -> list[Route]:
    """Names nobody and repeats no text: the booking's number leads to both."""

    async def show(request: Request, visit: Visit) -> Response:
        query = read_query(request, _QUERY)
        assert visit.session is not None
        found = await console.api.unsent(visit.session.token)
        if isinstance(found, ClientFailure):
            return refusal_page(console, request, visit, found)
        return console.page("unsent.html", visit, {"here": address_of(request), **_list(found, query, visit)})

    async def again(request: Request, visit: Visit) -> Response:
        message = await asked_for(request, visit)
        assert visit.session is not None
        return done(request, visit, await console.api.send_again(visit.session.token, message), "again")

    async def give_up(request: Request, visit: Visit) -> Response:
        message = await asked_for(request, visit)
        assert visit.session is not None
        return done(request, visit, await console.api.give_up(visit.session.token, message), "given-up")

    async def asked_for(request: Request, visit: Visit) -> int:
        fields = await visit.form(request)
        message = fields.get("message", "")
        if not _MESSAGE.fullmatch(message):
            raise PageProblem("body-invalid", 422)
        return int(message)

    def done(request: Request, visit: Visit, failure: ClientFailure | None, what: str) -> Response:
        told = what if failure is None else _TOLD.get(failure.code, "")
        if failure is not None and not told:
            return refusal_page(console, request, visit, failure)
        return console.moved(link(UNSENT_PAGE, {"done": told}), visit)

    def _list(found: UnsentMessages, query: dict[str, str], visit: Visit) -> dict[str, object]:
        words = UnsentWords(console.words[visit.language], console.zone, visit.now)
        chosen: dict[str, str] = {name: query[name] for name in ("sort", "order") if name in query}
        column, descending = query.get("sort", FIRST_COLUMN), "order" in query
        messages = ordered(found.messages, column, descending=descending)
        return {
            "rows": [words.row(message) for message in messages],
            "columns": {name: sort_link(UNSENT_PAGE, name, FIRST_COLUMN, chosen) for name in COLUMNS},
            "column": column,
            "descending": descending,
            "done": query.get("done", ""),
            "again": link(UNSENT_PAGE, chosen),
        }

    return [
        Route(UNSENT_PAGE, guarded_by_sign_in(console, show), methods=["GET"]),
        Route(AGAIN_ADDRESS, guarded_by_sign_in(console, again), methods=["POST"]),
        Route(GIVE_UP_ADDRESS, guarded_by_sign_in(console, give_up), methods=["POST"]),
    ]
