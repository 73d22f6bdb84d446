"""The outermost layer: security headers, a limit for what a head may hold, the access log."""

from __future__ import annotations

from secrets import token_hex
from time import perf_counter
from typing import Final

from starlette.datastructures import MutableHeaders
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send
from structlog.typing import FilteringBoundLogger

from config.faults import where_raised

LARGEST_HEADERS: Final = 16 * 1024
CONTENT_POLICY: Final = "; ".join(
    (
        "default-src 'none'",
        "script-src 'self'",
        "style-src 'self'",
        "img-src 'self'",
        "connect-src 'self'",
        "form-action 'self'",
        "base-uri 'none'",
        "frame-ancestors 'none'",
    )
)
HEADERS: Final = {
    "Content-Security-Policy": CONTENT_POLICY,
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=()",
}
STRICT_TRANSPORT: Final = "max-age=31536000"


class Edge:
    """Wraps the app; logs routes by their pattern, so nothing that was typed gets into a log."""

    def __init__(self, app: ASGIApp, log: FilteringBoundLogger, *, over_tls: bool) -> None:
        self._app = app
        self._log = log
        self._over_tls = over_tls

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve one request, whatever happens."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        started, status = perf_counter(), 0

        async def watched(message: Message) -> None:
            nonlocal status
            if message["type"] == "http.response.start":
                status = message["status"]
                self._dress(MutableHeaders(scope=message), scope["path"])
            await send(message)

        try:
            if _size_of_head(scope) > LARGEST_HEADERS:
                refusal = PlainTextResponse("headers-too-large", 431, {"Connection": "close"})
                await refusal(scope, receive, watched)
            else:
                await self._app(scope, receive, watched)
        except Exception as error:  # Starlette answers with our page, then raises for the log
            self._log.error(
                "fault", incident=incident_of(scope), error=type(error).__name__, where=where_raised(error)
            )
            if status == 0:
                text = f"internal {incident_of(scope)}"
                await PlainTextResponse(text, 500)(scope, receive, watched)
        milliseconds = round((perf_counter() - started) * 1000, 2)
        route = str(getattr(scope.get("route"), "path", "-"))
        self._log.info(
            "request", method=scope["method"], route=route, status=status, milliseconds=milliseconds
        )

    def _dress(self, headers: MutableHeaders, path: str) -> None:
        for name, value in HEADERS.items():
            headers[name] = value
        headers["Cache-Control"] = "no-cache" if path.startswith("/static/") else "no-store"
        if self._over_tls:
            headers["Strict-Transport-Security"] = STRICT_TRANSPORT


def incident_of(scope: Scope) -> str:
    """The number by which a fault's page and its log line are put together."""
    incident: str = scope.setdefault("okno.incident", token_hex(4))
    return incident


def _size_of_head(scope: Scope) -> int:
    return (
        sum(len(name) + len(value) for name, value in scope["headers"])
        + len(scope["raw_path"])
        + len(scope["query_string"])
    )
