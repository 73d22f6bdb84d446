"""What is asked at every tap goes past the framework, and is told, logged and refused as everything else."""

from __future__ import annotations

import asyncio
import io
import json
from dataclasses import dataclass
from typing import Annotated

import httpx
import pytest
from fastapi import APIRouter, Depends, FastAPI, Path
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.types import ASGIApp, Receive, Scope, Send

from backend.app import on_refused
from backend.errors import Refused
from backend.log import make_log
from backend.web.direct_route import DirectRoute, Straight
from backend.web.edge import Edge

HoldId = Annotated[str, Path(pattern=r"^[0-9a-f-]{4}$")]


async def nobody() -> None:
    raise Refused("role-missing")


@dataclass(frozen=True, slots=True)
class Api:
    """Direct addresses, one with a name in it, and one that wants more; `log` is what was noted."""

    app: ASGIApp
    described: FastAPI
    log: io.StringIO
    met: list[str]

    def ask(self, method: str, path: str, **headers: str) -> httpx.Response:
        async def asked() -> httpx.Response:
            carried = httpx.ASGITransport(self.app)
            async with httpx.AsyncClient(transport=carried, base_url="http://api") as client:
                return await client.request(method, path, headers=headers)

        return asyncio.run(asked())


@pytest.fixture
def api() -> Api:
    met: list[str] = []
    router = APIRouter(prefix="/v1", route_class=DirectRoute)

    @router.post("/taps")
    async def tap(request: Request) -> Response:
        return PlainTextResponse(request.headers["what"])

    @router.post("/refused")
    async def refused(request: Request) -> Response:
        raise Refused("card-unknown")

    @router.post("/broken")
    async def broken(request: Request) -> Response:
        raise RuntimeError("Иванова")

    @router.delete("/holds/{hold}")
    async def hold(request: Request, hold: HoldId) -> Response:
        return PlainTextResponse(f"{hold}, {request.path_params}")

    @router.get("/guarded", dependencies=[Depends(nobody)])
    async def guarded(request: Request) -> Response:
        return PlainTextResponse("the treasure")

    @router.get("/people")
    async def person(request: Request, called: str) -> Response:
        return PlainTextResponse(called)

    made = FastAPI(redirect_slashes=False)
    made.router.routes.extend(router.routes)
    made.add_exception_handler(Refused, on_refused)
    made.add_exception_handler(Exception, lambda _request, _error: PlainTextResponse("the API's own", 500))

    async def behind(scope: Scope, receive: Receive, send: Send) -> None:
        met.append(scope["type"])
        await made(scope, receive, send)

    log = io.StringIO()
    return Api(Edge(Straight(made, behind), make_log(log)), made, log, met)


def test_a_direct_address_passes_nothing_of_the_framework(api: Api) -> None:
    assert api.ask("POST", "/v1/taps", what="welcome").text == "welcome"
    assert api.met == []
    assert json.loads(api.log.getvalue())["route"] == "/v1/taps"
    assert "/v1/taps" in api.described.openapi()["paths"], "described all the same"


def test_a_name_in_the_address_is_given_to_the_endpoint(api: Api) -> None:
    answer = api.ask("DELETE", "/v1/holds/0f-1")
    assert answer.text == "0f-1, {'hold': '0f-1'}"
    assert api.met == []
    assert json.loads(api.log.getvalue())["route"] == "/v1/holds/{hold}"
    (told,) = api.described.openapi()["paths"]["/v1/holds/{hold}"]["delete"]["parameters"]
    assert told["schema"]["pattern"] == "^[0-9a-f-]{4}$"


@pytest.mark.parametrize("word", ["0F-1", "0f-12", "0f-1%0a", "%D0%B8"])
def test_a_name_that_cannot_be_one_is_refused_by_the_api_in_its_own_words(api: Api, word: str) -> None:
    answer = api.ask("DELETE", f"/v1/holds/{word}")
    assert (answer.status_code, api.met) == (422, ["http"])
    assert answer.json()["detail"][0]["loc"] == ["path", "hold"]


def test_what_stands_before_an_address_is_asked(api: Api) -> None:
    assert api.ask("GET", "/v1/guarded").status_code == 403
    assert api.met == ["http"]


def test_everything_else_is_for_the_api(api: Api) -> None:
    """The control: these meet what stands behind."""
    assert api.ask("GET", "/v1/people?called=p-1").text == "p-1"
    assert api.ask("GET", "/v1/taps").status_code == 405
    assert api.ask("POST", "/v1/taps/").status_code == 404
    assert api.met == ["http"] * 3


def test_a_refusal_is_a_problem(api: Api) -> None:
    answer = api.ask("POST", "/v1/refused")
    assert answer.headers["content-type"] == "application/problem+json"
    assert answer.json()["type"].endswith("card-unknown")
    assert api.met == []


def test_a_fault_is_answered_and_logged_once_by_the_edge_without_its_text(api: Api) -> None:
    answer = api.ask("POST", "/v1/broken")
    assert answer.status_code == 500
    fault, request = (json.loads(line) for line in api.log.getvalue().splitlines())
    assert answer.json()["incident"] == fault["incident"]
    assert (fault["error"], request["status"]) == ("RuntimeError", 500)
    assert "Иванова" not in api.log.getvalue() + answer.text
