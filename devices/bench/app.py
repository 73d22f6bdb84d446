"""The bench as a web application for this machine only: a page, orders, and a stream of what is."""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncIterator
from pathlib import Path

from starlette.applications import Starlette
from starlette.concurrency import run_in_threadpool
from starlette.datastructures import MutableHeaders
from starlette.middleware import Middleware
from starlette.middleware.trustedhost import TrustedHostMiddleware
from starlette.requests import Request
from starlette.responses import FileResponse, JSONResponse, Response, StreamingResponse
from starlette.routing import Mount, Route
from starlette.staticfiles import StaticFiles
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from devices.bench.stage import CannotDoError, Stage

STATIC = Path(__file__).parent / "static"
LOOK_SECONDS = 0.3
KEEP_ALIVE_LOOKS = 50
OUR_PAGE = "x-okno-bench"  # a header that no other site's page can send without being asked first
LOCAL_NAMES = ["127.0.0.1", "localhost"]  # any other name is somebody's attempt to reach in by DNS
SECURITY = {
    "content-security-policy": "default-src 'self'; frame-ancestors 'none'",
    "x-content-type-options": "nosniff",
    "referrer-policy": "no-referrer",
    "cache-control": "no-store",
}


def make_app(stage: Stage) -> Starlette:
    async def page(_request: Request) -> Response:
        return FileResponse(STATIC / "index.html")

    async def order(request: Request) -> Response:
        if OUR_PAGE not in request.headers:
            return JSONResponse({"message": "Откройте страницу стенда."}, status_code=403)
        try:
            wanted = await request.json()
        except ValueError:
            wanted = None
        if not isinstance(wanted, dict):
            return JSONResponse({"message": "Ожидается объект JSON."}, status_code=400)
        try:
            message = await run_in_threadpool(stage.obey, wanted)
        except CannotDoError as error:
            return JSONResponse({"message": str(error)}, status_code=409)
        return JSONResponse({"message": message})

    async def events(request: Request) -> Response:
        return StreamingResponse(_changes(stage, request), media_type="text/event-stream")

    async def ticket(request: Request) -> Response:
        name = request.path_params["name"]
        path = next((path for path in stage.tickets.glob("ticket-*.png") if path.name == name), None)
        return Response(status_code=404) if path is None else FileResponse(path, media_type="image/png")

    return Starlette(
        routes=[
            Route("/", page),
            Route("/orders", order, methods=["POST"]),
            Route("/events", events),
            Route("/tickets/{name}", ticket),
            Mount("/static", StaticFiles(directory=STATIC)),
        ],
        middleware=[
            Middleware(TrustedHostMiddleware, allowed_hosts=LOCAL_NAMES),
            Middleware(_SecurityHeaders),
        ],
    )


async def _changes(stage: Stage, request: Request) -> AsyncIterator[str]:
    """Yield the bench's state as server-sent events, once at first and then whenever it differs."""
    last = ""
    quiet = 0
    while not await request.is_disconnected():
        now = json.dumps(await run_in_threadpool(stage.snapshot), ensure_ascii=False)
        quiet += 1
        if now != last:
            yield f"data: {now}\n\n"
            last, quiet = now, 0
        elif quiet >= KEEP_ALIVE_LOOKS:
            yield ": still here\n\n"
            quiet = 0
        await asyncio.sleep(LOOK_SECONDS)


class _SecurityHeaders:
    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        async def with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                MutableHeaders(scope=message).update(SECURITY)
            await send(message)

        await self._app(scope, receive, with_headers)
