"""Tells refusals in the form of GeoReport v2 to whoever asks below its addresses, whatever went wrong."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any, Final

from starlette.datastructures import Headers, MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from backend.contract.problems import PROBLEM_MEDIA_TYPE, PROBLEM_TYPE_PREFIX
from backend.open311 import telling
from backend.open311.wire import JSON, MEDIA_TYPES, XML, list_of

PREFIX: Final = "/open311"
_STATUS: Final = {401: 403, 422: 400}  # the standard knows 400, 403 and 404 of clients' faults
_WORDS: Final = {
    "open311-missing": "{field} was not provided",
    "open311-unknown": "{field} provided was not found",
    "open311-invalid": "{field} does not fit",
}


def error_of(problem: Mapping[str, Any]) -> tuple[int, str]:
    """Status and description of a problem document (RFC 9457)."""
    code = str(problem["type"]).removeprefix(PROBLEM_TYPE_PREFIX)
    status = int(problem["status"])
    words = _WORDS.get(code)
    described = f"{problem['title']}. {problem['detail']}"
    if words is not None and "field" in problem:
        described = words.format(field=problem["field"])
    return _STATUS.get(status, status), described


class Open311Errors:
    """Wraps the app; below the addresses of Open311 a problem document leaves as the standard's errors."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve one request."""
        if scope["type"] != "http" or not scope["path"].startswith(f"{PREFIX}/"):
            await self._app(scope, receive, send)
            return
        form = JSON if scope["path"].endswith(".json") else XML
        begun: Message | None = None
        content = bytearray()

        async def translated(message: Message) -> None:
            nonlocal begun
            if message["type"] == "http.response.start":
                if Headers(scope=message).get("content-type", "").startswith(PROBLEM_MEDIA_TYPE):
                    begun = message
                    return
            elif begun is not None:
                content.extend(message.get("body", b""))
                if message.get("more_body", False):
                    return
                status, described = error_of(json.loads(content))
                told = list_of("errors", [telling.error(status, described)], form)
                headers = MutableHeaders(scope=begun)
                headers["content-type"], headers["content-length"] = MEDIA_TYPES[form], str(len(told))
                start, begun = {**begun, "status": status}, None
                await send(start)
                message = {"type": "http.response.body", "body": told}
            await send(message)

        await self._app(scope, receive, translated)
