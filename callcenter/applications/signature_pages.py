"""The signed paper of an application that was prepared by telephone: from its day on the terms run."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date
from secrets import token_hex
from typing import Final

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from backend.client import ClientFailure
from backend.contract.requests import DeskRequest, SignatureIn
from callcenter.applications.application_pages import missing_in, titles_in
from callcenter.applications.rows import row_of
from callcenter.console import Console, status_of
from callcenter.guard import guarded_by_sign_in, refusal_page
from callcenter.rules_of_day import RulesOfDay
from callcenter.visit import Visit
from callcenter.wizard.told import Told

SIGNATURES_PAGE: Final = "/signatures"
_NUMBER: Final = re.compile(r"([0-9]{2})[\s-]?([0-9]{6,9})")
_DAY: Final = re.compile(r"(\d{1,2})[.\s/-](\d{1,2})[.\s/-](\d{4})")
_SHOWN_IN_PLACE: Final = frozenset(
    {"request-unknown", "request-signed", "request-incomplete", "body-invalid", "identification-too-low"}
)


def signature_routes(console: Console, rules: RulesOfDay) -> list[Route]:
    """For a case worker, at whose desk the paper lies."""

    async def show(_request: Request, visit: Visit) -> Response:
        return page(visit, {})

    async def sign(request: Request, visit: Visit) -> Response:
        fields = await visit.form(request)
        number = _NUMBER.fullmatch(fields.get("number", "").strip())
        if number is None:
            return page(visit, fields, ClientFailure("request-unknown"))
        written = fields.get("received_on", "").strip()
        received_on = day_in(written)
        if written and received_on is None:
            return page(visit, fields, ClientFailure("body-invalid"))
        paper = SignatureIn(signed="signed" in fields, received_on=received_on)
        signed = await console.ask(
            console.calls.paperwork.sign,
            console.as_(visit),
            f"{number[1]}-{number[2]}",
            paper,
            fields.get("once", ""),
        )
        if isinstance(signed, ClientFailure):
            if signed.code in _SHOWN_IN_PLACE:
                return page(visit, fields, signed)
            return refusal_page(console, request, visit, signed)
        return page(visit, {}, done=signed)

    def page(
        visit: Visit,
        typed: Mapping[str, str],
        failure: ClientFailure | None = None,
        done: DeskRequest | None = None,
    ) -> Response:
        words = console.words[visit.language]
        titles = titles_in(rules, Told(rules.words[visit.language]))
        values = {
            "here": SIGNATURES_PAGE,
            "typed": typed,
            "failure": failure,
            "missing": missing_in(failure) if failure else (),
            "done": None if done is None else row_of(done, titles, words, console.zone),
            "once": token_hex(16),
        }
        status = 200 if failure is None else status_of(failure)
        return console.page("applications/signature.html", visit, values, status)

    return [
        Route(SIGNATURES_PAGE, guarded_by_sign_in(console, show), methods=["GET"]),
        Route(SIGNATURES_PAGE, guarded_by_sign_in(console, sign), methods=["POST"]),
    ]


def day_in(written: str) -> date | None:
    """«23.11.2026»; None for what is no day."""
    found = _DAY.fullmatch(written)
    if found is None:
        return None
    day, month, year = (int(part) for part in found.groups())
    try:
        return date(year, month, day)
    except ValueError:
        return None
