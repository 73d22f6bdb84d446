"""Routes whose endpoints read all of their request themselves."""

from __future__ import annotations

from collections.abc import Callable, Coroutine
from inspect import signature
from typing import Any

from fastapi.routing import APIRoute
from starlette.requests import Request
from starlette.responses import Response


class DirectRoute(APIRoute):
    """FastAPI describes it; an endpoint that takes the request alone is called without further ado.

    What is asked at every tap has nothing to be injected, and looking for it costs a tenth of the answer.
    """

    def get_route_handler(self) -> Callable[[Request], Coroutine[Any, Any, Response]]:
        """The endpoint itself, unless it wants parts of the address."""
        endpoint: Callable[[Request], Coroutine[Any, Any, Response]] = self.endpoint
        return (
            endpoint if list(signature(endpoint).parameters) == ["request"] else super().get_route_handler()
        )
