"""Reads what a browser sends, strictly: size, time, encoding, repeated fields, addresses to return to."""

from __future__ import annotations

import asyncio
import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final
from urllib.parse import parse_qsl

from starlette.requests import Request

FORM_SECONDS: Final = 10.0
# Only pages of our own, so that a link cannot lead from the sign-in to somebody else's page.
_OWN_PAGE: Final = re.compile(
    r"/(?:[a-z0-9-]{1,40}(?:/(?:[\w-]|%[0-9A-F]{2}){1,100}){0,4}(?:\?[a-z0-9=&_.-]{1,200})?)?"
)
_TYPED: Final = "typed"
CODES_PAGE: Final = "/codes"
MATCHES_PAGE: Final = "/matches"
REFUSED_PAGE: Final = "/refused"
TICKETS_PAGE: Final = "/tickets"
UNSENT_PAGE: Final = "/messages"
HOME: Final = "/kiosks"


@dataclass(frozen=True, slots=True)
class FormLimits:
    """How much a form may hold."""

    bytes: int
    fields: int


SMALL_FORM: Final = FormLimits(8 * 1024, 8)
# Ten thousand letters of notes, each at most twelve bytes once they are encoded for a form.
DESK_FORM: Final = FormLimits(192 * 1024, 100)
SIGN_IN_FORM: Final = FormLimits(512 * 1024, 8)  # with a whole form that was kept, sealed


class PageProblem(Exception):
    """A request that gets a page with a code instead of what it asked for."""

    def __init__(self, code: str, status: int) -> None:
        super().__init__(code)
        self.code = code
        self.status = status


async def read_form(request: Request, limits: FormLimits = SMALL_FORM) -> dict[str, str]:
    """The fields of an urlencoded form, each once."""
    media_type = request.headers.get("content-type", "").partition(";")[0].strip().lower()
    if media_type != "application/x-www-form-urlencoded":
        raise PageProblem("media-type-wrong", 415)
    body = bytearray()
    try:
        async with asyncio.timeout(FORM_SECONDS):
            async for piece in request.stream():
                body += piece
                if len(body) > limits.bytes:
                    raise PageProblem("body-too-large", 413)
    except TimeoutError:
        raise PageProblem("body-too-slow", 408) from None
    fields = _fields(bytes(body), "body-invalid", limits.fields)
    setattr(request.state, _TYPED, fields)
    return fields


def typed_in(request: Request) -> dict[str, str]:
    """What `read_form` read of this request; empty where nobody asked for it."""
    typed = getattr(request.state, _TYPED, None)
    return typed if isinstance(typed, dict) else {}


def read_query(request: Request, allowed: Mapping[str, frozenset[str] | re.Pattern[str]]) -> dict[str, str]:
    """The query's parameters, each known, with a known value or of a known form, once."""
    query = _fields(request.scope["query_string"], "parameter-invalid", SMALL_FORM.fields)
    for name, value in query.items():
        known = allowed.get(name, frozenset[str]())
        if not (value in known if isinstance(known, frozenset) else known.fullmatch(value)):
            raise PageProblem("parameter-invalid", 422)
    return query


def page_to_return_to(wish: str) -> str:
    """The wish where it is a page of ours, else the home page."""
    return wish if _OWN_PAGE.fullmatch(wish) else HOME


def _fields(content: bytes, code: str, most: int) -> dict[str, str]:
    if not content:
        return {}
    try:
        pairs = parse_qsl(
            content.decode("ascii"),
            keep_blank_values=True,
            strict_parsing=True,
            max_num_fields=most,
            errors="strict",
        )
    except ValueError:
        raise PageProblem(code, 422) from None
    fields = dict(pairs)
    if len(fields) != len(pairs) or any("\0" in value for value in fields.values()):
        raise PageProblem(code, 422)
    return fields
