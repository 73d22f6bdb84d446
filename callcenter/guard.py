"""Pages for who is signed in, and what they show when the backend refuses."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping
from typing import Final

from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from backend.client import ClientFailure
from callcenter.addresses import address_of
from callcenter.console import BACKEND_DOWN, STALE_TOKEN, Console, status_of
from callcenter.kept import Kept
from callcenter.requests import DESK_FORM, typed_in
from callcenter.sign_in_page import sign_in_address
from callcenter.visit import FORM_FIELD, Visit

SCRIPT_HEADER: Final = "okno-script"
LOCKED: Final = "page-locked"
LOCKED_STATUS: Final = 423  # RFC 4918, 11.3: Locked
Page = Callable[[Request, Visit], Awaitable[Response]]


def guarded_by_sign_in(console: Console, page: Page) -> Callable[[Request], Awaitable[Response]]:
    """The page for who is signed in; the sign-in for everybody else."""

    async def guarded(request: Request) -> Response:
        visit = console.visit(request)
        await console.renewed(visit)
        if visit.session is not None:
            if visit.session.is_locked(visit.now):
                return await lock_page(console, request, visit)
            return await page(request, visit)
        if request.method == "GET" or by_script(request):
            return console.moved(sign_in_address(_to_come_back_to(request)), visit)
        return await sign_in_that_keeps(console, request, visit)

    return guarded


async def sign_in_that_keeps(console: Console, request: Request, visit: Visit) -> Response:
    """The sign-in in place of a form whose session is over before it was read."""
    await visit.form(request, DESK_FORM)
    return sign_in_again(console, request, visit)


async def lock_page(console: Console, request: Request, visit: Visit) -> Response:
    """The lock in place of a page; a form that was sent waits behind it, a script keeps its own text."""
    if visit.by_itself or by_script(request):
        response = JSONResponse({"code": LOCKED}, LOCKED_STATUS)
        visit.leave_cookies(response, console.seal)
        return response
    kept = ""
    if request.method != "GET":
        await visit.form(request, DESK_FORM)
        kept = sealed_form(console, request, visit)
    return lock(console, visit, _to_come_back_to(request), kept)


def lock(console: Console, visit: Visit, wanted: str, kept: str = "", code: str = "") -> Response:
    """The page that asks for the password and leads on to `wanted`."""
    return console.page(
        "account/lock.html", visit, {"wanted": wanted, "kept": kept, "code": code}, LOCKED_STATUS
    )


def sealed_form(console: Console, request: Request, visit: Visit) -> str:
    """What was typed into the form of this request, for a hidden field; "" where nothing was."""
    typed = {name: value for name, value in typed_in(request).items() if name != FORM_FIELD}
    if not (typed and visit.last_login):
        return ""
    return console.seal.seal_kept(Kept(visit.last_login, request.url.path, visit.now, typed))


def sign_in_again(console: Console, request: Request, visit: Visit) -> Response:
    """The sign-in, to come back after it; what was typed into a form of ours goes on then."""
    kept, wanted = sealed_form(console, request, visit), _to_come_back_to(request)
    visit.session = None
    if not kept:
        return console.moved(sign_in_address(wanted), visit)
    values = {"login": visit.last_login, "wanted": wanted, "code": "session-over", "kept": kept}
    return console.page("sign_in.html", visit, values, 401)


def form_page(
    console: Console,
    request: Request,
    visit: Visit,
    template: str,
    values: Mapping[str, object],
    failure: ClientFailure | None = None,
) -> Response:
    """A page with what refused its form, or the sign-in where the session is over meanwhile."""
    if failure is not None and failure.code in STALE_TOKEN:
        return sign_in_again(console, request, visit)
    status = 200 if failure is None else status_of(failure)
    return console.page(template, visit, {"failure": failure, **values}, status)


def by_script(request: Request) -> bool:
    """A page's own script asks, and keeps what was typed itself."""
    return SCRIPT_HEADER in request.headers


def refusal_page(console: Console, request: Request, visit: Visit, failure: ClientFailure) -> Response:
    """The problem that the backend named, or the sign-in; what was typed into a form is kept for later."""
    if failure.code in STALE_TOKEN:
        return sign_in_again(console, request, visit)
    typed = {name: value for name, value in typed_in(request).items() if name != FORM_FIELD}
    if not typed or by_script(request) or status_of(failure) != BACKEND_DOWN:
        return console.problem(visit, failure.code, status_of(failure))
    kept = Kept(visit.last_login, request.url.path, visit.now, typed)
    values = {"kept": kept, "wanted": _to_come_back_to(request), "code": failure.code}
    return console.page("kept.html", visit, values, BACKEND_DOWN)


def _to_come_back_to(request: Request) -> str:
    """The page itself; after a form, the page it belongs to."""
    if request.method == "GET":
        return address_of(request)
    first, *rest = request.url.path.strip("/").split("/")
    return f"/{first}/{rest[0]}" if rest and first == "contacts" else f"/{first}"
