"""«Проверка талонов»: whether a paper is ours, when and whom it is for, and «Отметить приход»."""

from __future__ import annotations

import re
from secrets import token_hex
from typing import Final

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from backend.client import ClientFailure
from callcenter.console import Console
from callcenter.guard import guarded_by_sign_in, refusal_page
from callcenter.requests import TICKETS_PAGE, PageProblem
from callcenter.scanned import Scanned, scanned
from callcenter.ticket_view import TicketView, TicketWords, checked
from callcenter.visit import Visit

CHECK_ADDRESS: Final = f"{TICKETS_PAGE}/check"
ARRIVE_ADDRESS: Final = f"{TICKETS_PAGE}/arrive"
ARRIVED_BY_TICKET: Final = "Талон проверен на входе"  # the reason that a desk's change has to name
_NUMBER: Final = re.compile(r"[0-9]{8}")
_ONCE: Final = re.compile(r"[0-9a-f]{32}")
_TOLD_IN_PLACE: Final = frozenset({"booking-unknown", "booking-ended"})


def ticket_routes(console: Console) -> list[Route]:
    """One call of the API each; what was scanned never stands in an address."""

    async def show(_request: Request, visit: Visit) -> Response:
        return page(visit, None, 200)

    async def check(request: Request, visit: Visit) -> Response:
        fields = await visit.form(request)
        read = scanned(fields.get("ticket", ""))
        if read is None:
            return page(visit, in_words(visit).unreadable(), 422)
        found = await (by_signature if read.qr else by_number)(visit, read)
        if isinstance(found, ClientFailure):
            return refusal_page(console, request, visit, found)
        return page(visit, found, 200)

    async def arrive(request: Request, visit: Visit) -> Response:
        fields = await visit.form(request)
        number, once = fields.get("number", ""), fields.get("once", "")
        if not _NUMBER.fullmatch(number) or not _ONCE.fullmatch(once):
            raise PageProblem("body-invalid", 422)
        assert visit.session is not None
        came = await console.api.arrive(visit.session.token, number, ARRIVED_BY_TICKET, once)
        if not isinstance(came, ClientFailure):
            return page(visit, in_words(visit).came(came.number, came.room), 200)
        if came.code in _TOLD_IN_PLACE:
            return page(visit, in_words(visit).not_taken(came.code), 409)
        return refusal_page(console, request, visit, came)

    async def by_signature(visit: Visit, read: Scanned) -> TicketView | ClientFailure:
        assert visit.session is not None
        told = await console.api.check_ticket(visit.session.token, read.qr)
        return told if isinstance(told, ClientFailure) else in_words(visit).view(told)

    async def by_number(visit: Visit, read: Scanned) -> TicketView | ClientFailure:
        assert visit.session is not None
        told = await console.api.bookings_of(visit.session.token, read.number)
        if isinstance(told, ClientFailure):
            return told
        if not told.bookings:
            return in_words(visit).unknown()
        return in_words(visit).view(checked(told.bookings[0].booking.ticket), signed=False)

    def page(visit: Visit, view: TicketView | None, status: int) -> Response:
        values = {"here": TICKETS_PAGE, "view": view, "once": token_hex(16)}
        return console.page("tickets.html", visit, values, status)

    def in_words(visit: Visit) -> TicketWords:
        language = visit.language
        return TicketWords(console.words[language], console.titles[language], console.zone, visit.now)

    return [
        Route(TICKETS_PAGE, guarded_by_sign_in(console, show), methods=["GET"]),
        Route(CHECK_ADDRESS, guarded_by_sign_in(console, check), methods=["POST"]),
        Route(ARRIVE_ADDRESS, guarded_by_sign_in(console, arrive), methods=["POST"]),
    ]
