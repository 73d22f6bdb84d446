"""A page for a citizen's own telephone: number and code from the paper, and the ticket as a calendar's file.

Nothing of it stands in an address, the page needs no script, and the file names no person.
"""

from __future__ import annotations

import re
from importlib.resources import files
from string import Template
from typing import Final

from fastapi import APIRouter, Request
from sqlalchemy import Connection
from starlette.responses import Response

from backend.audit import service as audit
from backend.audit.service import AuditEvent
from backend.bookings.service import proving
from backend.bookings.service.proving import OnPaper
from backend.errors import PROBLEMS, Refusal, Refused
from backend.feeds.addresses import PAGE_PATH, STYLE_PATH
from backend.feeds.endpoints import CALENDAR
from backend.services import Services
from backend.tickets.composing import calendar_of
from backend.web.answers import COMMON_HEADERS
from backend.web.requests import form_body

HOUR: Final = 3600
_HEADERS: Final = {
    **COMMON_HEADERS,
    "Content-Security-Policy": "default-src 'none'; style-src 'self'; form-action 'self'; base-uri 'none'; "
    "frame-ancestors 'none'",
    "Referrer-Policy": "no-referrer",
    "X-Frame-Options": "DENY",
}
_BETWEEN_DIGITS: Final = re.compile(r"[\s\u00a0-]+")
_PAPER: Final = re.compile(r"[0-9]{8}/[0-9]{4}")
_NOTICES: Final = {
    "body-invalid": (
        "Введите восемь цифр номера и четыре цифры кода.",
        "Type the eight digits of the number and the four of the code.",
    ),
    "booking-unknown": (
        "Такой записи не нашли. Проверьте номер и код.",
        "No such booking. Check the number and the code.",
    ),
    "too-many-attempts": (
        "Слишком много попыток. Попробуйте через час или позвоните нам.",
        "Too many tries. Try in an hour, or call us.",
    ),
}


def ticket_page_routes(services: Services) -> APIRouter:
    """The page, its style, and the file."""
    router = APIRouter(include_in_schema=False)
    pages = files("backend.feeds").joinpath("pages")
    template = Template(pages.joinpath("calendar.html").read_text("utf-8"))
    style = pages.joinpath("page.css").read_bytes()

    @router.get(PAGE_PATH)
    async def show() -> Response:
        return page("", 200)

    @router.get(STYLE_PATH)
    async def show_style() -> Response:
        return Response(style, 200, {**_HEADERS, "Cache-Control": "no-cache"}, media_type="text/css")

    @router.post(PAGE_PATH)
    async def give_file(request: Request) -> Response:
        try:
            paper = paper_in(await form_body(request))
        except Refused as refused:
            if refused.code != "body-invalid":
                raise
            return page(refused.code, 422)
        address = f"address:{request.client.host if request.client else ''}"
        now = services.clock()

        def work(connection: Connection) -> str | Refusal:
            booked = proving.by_paper(connection, paper, address, now, services.vault)
            if isinstance(booked, Refusal):
                return booked
            look = AuditEvent(now, address, "ticket.calendar", person=booked.person)
            audit.record(connection, look)
            return calendar_of(booked, services.tickets)

        told = await services.database.write(work)
        if isinstance(told, Refusal):
            return page(told.code, PROBLEMS[told.code].status)
        named = {"Content-Disposition": 'attachment; filename="ticket.ics"', "Content-Type": CALENDAR}
        return Response(told.encode(), 200, {**_HEADERS, **named})

    def page(code: str, status: int) -> Response:
        notice = ""
        if code:
            russian, english = _NOTICES[code]
            notice = f'<p class="notice" role="alert">{russian} <span lang="en">{english}</span></p>'
        wait = {"Retry-After": str(HOUR)} if code == "too-many-attempts" else {}
        content = template.substitute(notice=notice)
        return Response(content, status, {**_HEADERS, **wait}, media_type="text/html; charset=utf-8")

    return router


def paper_in(form: dict[str, str]) -> OnPaper:
    """What was typed, with or without gaps; `body-invalid`."""
    number, code = (_BETWEEN_DIGITS.sub("", form.get(name, "")) for name in ("number", "code"))
    if not _PAPER.fullmatch(f"{number}/{code}"):
        raise Refused("body-invalid")
    return OnPaper(number, code)
