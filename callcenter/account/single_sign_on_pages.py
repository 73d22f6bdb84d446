"""Signing in through the region's identity provider: the browser goes there and comes back with a code."""

from __future__ import annotations

import json
import secrets
from typing import Final

from pydantic import ValidationError
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from backend.client import ClientFailure
from backend.contract.operators import SignInReturn
from callcenter.console import Console, status_of
from callcenter.requests import page_to_return_to
from callcenter.session import Session
from callcenter.visit import FORM_KEY_BYTES

BEGIN_PAGE: Final = "/sign-in/single"
RETURN_PAGE: Final = "/sign-in/single/return"
# "Lax", since the browser comes back from another site; what lies in it opens nothing by itself.
COOKIE: Final = "__Host-okno-single"
SECONDS: Final = 600
NOT_CONFIRMED: Final = "identity-provider-refused"


def single_sign_on_routes(console: Console) -> list[Route]:
    """What a sign-in needs until it ends lies sealed in the browser that began it."""

    async def begin(request: Request) -> Response:
        visit = console.visit(request)
        wanted = page_to_return_to(request.query_params.get("next", ""))
        begun = await console.api.begin_single_sign_on()
        if isinstance(begun, ClientFailure):
            return refused(request, begun.code, status_of(begun))
        kept = json.dumps(
            {"state": begun.state, "nonce": begun.nonce, "verifier": begun.verifier, "next": wanted}
        )
        response = RedirectResponse(begun.address, 303)
        visit.leave_cookies(response, console.seal)
        response.set_cookie(
            COOKIE, console.seal.seal_page(kept, COOKIE), SECONDS, path="/",
            secure=True, httponly=True, samesite="lax",
        )  # fmt: skip
        return response

    async def come_back(request: Request) -> Response:
        visit = console.visit(request)
        opened = console.seal.open_page(request.cookies.get(COOKIE, ""), COOKIE)
        kept = json.loads(opened) if opened else {}
        state = request.query_params.get("state", "")
        if not kept or not secrets.compare_digest(state.encode(), kept["state"].encode()):
            return refused(request, NOT_CONFIRMED, 403)
        try:
            returned = SignInReturn(
                authorization_code=request.query_params.get("code", ""),
                nonce=kept["nonce"],
                verifier=kept["verifier"],
            )
        except ValidationError:  # broken off at the provider: there is an `error` instead of a code
            return refused(request, NOT_CONFIRMED, 403)
        token = await console.api.finish_single_sign_on(returned)
        if isinstance(token, ClientFailure):
            return refused(request, token.code, status_of(token))
        visit.session = Session.begin(token.login, token, visit.now)
        visit.form_key, visit.has_form_cookie = secrets.token_urlsafe(FORM_KEY_BYTES), False
        # A page of ours leads on: after a way over another site no strict cookie goes with a redirect.
        response = console.page("account/signed_in.html", visit, {"wanted": kept["next"]})
        response.delete_cookie(COOKIE, path="/", secure=True, httponly=True, samesite="lax")
        return response

    def refused(request: Request, code: str, status: int) -> Response:
        values = {"login": "", "wanted": "/", "code": code, "kept": "", "single": False}
        return console.page("sign_in.html", console.visit(request), values, status)

    return [
        Route(BEGIN_PAGE, begin, methods=["GET"]),
        Route(RETURN_PAGE, come_back, methods=["GET"]),
    ]
