"""HTTP of bookings that stand: listed to their holder, moved, cancelled."""

from __future__ import annotations

from collections.abc import Callable

from fastapi import APIRouter, Request
from pydantic import BaseModel
from sqlalchemy import Connection
from starlette.responses import Response

from backend.bookings.service import ending, looking, moving
from backend.bookings.values import Wish, draw_hold
from backend.card_sessions.endpoints import session_of
from backend.contract.bookings import (
    BookingNumber,
    CancelIn,
    ChangedBooking,
    Hold,
    MoveIn,
    OwnBookings,
    Tickets,
)
from backend.errors import Refusal
from backend.moment import Moment
from backend.reception import telling
from backend.reception.carrying_out import carried_out
from backend.reception.rights import LIST, Shown, by_either, check_one_right, holder_and_theirs, journal
from backend.reception.telling import own_bookings
from backend.reception.what_is_free import session_if_any
from backend.services import Services
from backend.tickets.issuing import tickets_of
from backend.web.addresses import PREFIX
from backend.web.answers import answer
from backend.web.openapi import takes
from backend.web.requests import parsed, read_json_text

BODIES = (CancelIn, MoveIn)
Change = Callable[[Connection, Shown], BaseModel]


def standing_routes(services: Services) -> APIRouter:
    """At level 2 one's own and of whom one acts for; without a card the number and the code on the paper."""
    router = own_routes(services)

    @router.post("/bookings/{number}/cancel", response_model=ChangedBooking, openapi_extra=takes(CancelIn))
    async def cancel(request: Request, number: BookingNumber) -> Response:
        def work(connection: Connection, shown: Shown) -> ChangedBooking:
            booking = shown.booked.booking
            ended = ending.cancel(connection, shown.asking, booking, shown.proof, "", services.tell)
            return ChangedBooking(number=number, state=ended.state)

        moment, body = services.moment(request), await read_json_text(request)
        code = parsed(body, CancelIn).code
        return await changed(request, moment, ("cancel", number), code, body, work)

    @router.post("/bookings/{number}/hold", status_code=201, response_model=Hold, openapi_extra=takes(MoveIn))
    async def hold_target(request: Request, number: BookingNumber) -> Response:
        moment, body = services.moment(request), await read_json_text(request)
        asked, fresh = parsed(body, MoveIn), draw_hold()

        def work(connection: Connection, shown: Shown) -> Hold:
            wish = Wish(asked.slot, shown.booked.person, shown.visitor)
            held = moving.hold_target(
                connection, shown.asking, shown.booked.booking, wish, shown.proof, fresh, services.tell
            )
            return telling.hold(held, looking.rules_of(held.slot))

        return await changed(request, moment, ("hold", number), asked.code, body, work, 201)

    @router.post("/bookings/{number}/move", response_model=Tickets, openapi_extra=takes(MoveIn))
    async def move(request: Request, number: BookingNumber) -> Response:
        moment, body = services.moment(request), await read_json_text(request)
        asked, fresh = parsed(body, MoveIn), draw_hold()

        def work(connection: Connection, shown: Shown) -> Tickets:
            wish = Wish(asked.slot, shown.booked.person, shown.visitor)
            booking, proof = shown.booked.booking, shown.proof
            moved = moving.move(connection, shown.asking, booking, wish, proof, fresh, services.tell)
            return Tickets(
                tickets=tickets_of(connection, (moved,), services.tickets), channels=services.channels
            )

        return await changed(request, moment, ("move", number), asked.code, body, work)

    async def changed(
        request: Request,
        moment: Moment,
        what: tuple[str, str],
        code: str,
        body: bytes,
        change: Change,
        status: int = 200,
    ) -> Response:
        session = session_if_any(request)
        action, number = what
        check_one_right(session, code)

        def work(connection: Connection) -> BaseModel | Refusal:
            shown = by_either(connection, services, moment, number, session, code)
            if isinstance(shown, Refusal):
                return shown
            journal(connection, moment, f"booking.{action}", {shown.booked.person})
            return change(connection, shown)

        return await carried_out(services, request, (*what, moment.kiosk, session), body, work, status)

    return router


def own_routes(services: Services) -> APIRouter:
    """«Мои записи»."""
    router = APIRouter(prefix=PREFIX, tags=["bookings"])

    @router.get("/bookings", response_model=OwnBookings)
    async def list_own(request: Request) -> Response:
        moment, session = services.moment(request), session_of(request)

        def work(connection: Connection) -> OwnBookings:
            holder, theirs = holder_and_theirs(connection, moment, session, services.disclosure, LIST)
            found = looking.of_persons(connection, theirs, moment.now)
            journal(connection, moment, "booking.list", {holder, *(each.person for each in found)})
            return own_bookings(connection, found, holder, services.tickets, moment.now)

        return answer(await services.database.write(work))

    return router
