"""Signing in with login, password and one-time code; signing out; choosing the language."""

from __future__ import annotations

import secrets
from typing import Final
from urllib.parse import urlencode

from pydantic import ValidationError
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from backend.client import ClientFailure
from backend.contract.operators import OperatorLogin
from callcenter.console import SIGN_IN_PAGE, Console, status_of
from callcenter.kept import KEPT_FIELD
from callcenter.navigation import WORKPLACE
from callcenter.requests import SIGN_IN_FORM, PageProblem, page_to_return_to
from callcenter.session import Session
from callcenter.visit import FORM_KEY_BYTES, LANGUAGE_COOKIE, Visit, keep_cookie
from callcenter.wrong_tries import WINDOW, WrongTries
from content.i18n import LANGUAGES

LONGEST_SHOWN_LOGIN: Final = 40
TOO_MANY: Final = "too-many-attempts"
COUNTED_AS_WRONG: Final = frozenset({"login-wrong", TOO_MANY})  # the backend counts these too


def sign_in_address(wanted: str) -> str:
    """The sign-in page that leads on to `wanted`."""
    return f"{SIGN_IN_PAGE}?{urlencode({'next': wanted})}"


def sign_in_routes(console: Console) -> list[Route]:
    """Everything a person may do without being signed in."""
    wrong_tries = WrongTries()

    async def show(request: Request) -> Response:
        visit = console.visit(request)
        wanted = page_to_return_to(request.query_params.get("next", ""))
        if visit.session is not None:
            return console.moved(wanted, visit)
        code = "session-over" if visit.was_signed_in else ""
        ways = await console.api.sign_in_ways()
        single = not isinstance(ways, ClientFailure) and ways.single_sign_on
        values = {"login": "", "wanted": wanted, "code": code, "kept": "", "single": single}
        return console.page("sign_in.html", visit, values)

    async def sign_in(request: Request) -> Response:
        visit = console.visit(request)
        fields = await visit.form(request, SIGN_IN_FORM)
        wanted, kept = page_to_return_to(fields.get("next", "")), fields.get(KEPT_FIELD, "")
        login = fields.get("login", "").strip()
        try:
            attempt = OperatorLogin(
                login=login,
                password=fields.get("password", ""),
                code=fields.get("code", "").replace(" ", ""),
            )
        except ValidationError:
            return again(visit, login, wanted, "form-incomplete", 422, kept)
        address = request.client.host if request.client else ""
        if not wrong_tries.may_try(address, visit.now):
            console.log.warning("sign-in", code=TOO_MANY)
            stopped = again(visit, login, wanted, TOO_MANY, 429, kept)
            stopped.headers["Retry-After"] = str(int(WINDOW.total_seconds()))
            return stopped
        token = await console.api.sign_in(attempt)
        if not isinstance(token, ClientFailure) or token.code not in COUNTED_AS_WRONG:
            wrong_tries.was_not_wrong(address, visit.now)
        if isinstance(token, ClientFailure):
            return again(visit, login, wanted, token.code, status_of(token), kept)
        visit.session = Session.begin(login, token, visit.now)
        # A key that was there before the sign-in may be known to whoever used the browser before.
        visit.form_key, visit.has_form_cookie = secrets.token_urlsafe(FORM_KEY_BYTES), False
        left = console.seal.open_kept(kept) if kept else None
        if left is not None and left.is_for(login, visit.now):
            return console.page("kept.html", visit, {"kept": left, "wanted": wanted})
        return console.moved(wanted, visit)

    def again(visit: Visit, login: str, wanted: str, code: str, status: int, kept: str) -> Response:
        values = {"login": login[:LONGEST_SHOWN_LOGIN], "wanted": wanted, "code": code, "kept": kept}
        return console.page("sign_in.html", visit, values, status)

    async def sign_out(request: Request) -> Response:
        visit = console.visit(request)
        await visit.form(request)
        if visit.session is not None and visit.session.may(*WORKPLACE.roles):
            # Whoever goes leaves their telephone to the next; if that fails, they go all the same.
            await console.ask(console.calls.contacts.leave, console.as_(visit))
        visit.session, visit.was_signed_in = None, True
        return console.moved(SIGN_IN_PAGE, visit)

    async def choose_language(request: Request) -> Response:
        language = request.path_params["language"]
        if language not in LANGUAGES:
            raise PageProblem("not-found", 404)
        response = RedirectResponse(page_to_return_to(request.query_params.get("next", "")), 303)
        keep_cookie(response, LANGUAGE_COOKIE, language)
        return response

    return [
        Route(SIGN_IN_PAGE, show, methods=["GET"]),
        Route(SIGN_IN_PAGE, sign_in, methods=["POST"]),
        Route("/sign-out", sign_out, methods=["POST"]),
        Route("/language/{language}", choose_language, methods=["GET"]),
    ]
