"""Tells refusals in another standard's form to whoever asks below its addresses, whatever went wrong."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from starlette.datastructures import Headers, MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from backend.contract.problems import PROBLEM_MEDIA_TYPE


@dataclass(frozen=True, slots=True)
class Retold:
    """A refusal in the standard's form."""

    status: int
    media_type: str
    content: bytes


class RetoldProblems:
    """Wraps the app; below `prefix` a problem document leaves as `retell` says of the path and it."""

    def __init__(self, app: ASGIApp, prefix: str, retell: Callable[[str, Mapping[str, Any]], Retold]) -> None:
        self._app = app
        self._prefix = prefix
        self._retell = retell

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve one request."""
        if scope["type"] != "http" or not scope["path"].startswith(self._prefix):
            await self._app(scope, receive, send)
            return
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
                told = self._retell(scope["path"], json.loads(content))
                headers = MutableHeaders(scope=begun)
                headers["content-type"], headers["content-length"] = told.media_type, str(len(told.content))
                start, begun = {**begun, "status": told.status}, None
                await send(start)
                message = {"type": "http.response.body", "body": told.content}
            await send(message)

        await self._app(scope, receive, translated)
