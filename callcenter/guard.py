"""Pages for who is signed in, and what they show when the backend refuses."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import Final

from starlette.requests import Request
from starlette.responses import Response

from backend.client import ClientFailure
from callcenter.addresses import address_of
from callcenter.console import Console
from callcenter.kept import Kept
from callcenter.requests import DESK_FORM, read_form, typed_in
from callcenter.sign_in_page import sign_in_address
from callcenter.visit import FORM_FIELD, Visit

SCRIPT_HEADER: Final = "okno-script"
Page = Callable[[Request, Visit], Awaitable[Response]]


def guarded_by_sign_in(console: Console, page: Page) -> Callable[[Request], Awaitable[Response]]:
    """The page for who is signed in; the sign-in for everybody else."""

    async def guarded(request: Request) -> Response:
        visit = console.visit(request)
        await console.renewed(visit)
        if visit.session is not None:
            return await page(request, visit)
        if request.method == "GET" or by_script(request):
            return console.moved(sign_in_address(_to_come_back_to(request)), visit)
        return await sign_in_that_keeps(console, request, visit)

    return guarded


async def sign_in_that_keeps(console: Console, request: Request, visit: Visit) -> Response:
    """The sign-in in place of a form whose session is over before it was read."""
    visit.require_own_form(request, await read_form(request, DESK_FORM))
    return sign_in_again(console, request, visit)


def sign_in_again(console: Console, request: Request, visit: Visit) -> Response:
    """The sign-in, to come back after it; what was typed into a form of ours goes on then."""
    typed = {name: value for name, value in typed_in(request).items() if name != FORM_FIELD}
    wanted = _to_come_back_to(request)
    visit.session = None
    if not (typed and visit.last_login):
        return console.moved(sign_in_address(wanted), visit)
    kept = console.seal.seal_kept(Kept(visit.last_login, request.url.path, visit.now, typed))
    values = {"login": visit.last_login, "wanted": wanted, "code": "session-over", "kept": kept}
    return console.page("sign_in.html", visit, values, 401)


def by_script(request: Request) -> bool:
    """A page's own script asks, and keeps what was typed itself."""
    return SCRIPT_HEADER in request.headers


def refusal_page(console: Console, visit: Visit, failure: ClientFailure, wanted: str) -> Response:
    """The problem that the backend named, or the sign-in that leads back to `wanted`."""
    problem = console.refused(visit, failure)
    if problem is None:
        return console.moved(sign_in_address(wanted), visit)
    return console.problem(visit, problem.code, problem.status)


def _to_come_back_to(request: Request) -> str:
    """The page itself; after a form, the page it belongs to."""
    if request.method == "GET":
        return address_of(request)
    first, *rest = request.url.path.strip("/").split("/")
    return f"/{first}/{rest[0]}" if rest and first == "contacts" else f"/{first}"
