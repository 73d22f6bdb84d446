"""HTTP for the desk of a pharmacy or a library: what is to be got ready, and what became of it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from functools import partial
from typing import Annotated

from fastapi import APIRouter, Query, Request
from sqlalchemy import Connection
from starlette.responses import Response

from backend.audit import service as audit
from backend.audit.service import AuditEvent
from backend.clock import day_in
from backend.contract.stock import (
    ChangedReservation,
    DeliveryIn,
    DeliveryTaken,
    DeskReservation,
    DeskReservations,
    ReservationCheckIn,
    ReservationNumber,
    ReservationStepIn,
)
from backend.counter import telling
from backend.errors import Refused
from backend.people import service as people
from backend.reception.carrying_out import carried_out
from backend.services import Services
from backend.stock.lending import due_on
from backend.stock.service import cataloguing, ending, looking, reserving
from backend.stock.values import Asking, Reservation
from backend.web.addresses import PREFIX
from backend.web.answers import answer
from backend.web.openapi import takes
from backend.web.requests import parsed, read_json_text

DESK_ROLES = ("operator", "case_worker", "supervisor")
DESK_LEVEL = 2  # a desk has seen the person's papers
At = Annotated[str, Query(pattern=r"^[a-z0-9-]{1,80}$")]
BODIES = (ReservationStepIn, ReservationCheckIn, DeliveryIn)
Step = Callable[[Connection, Asking, str], Reservation]


def desk_routes(services: Services) -> APIRouter:
    """Each name that is shown is in the journal."""
    router = APIRouter(prefix=PREFIX, tags=["stock"])

    @router.get("/desk/reservations", response_model=DeskReservations)
    async def list_here(request: Request, place: At) -> Response:
        asking = asking_of(request)

        def work(connection: Connection) -> DeskReservations:
            found = looking.at_place(connection, place)
            persons = {each.person for each in found}
            for person in sorted(persons):
                audit.record(
                    connection, AuditEvent(asking.now, asking.actor, "reservation.view", person=person)
                )
            named = people.named(connection, persons)
            return DeskReservations(reservations=tuple(telling.at_desk(each, named) for each in found))

        return answer(await services.database.write(work))

    @router.post(
        "/desk/reservations/check", response_model=DeskReservation, openapi_extra=takes(ReservationCheckIn)
    )
    async def check(request: Request) -> Response:
        asking, body = asking_of(request), await read_json_text(request)
        number = services.tickets.signer.number_in(parsed(body, ReservationCheckIn).qr)
        if number is None:
            raise Refused("reservation-unknown")

        def work(connection: Connection) -> DeskReservation:
            found = looking.by_number(connection, number)
            if found is None:
                raise Refused("reservation-unknown")
            event = AuditEvent(asking.now, asking.actor, "reservation.view", person=found.person)
            audit.record(connection, event)
            return telling.at_desk(found, people.named(connection, {found.person}))

        return answer(await services.database.write(work))

    @router.post(
        "/desk/reservations/{number}/steps",
        response_model=ChangedReservation,
        openapi_extra=takes(ReservationStepIn),
    )
    async def take_step(request: Request, number: ReservationNumber) -> Response:
        asking, body = asking_of(request), await read_json_text(request)
        step = parsed(body, ReservationStepIn)

        def work(connection: Connection) -> ChangedReservation:
            changed = steps(step.reason)[step.step](connection, asking, number)
            event = AuditEvent(asking.now, asking.actor, f"reservation.{step.step}", person=changed.person)
            audit.record(connection, event)
            lent = due() if step.step == "collected" and changed.item.kind == "book" else None
            return ChangedReservation(number=number, state=changed.state, due_on=lent)

        return await carried_out(services, request, ("stock-desk", number, asking.actor), body, work)

    @router.post("/desk/deliveries", response_model=DeliveryTaken, openapi_extra=takes(DeliveryIn))
    async def take_delivery(request: Request) -> Response:
        asking, body = asking_of(request), await read_json_text(request)
        delivery = parsed(body, DeliveryIn)

        def work(connection: Connection) -> DeliveryTaken:
            if not services.tickets.places.title_of(delivery.place):
                raise Refused("place-unknown")
            for line in delivery.lines:
                cataloguing.receive(connection, line.item, delivery.place, line.units, line.price_kopecks)
            audit.record(connection, AuditEvent(asking.now, asking.actor, "stock.delivery"))
            return DeliveryTaken(place=delivery.place, lines=len(delivery.lines))

        return await carried_out(services, request, ("stock-delivery", asking.actor), body, work)

    def steps(reason: str) -> dict[str, Step]:
        return {
            "delivered": deliver,
            "collected": partial(ending.collect, due_on=due()),
            "cancelled": partial(ending.cancel, reason=reason),
            "returned": bring_back,
        }

    def deliver(connection: Connection, asking: Asking, number: str) -> Reservation:
        """And say so to the person, in the same transaction."""
        delivered = reserving.deliver(connection, asking, number)
        services.tell_delivered(connection, delivered)
        return delivered

    def bring_back(connection: Connection, _asking: Asking, number: str) -> Reservation:
        return ending.bring_back(connection, number)

    def due() -> date:
        """The last day of a loan that begins today."""
        return due_on(day_in(services.clock(), services.zone), services.calendar)

    def asking_of(request: Request) -> Asking:
        caller = services.caller(request, *DESK_ROLES)
        return Asking(f"operator:{caller.subject}", DESK_LEVEL, services.clock())

    return router
