"""HTTP for readers of tickets: whether one is ours, and how its booking stands."""

from __future__ import annotations

from typing import Final

from fastapi import APIRouter, Request
from sqlalchemy import Connection
from starlette.responses import Response

from backend.audit import service as audit
from backend.audit.service import AuditEvent
from backend.bookings.service import looking
from backend.contract.ticket_check import TicketCheck, TicketCheckIn, TicketKey
from backend.services import Services
from backend.tickets.issuing import tickets_of
from backend.web.addresses import PREFIX
from backend.web.answers import answer
from backend.web.openapi import takes
from backend.web.requests import json_body

DESK_ROLES: Final = ("operator", "case_worker", "supervisor")
BODIES = (TicketCheckIn,)


def reader_routes(services: Services) -> APIRouter:
    """A kiosk learns whether and when; a desk also who, and its look is in the journal."""
    router = APIRouter(prefix=PREFIX, tags=["bookings"])

    @router.post("/tickets/check", response_model=TicketCheck, openapi_extra=takes(TicketCheckIn))
    async def check_ticket(request: Request) -> Response:
        caller = services.caller(request, "kiosk", *DESK_ROLES)
        asked = await json_body(request, TicketCheckIn)
        number = services.tickets.signer.number_in(asked.qr)
        if number is None:
            return answer(TicketCheck(genuine=False))
        is_desk = not caller.roles.isdisjoint(DESK_ROLES)
        now = services.clock()

        def work(connection: Connection) -> TicketCheck:
            booked = looking.by_number(connection, number)
            if booked is None:
                return TicketCheck(genuine=False)
            (ticket,) = tickets_of(connection, (booked,), services.tickets)
            if is_desk:
                look = AuditEvent(now, f"operator:{caller.subject}", "ticket.check", person=booked.person)
                audit.record(connection, look)
            return TicketCheck(
                genuine=True,
                number=number,
                state=ticket.state,
                title=ticket.title,
                doctor=ticket.doctor,
                place=ticket.place,
                room=ticket.room,
                starts_at=ticket.starts_at,
                seat=ticket.seat.label,
                payment=ticket.payment,
                name_short=ticket.name_short if is_desk else "",
            )

        return answer(await services.database.write(work))

    @router.get("/tickets/key", response_model=TicketKey)
    async def ticket_key() -> Response:
        return answer(services.tickets.signer.public_key())

    return router
