"""The outermost layer of the app: header limit, access log, and a last net under every fault."""

from __future__ import annotations

from secrets import token_hex
from time import perf_counter

from starlette.types import ASGIApp, Message, Receive, Scope, Send
from structlog.typing import FilteringBoundLogger

from backend.web.answers import problem
from config.faults import where_raised

LARGEST_HEADERS = 16 * 1024


class Edge:
    """Wraps the app; knows routes by their pattern, so no identifier gets into a log."""

    def __init__(self, app: ASGIApp, log: FilteringBoundLogger) -> None:
        self._app = app
        self._log = log

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve one request, whatever happens."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        started = perf_counter()
        status = 0

        async def watched(message: Message) -> None:
            nonlocal status
            if message["type"] == "http.response.start":
                status = message["status"]
            await send(message)

        try:
            if _size_of_headers(scope) > LARGEST_HEADERS:
                await problem("headers-too-large", {"Connection": "close"})(scope, receive, watched)
            else:
                await self._app(scope, receive, watched)
        except Exception as error:
            self._log.error(
                "fault",
                incident=incident_of(scope),
                error=type(error).__name__,
                where=where_raised(error),
                route=_route(scope),
            )
            if status == 0:
                await problem("internal", None, {"incident": incident_of(scope)})(scope, receive, watched)
        self._log.info(
            "request",
            method=scope["method"],
            route=_route(scope),
            status=status,
            milliseconds=round((perf_counter() - started) * 1000, 2),
        )


def incident_of(scope: Scope) -> str:
    """The number by which a fault's answer and its log line are put together."""
    incident: str = scope.setdefault("okno.incident", token_hex(4))
    return incident


def _size_of_headers(scope: Scope) -> int:
    return sum(len(name) + len(value) for name, value in scope["headers"]) + len(scope["raw_path"])


def _route(scope: Scope) -> str:
    route = scope.get("route")
    return str(getattr(route, "path", "-"))
