"""Requests to the app in this process, and what they were refused with."""

from __future__ import annotations

import asyncio
from typing import Any

import httpx

from backend.services import Services
from tests.backend.ready_apps import AppOnDemand


class AppHttp:
    """Requests to the app in this process, one after another."""

    def __init__(self, services: Services) -> None:
        self._transport = httpx.ASGITransport(AppOnDemand(services), raise_app_exceptions=False)

    def request(self, method: str, path: str, **what: Any) -> httpx.Response:
        async def ask() -> httpx.Response:
            async with self.open() as client:
                return await client.request(method, path, **what)

        return asyncio.run(ask())

    def open(self) -> httpx.AsyncClient:
        """A client for requests at the same time."""
        return httpx.AsyncClient(transport=self._transport, base_url="https://backend")

    def get(self, path: str, **what: Any) -> httpx.Response:
        return self.request("GET", path, **what)

    def post(self, path: str, **what: Any) -> httpx.Response:
        return self.request("POST", path, **what)

    def delete(self, path: str, **what: Any) -> httpx.Response:
        return self.request("DELETE", path, **what)


def code_of(answer: httpx.Response) -> str:
    """The problem's code, checking that it is a whole problem."""
    assert answer.headers["content-type"] == "application/problem+json", answer.text
    problem = answer.json()
    assert problem["status"] == answer.status_code
    assert problem["title"]
    assert problem["detail"]
    return str(problem["type"]).removeprefix("https://okno.example/problems/")
