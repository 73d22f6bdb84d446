"""HTTP of feeds: a calendar program asks again and again, with the key in its address and no token."""

from __future__ import annotations

from functools import partial
from hashlib import sha256
from typing import Annotated, Any, Final

from fastapi import APIRouter, Path, Query, Request
from starlette.responses import Response

from backend.errors import Refused
from backend.feeds import service
from backend.feeds.addresses import FEED_PATH
from backend.feeds.busy_calendar import feed_text
from backend.services import Services

CALENDAR: Final = "text/calendar; charset=utf-8"
# It may be kept, but only by whoever fetched it, and asked for anew each time.
_HEADERS: Final = {"Cache-Control": "private, no-cache", "X-Content-Type-Options": "nosniff"}
_TOLD: Final[dict[int | str, dict[str, Any]]] = {
    200: {"content": {"text/calendar": {"schema": {"type": "string"}}}},
    304: {"description": "Nothing has changed since"},
}
ResourceId = Annotated[str, Path(pattern=r"^[0-9A-Za-z-]{1,40}$")]
Key = Annotated[str, Query(pattern=r"^[A-Za-z0-9_-]{1,64}$")]


class CalendarResponse(Response):
    media_type = "text/calendar"


def feed_routes(services: Services) -> APIRouter:
    """A wrong key and no such resource read alike."""
    router = APIRouter(tags=["calendars"])

    @router.get(FEED_PATH, response_class=CalendarResponse, responses=_TOLD)
    async def read_feed(request: Request, resource: ResourceId, key: Key) -> Response:
        work = partial(service.feed_of, resource=resource, key=key, now=services.clock())
        feed = await services.database.read(work)
        if feed is None:
            raise Refused("not-found")
        content = feed_text(feed)
        tag = f'"{sha256(content).hexdigest()[:32]}"'
        headers = {**_HEADERS, "ETag": tag}
        if request.headers.get("if-none-match") == tag:
            return Response(None, 304, headers)
        return Response(content, 200, {**headers, "Content-Type": CALENDAR})

    return router
