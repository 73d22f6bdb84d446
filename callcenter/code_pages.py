"""The pages behind an eight-digit code: typing it, reading the answers, printing the application."""

from __future__ import annotations

import re
from typing import Final

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from backend.client import ClientFailure
from backend.contract.handoffs import HandoffOpening
from callcenter.console import Console
from callcenter.guard import guarded_by_sign_in, refusal_page
from callcenter.prepared import prepared
from callcenter.requests import CODES_PAGE
from callcenter.visit import Visit

_BETWEEN_DIGITS: Final = re.compile(r"[\s\u00a0-]+")
_CODE: Final = re.compile(r"[0-9]{8}")
# What the operator can mend: shown above the field instead of a page of its own.
_SHOWN_IN_PLACE: Final = frozenset({"handoff-unknown", "handoff-used-up", "too-many-attempts"})


def code_routes(console: Console) -> list[Route]:
    """Typing a code and what it opens; the code never stands in an address."""

    async def show(_request: Request, visit: Visit) -> Response:
        return ask(visit, "", 200)

    async def open_code(request: Request, visit: Visit) -> Response:
        fields = await visit.form(request)
        code = _BETWEEN_DIGITS.sub("", fields.get("code", ""))
        if not _CODE.fullmatch(code):
            return ask(visit, "code-incomplete", 422)
        assert visit.session is not None
        opened = await console.api.open_handoff(visit.session.token, HandoffOpening(code=code))
        if isinstance(opened, ClientFailure):
            if opened.code in _SHOWN_IN_PLACE:
                return ask(visit, opened.code, 403)
            return refusal_page(console, request, visit, opened)
        page = prepared(opened, console.titles[visit.language], console.words[visit.language], console.zone)
        return console.page("prepared.html", visit, {"here": CODES_PAGE, "page": page})

    def ask(visit: Visit, problem: str, status: int) -> Response:
        return console.page("code.html", visit, {"here": CODES_PAGE, "code": problem}, status)

    return [
        Route(CODES_PAGE, guarded_by_sign_in(console, show), methods=["GET"]),
        Route(CODES_PAGE, guarded_by_sign_in(console, open_code), methods=["POST"]),
    ]
