"""The operator's start: the telephone, what is in hand, promised calls, a new contact by hand."""

from __future__ import annotations

import re
from secrets import token_hex
from typing import Final

from pydantic import BaseModel, ValidationError
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from backend.client import ClientFailure
from backend.contract.contacts import CallBackResultIn, Contact, ContactOpenIn
from backend.contract.telephony import LINE_PATTERN
from backend.contract.workplace import PresenceIn
from callcenter.console import STALE_TOKEN, Console, status_of
from callcenter.desk.start_rows import StartWords
from callcenter.desk.tabs import address_in
from callcenter.guard import guarded_by_sign_in, refusal_page, sign_in_again
from callcenter.navigation import WORKPLACE, home_of
from callcenter.requests import PageProblem
from callcenter.supervisor.announcement_rows import NewsWords
from callcenter.visit import Visit

START_PAGE: Final = "/"
ONCE_BYTES: Final = 16
_ONCE: Final = re.compile(r"[0-9a-f]{32}")
_CALL_BACK: Final = re.compile(r"[0-9a-f-]{36}")
_LINE: Final = re.compile(LINE_PATTERN)
_MADE_BY_HAND: Final = {
    "visit": ("visit", "in"),
    "trust_line": ("trust_line", "in"),
    "phone": ("phone", "in"),
    "out": ("phone", "out"),
}
"""Kinds of contact that no telephone told of: channel and direction of each."""


def start_routes(console: Console) -> list[Route]:
    """What an operator has between two calls."""

    async def show(request: Request, visit: Visit) -> Response:
        assert visit.session is not None
        if not visit.session.may(*WORKPLACE.roles):
            return console.moved(home_of(visit.session.roles), visit)
        return await page(request, visit)

    async def page(
        request: Request,
        visit: Visit,
        failure: ClientFailure | None = None,
        typed: dict[str, str] | None = None,
    ) -> Response:
        """With what was typed, where `failure` refused it."""
        if failure is not None and failure.code in STALE_TOKEN:
            return sign_in_again(console, request, visit)
        found = await console.ask(console.calls.contacts.start, console.as_(visit))
        if isinstance(found, ClientFailure):
            return refusal_page(console, request, visit, found)
        values = {
            "here": START_PAGE,
            "live": "start",
            "turn": found.turn,
            "start": StartWords(console.words[visit.language], console.zone).start(found),
            "news": NewsWords(console.words[visit.language], console.zone, found.server_time).unread(
                found.announcements
            ),
            "kinds": tuple(_MADE_BY_HAND),
            "typed": typed or {},
            "once": (typed or {}).get("once") or fresh_key(),
            "fresh": fresh_key,
            "failure": failure,
        }
        return console.page("desk/start.html", visit, values, 200 if failure is None else status_of(failure))

    async def after(
        request: Request, visit: Visit, answer: BaseModel | ClientFailure, typed: dict[str, str]
    ) -> Response:
        """To the contact that was opened, else the start again."""
        if isinstance(answer, ClientFailure):
            return await page(request, visit, answer, typed)
        return console.moved(address_in(answer.contact) if isinstance(answer, Contact) else START_PAGE, visit)

    async def sit(request: Request, visit: Visit) -> Response:
        fields = await visit.form(request)
        line = fields.get("line", "")
        if not _LINE.fullmatch(line):
            raise PageProblem("body-invalid", 422)
        answer = await console.ask(console.calls.contacts.sit, console.as_(visit), line)
        return await after(request, visit, answer, fields)

    async def leave(request: Request, visit: Visit) -> Response:
        fields = await visit.form(request)
        answer = await console.ask(console.calls.contacts.leave, console.as_(visit))
        return await after(request, visit, answer, fields)

    async def be(request: Request, visit: Visit) -> Response:
        fields = await visit.form(request)
        presence = PresenceIn(presence="pause" if fields.get("presence") == "pause" else "ready")
        answer = await console.ask(console.calls.contacts.be, console.as_(visit), presence)
        return await after(request, visit, answer, fields)

    async def open_by_hand(request: Request, visit: Visit) -> Response:
        fields = await visit.form(request)
        once = fields.get("once", "")
        if fields.get("kind") not in _MADE_BY_HAND or not _ONCE.fullmatch(once):
            raise PageProblem("body-invalid", 422)
        channel, direction = _MADE_BY_HAND[fields["kind"]]
        try:
            new = ContactOpenIn.model_validate(
                {
                    "call": once,
                    "channel": channel,
                    "direction": direction,
                    "number": fields.get("number", "").strip(),
                    "training": "training" in fields,
                }
            )
        except ValidationError:
            return await page(request, visit, ClientFailure("phone-invalid"), fields)
        answer = await console.ask(console.calls.contacts.open, console.as_(visit), new)
        return await after(request, visit, answer, fields)

    async def take(request: Request, visit: Visit) -> Response:
        fields, which = await visit.form(request), promised(request)
        answer = await console.ask(
            console.calls.contacts.take_call_back, console.as_(visit), which, once_of(fields)
        )
        return await after(request, visit, answer, fields)

    async def tell_result(request: Request, visit: Visit) -> Response:
        fields, which = await visit.form(request), promised(request)
        result = CallBackResultIn(reached=fields.get("reached") == "yes")
        answer = await console.ask(
            console.calls.contacts.tell_result, console.as_(visit), which, result, once_of(fields)
        )
        return await after(request, visit, answer, fields)

    return [
        Route(START_PAGE, guarded_by_sign_in(console, show), methods=["GET"]),
        Route("/line", guarded_by_sign_in(console, sit), methods=["POST"]),
        Route("/line/leaving", guarded_by_sign_in(console, leave), methods=["POST"]),
        Route("/presence", guarded_by_sign_in(console, be), methods=["POST"]),
        Route("/contacts", guarded_by_sign_in(console, open_by_hand), methods=["POST"]),
        Route("/call-backs/{call_back}/taking", guarded_by_sign_in(console, take), methods=["POST"]),
        Route("/call-backs/{call_back}/result", guarded_by_sign_in(console, tell_result), methods=["POST"]),
    ]


def fresh_key() -> str:
    """For one form, whose sending twice is carried out once."""
    return token_hex(ONCE_BYTES)


def promised(request: Request) -> str:
    """Which promised call the address names."""
    which = str(request.path_params["call_back"])
    if not _CALL_BACK.fullmatch(which):
        raise PageProblem("not-found", 404)
    return which


def once_of(fields: dict[str, str]) -> str:
    """The key of what is carried out once, as the form carries it."""
    once = fields.get("once", "")
    if not _ONCE.fullmatch(once):
        raise PageProblem("body-invalid", 422)
    return once
