"""What kiosks ask at every tap goes straight to its endpoint, past the router and the framework's layers."""

from __future__ import annotations

from inspect import signature
from typing import Any

from fastapi import FastAPI
from fastapi.routing import APIRoute
from starlette.routing import request_response
from starlette.types import ASGIApp, Receive, Scope, Send


class DirectRoute(APIRoute):
    """FastAPI describes it; `Straight` serves it if the endpoint takes the request alone."""

    @property
    def is_direct(self) -> bool:
        """Whether there is nothing that FastAPI would have to find for the endpoint."""
        return list(signature(self.endpoint).parameters) == ["request"]


class Straight:
    """Serves direct routes; everything else, other methods of their addresses too, is for the app behind it.

    Router, injection and six layers of middleware cost a sixth of an answer, and none of them has anything
    to do there. Failures are answered by the API's own handlers; what has none is the edge's.
    """

    def __init__(self, api: FastAPI, behind: ASGIApp) -> None:
        self._behind = behind
        handlers: dict[Any, Any] = {
            fault: handler for fault, handler in api.exception_handlers.items() if fault is not Exception
        }
        of_status: dict[int, Any] = {}
        self._handlers = handlers, of_status
        self._endpoints = {
            (method, route.path): (route, request_response(route.endpoint))
            for route in api.routes
            if isinstance(route, DirectRoute) and route.is_direct
            for method in route.methods or ()
        }

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve one request."""
        found = self._endpoints.get((scope.get("method", ""), scope.get("path", "")))
        if found is None:
            await self._behind(scope, receive, send)
            return
        route, endpoint = found
        scope["route"] = route
        scope["starlette.exception_handlers"] = self._handlers
        await endpoint(scope, receive, send)
