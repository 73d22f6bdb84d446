"""Pages for who is signed in, and what they show when the backend refuses."""

from __future__ import annotations

from collections.abc import Awaitable, Callable

from starlette.requests import Request
from starlette.responses import Response

from backend.client import ClientFailure
from callcenter.addresses import address_of
from callcenter.console import Console
from callcenter.sign_in_page import sign_in_address
from callcenter.visit import Visit

Page = Callable[[Request, Visit], Awaitable[Response]]


def guarded_by_sign_in(console: Console, page: Page) -> Callable[[Request], Awaitable[Response]]:
    """The page for who is signed in; the sign-in for everybody else."""

    async def guarded(request: Request) -> Response:
        visit = console.visit(request)
        await console.renewed(visit)
        if visit.session is None:
            return console.moved(sign_in_address(_to_come_back_to(request)), visit)
        return await page(request, visit)

    return guarded


def refusal_page(console: Console, visit: Visit, failure: ClientFailure, wanted: str) -> Response:
    """The problem that the backend named, or the sign-in that leads back to `wanted`."""
    problem = console.refused(visit, failure)
    if problem is None:
        return console.moved(sign_in_address(wanted), visit)
    return console.problem(visit, problem.code, problem.status)


def _to_come_back_to(request: Request) -> str:
    """The page itself; after a form, whose content is lost with the session, the page it belongs to."""
    return address_of(request) if request.method == "GET" else "/" + request.url.path.split("/")[1]
