"""News of the operator's telephone for an open page: it waits without a thread and names nobody."""

from __future__ import annotations

import asyncio
import re
from typing import Final

from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from backend.calling.waiting import LONGEST_WAIT
from backend.client import ClientFailure
from backend.contract.workplace import Ring
from callcenter.console import Console, status_of
from callcenter.guard import LOCKED, LOCKED_STATUS
from callcenter.requests import read_query

LIVE_PAGE: Final = "/live"
SIGNED_OUT: Final = 401
_QUERY: Final[dict[str, frozenset[str] | re.Pattern[str]]] = {
    "seen": re.compile(r"-?[0-9]{1,9}"),
    "wait": frozenset({"0", str(LONGEST_WAIT)}),
}


def live_routes(console: Console) -> list[Route]:
    """One address; it leaves no cookies, for its answer may come long after the person signed out."""

    async def live(request: Request) -> Response:
        visit = console.visit(request)
        if visit.session is None:
            return JSONResponse({"code": "session-over"}, SIGNED_OUT)
        if visit.session.is_locked(visit.now):
            return JSONResponse({"code": LOCKED}, LOCKED_STATUS)
        query = read_query(request, _QUERY)
        seen, wait = int(query.get("seen", "-1")), int(query.get("wait", "0"))
        asking = asyncio.create_task(console.waiting.ring(console.as_(visit), seen, wait))
        leaving = asyncio.create_task(left(request))
        await asyncio.wait({asking, leaving}, return_when=asyncio.FIRST_COMPLETED)
        leaving.cancel()
        if not asking.done():
            asking.cancel()
            return Response(status_code=204)
        return told(asking.result())

    return [Route(LIVE_PAGE, live, methods=["GET"])]


async def left(request: Request) -> None:
    """Until the browser has gone to another page."""
    while (await request.receive())["type"] != "http.disconnect":
        pass


def told(ring: Ring | ClientFailure) -> Response:
    """As the page's script reads it."""
    if isinstance(ring, ClientFailure):
        return JSONResponse({"code": ring.code}, status_of(ring))
    return JSONResponse({"turn": ring.turn, "ringing": ring.ringing, "talking": ring.talking})
