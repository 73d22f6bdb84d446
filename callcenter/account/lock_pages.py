"""The operator's own account: locking the page, opening it by the password, signing out everywhere."""

from __future__ import annotations

from typing import Final

from pydantic import ValidationError
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from backend.client import ClientFailure
from backend.contract.operators import UnlockIn
from callcenter.console import SIGN_IN_PAGE, STALE_TOKEN, Console, status_of
from callcenter.guard import by_script, guarded_by_sign_in, lock, refusal_page
from callcenter.kept import KEPT_FIELD
from callcenter.requests import SIGN_IN_FORM, page_to_return_to
from callcenter.sign_in_page import sign_in_address
from callcenter.visit import Visit

ACCOUNT_PAGE: Final = "/account"
LOCK_PAGE: Final = "/lock"
UNREADABLE: Final = "form-incomplete"


def lock_routes(console: Console) -> list[Route]:
    """Nothing here shows anything of anybody."""

    async def account(_request: Request, visit: Visit) -> Response:
        return console.page("account/account.html", visit, {"here": ACCOUNT_PAGE})

    async def lock_now(request: Request) -> Response:
        """Also of a page that is locked already: another tab may have been faster."""
        visit = console.visit(request)
        fields = await visit.form(request, SIGN_IN_FORM)
        wanted = page_to_return_to(fields.get("next", ""))
        if visit.session is None:
            return console.moved(sign_in_address(wanted), visit)
        visit.session = visit.session.lock()
        if by_script(request):
            return _without_page(visit, 204)
        return lock(console, visit, wanted)

    async def unlock(request: Request) -> Response:
        visit = console.visit(request)
        fields = await visit.form(request, SIGN_IN_FORM)
        wanted, kept = page_to_return_to(fields.get("next", "")), fields.get(KEPT_FIELD, "")
        await console.renewed(visit)
        if visit.session is None:
            return console.moved(sign_in_address(wanted), visit)
        code, status = await _judge(visit, fields.get("password", ""))
        if visit.session is None:  # signed out everywhere meanwhile
            return console.moved(sign_in_address(wanted), visit)
        if by_script(request):
            return _without_page(visit, status, code)
        if code:
            return lock(console, visit, wanted, kept, code)
        left = console.seal.open_kept(kept) if kept else None
        if left is not None and left.is_for(visit.session.login, visit.now):
            return console.page("kept.html", visit, {"kept": left, "wanted": wanted})
        return console.moved(wanted, visit)

    async def _judge(visit: Visit, password: str) -> tuple[str, int]:
        assert visit.session is not None
        try:
            told = UnlockIn(password=password)
        except ValidationError:
            return UNREADABLE, 422
        failure = await console.api.unlock(visit.session.token, told)
        if failure is None:
            visit.session = visit.session.unlock(visit.now)
            return "", 204
        if failure.code in STALE_TOKEN:
            visit.session = None
        return "password-wrong" if failure.code == "login-wrong" else failure.code, status_of(failure)

    def _without_page(visit: Visit, status: int, code: str = "") -> Response:
        response = JSONResponse({"code": code}, status) if code else Response(status_code=status)
        visit.leave_cookies(response, console.seal)
        return response

    async def sign_out_everywhere(request: Request, visit: Visit) -> Response:
        await visit.form(request)
        assert visit.session is not None
        failure = await console.api.sign_out_everywhere(visit.session.token)
        if isinstance(failure, ClientFailure):
            return refusal_page(console, request, visit, failure)
        visit.session, visit.was_signed_in = None, True
        return console.moved(SIGN_IN_PAGE, visit)

    return [
        Route(ACCOUNT_PAGE, guarded_by_sign_in(console, account), methods=["GET"]),
        Route(LOCK_PAGE, lock_now, methods=["POST"]),
        Route("/unlock", unlock, methods=["POST"]),
        Route("/sign-out-everywhere", guarded_by_sign_in(console, sign_out_everywhere), methods=["POST"]),
    ]
