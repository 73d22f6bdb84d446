"""What kiosks ask at every step goes straight to its endpoint, past the router and the framework's layers."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from inspect import signature
from re import Pattern
from typing import Any, get_type_hints

from fastapi import FastAPI
from fastapi.routing import APIRoute
from pydantic import TypeAdapter, ValidationError
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import request_response
from starlette.types import ASGIApp, Receive, Scope, Send


class DirectRoute(APIRoute):
    """FastAPI describes it; `Straight` serves it if the endpoint takes no more than request and address."""

    @property
    def is_direct(self) -> bool:
        """Whether there is nothing that FastAPI would have to find for the endpoint, or ask before it."""
        takes = set(signature(self.endpoint).parameters)
        return not self.dependencies and takes == {"request", *self.param_convertors}


@dataclass(frozen=True, slots=True)
class Named:
    """A direct route whose address has names in it."""

    method: str
    route: DirectRoute
    endpoint: ASGIApp
    address: Pattern[str]
    words: Mapping[str, TypeAdapter[str]] = field(repr=False)

    def names_in(self, path: str) -> dict[str, str] | None:
        """What stands for each name; None for another address, or where a word is not as it should be."""
        found = self.address.match(path)
        if found is None:
            return None
        try:
            return {name: self.words[name].validate_python(word) for name, word in found.groupdict().items()}
        except ValidationError:
            return None


class Straight:
    """Serves direct routes; everything else, other methods of their addresses too, is for the app behind it.

    Router, injection and six layers of middleware cost a sixth of an answer, and none of them has anything
    to do there. Failures are answered by the API's own handlers; what has none is the edge's. An address that
    is not as it should be is left to the app as well, which says what is wrong with it.
    """

    def __init__(self, api: FastAPI, behind: ASGIApp) -> None:
        self._behind = behind
        handlers: dict[Any, Any] = {
            fault: handler for fault, handler in api.exception_handlers.items() if fault is not Exception
        }
        of_status: dict[int, Any] = {}
        self._handlers = handlers, of_status
        direct = [route for route in api.routes if isinstance(route, DirectRoute) and route.is_direct]
        self._endpoints = {
            (method, route.path): (route, request_response(route.endpoint))
            for route in direct
            if not route.param_convertors
            for method in route.methods or ()
        }
        self._named = [
            named_of(route, method)
            for route in direct
            if route.param_convertors
            for method in route.methods or ()
        ]

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve one request."""
        method, path = scope.get("method", ""), scope.get("path", "")
        found = self._endpoints.get((method, path)) or self._with_names(scope, method, path)
        if found is None:
            await self._behind(scope, receive, send)
            return
        route, endpoint = found
        scope["route"] = route
        scope["starlette.exception_handlers"] = self._handlers
        await endpoint(scope, receive, send)

    def _with_names(self, scope: Scope, method: str, path: str) -> tuple[DirectRoute, ASGIApp] | None:
        for named in self._named:
            if named.method == method and (names := named.names_in(path)) is not None:
                scope["path_params"] = names
                return named.route, named.endpoint
        return None


def named_of(route: DirectRoute, method: str) -> Named:
    async def endpoint(request: Request) -> Response:
        answer: Response = await route.endpoint(request, **request.path_params)
        return answer

    hints = get_type_hints(route.endpoint, include_extras=True)
    words: dict[str, TypeAdapter[str]] = {name: TypeAdapter(hints[name]) for name in route.param_convertors}
    return Named(method, route, request_response(endpoint), route.path_regex, words)
