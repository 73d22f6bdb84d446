"""HTTP of medicines and books for whoever calls: where they can be had, kept for them, given up."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Path, Query, Request
from sqlalchemy import Connection
from starlette.responses import Response

from backend.bookings.rules import Visitor
from backend.contract.desk import DeskChangeIn
from backend.contract.on_behalf import DeskReservationIn
from backend.contract.stock import ChangedReservation, ItemHoldings, ReservationNumber, StockReservation
from backend.counter import telling
from backend.errors import Refused
from backend.on_behalf.desks import Behalf, Whom, behalf_of
from backend.on_behalf.kept import GROUNDS, told_reservation
from backend.on_behalf.line import scope
from backend.reception.carrying_out import carried_out
from backend.services import Services
from backend.stock.concessions import NO_CONCESSION, Concession
from backend.stock.service import ending, looking, reserving
from backend.stock.values import Asking, Reservation, StockGone, Wish, draw
from backend.web.addresses import PREFIX
from backend.web.answers import answer
from backend.web.openapi import takes
from backend.web.requests import parsed, read_json_text

ItemId = Annotated[str, Path(pattern=r"^[0-9a-z-]{1,40}$")]
Near = Annotated[str, Query(pattern=r"^[a-z0-9-]{0,80}$")]
BODIES = (DeskReservationIn,)


def goods_routes(services: Services) -> APIRouter:
    """The price is the person's own; its ground is told where categories may be said."""
    router = APIRouter(prefix=PREFIX, tags=["desk"])

    @router.get("/desk/stock/{item}", response_model=ItemHoldings)
    async def list_holdings(request: Request, item: ItemId, near: Near = "", whom: Whom = "") -> Response:
        behalf = behalf_of(services, request, whom)

        def work(connection: Connection) -> ItemHoldings:
            known = looking.item(connection, item)
            if known is None:
                raise Refused("item-unknown")
            visitor = behalf.visitor(connection)
            granted = granted_to(visitor) if known.concessionary else NO_CONCESSION
            places = services.tickets.places
            nearest = places.nearest_to(near) or places.nearest_to(visitor.clinic)
            free = looking.available(connection, item, nearest)
            behalf.seen(connection, "concession.view")
            if not free:
                behalf.in_vain(connection, "goods", item, near)
            return ItemHoldings(
                item=telling.item(known),
                holdings=tuple(telling.holding(each, known, granted, behalf.desk.now) for each in free),
                concession=telling.concession(granted) if may_say_why(behalf) else None,
                server_time=behalf.desk.now,
            )

        return answer(await services.database.write(work))

    @router.post(
        "/desk/reservations",
        status_code=201,
        response_model=StockReservation,
        openapi_extra=takes(DeskReservationIn),
    )
    async def reserve(request: Request) -> Response:
        body = await read_json_text(request)
        asked, fresh = parsed(body, DeskReservationIn), draw()
        behalf = behalf_of(services, request, asked.person)

        def work(connection: Connection) -> StockReservation:
            granted = granted_to(behalf.visitor(connection))
            wish = Wish(asked.item, asked.place, behalf.person, asked.units, granted)
            nearest = services.tickets.places.nearest_to(asked.place)
            try:
                made = reserving.reserve(connection, asking_of(behalf), wish, fresh, nearest)
            except StockGone as gone:
                told = [
                    telling.holding(each, gone.item, granted, behalf.desk.now) for each in gone.alternatives
                ]
                raise Refused(
                    gone.code, alternatives=[each.model_dump(mode="json") for each in told]
                ) from None
            behalf.seen(connection, "reservation.make")
            return told_reservation(connection, services, behalf, made)

        return await carried_out(services, request, ("desk reserve", *scope(behalf)), body, work, 201)

    def granted_to(visitor: Visitor) -> Concession:
        return services.concessions.for_categories(visitor.categories)

    def may_say_why(behalf: Behalf) -> bool:
        return GROUNDS in services.identification.said_at(behalf.desk.in_hand.level)

    return router


def reservation_routes(services: Services) -> APIRouter:
    """Those that stand, by number."""
    router = APIRouter(prefix=PREFIX, tags=["desk"])

    @router.get("/desk/reservations/{number}", response_model=StockReservation)
    async def look(request: Request, number: ReservationNumber) -> Response:
        behalf = behalf_of(services, request)

        def work(connection: Connection) -> StockReservation:
            found = standing(connection, number)
            behalf.desk.journal(connection, "reservation.view", {found.person})
            return told_reservation(connection, services, behalf, found)

        return answer(await services.database.write(work))

    @router.post(
        "/desk/reservations/{number}/cancel",
        response_model=ChangedReservation,
        openapi_extra=takes(DeskChangeIn),
    )
    async def cancel(request: Request, number: ReservationNumber) -> Response:
        behalf, body = behalf_of(services, request), await read_json_text(request)
        reason = parsed(body, DeskChangeIn).reason

        def work(connection: Connection) -> ChangedReservation:
            behalf.desk.journal(connection, "reservation.cancel", {standing(connection, number).person})
            ended = ending.cancel(connection, asking_of(behalf), number, reason)
            return ChangedReservation(number=number, state=ended.state)

        what = ("desk unreserve", number, *scope(behalf))
        return await carried_out(services, request, what, body, work)

    return router


def standing(connection: Connection, number: str) -> Reservation:
    """`reservation-unknown` for a number nobody has."""
    found = looking.by_number(connection, number)
    if found is None:
        raise Refused("reservation-unknown")
    return found


def asking_of(behalf: Behalf) -> Asking:
    return Asking(behalf.desk.asking.actor, behalf.desk.asking.level, behalf.desk.now)
