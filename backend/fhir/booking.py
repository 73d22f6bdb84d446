"""HTTP of Appointment/$book, which needs a hold, and of $cancel, which gives the seat back."""

from __future__ import annotations

from typing import Final
from uuid import UUID

from fastapi import APIRouter, Request
from sqlalchemy import Connection
from starlette.responses import Response

from backend.bookings.numbers import draw_numbers
from backend.bookings.service import confirming, ending
from backend.bookings.values import Asking, Booked, ByDesk
from backend.errors import Refused
from backend.fhir.answers import base_of
from backend.fhir.appointments import booking_for, told
from backend.fhir.bodies import AppointmentIn, id_in, id_or_named, read_parameters
from backend.fhir.carrying_out import asker_of, carried_out, page_of
from backend.fhir.resources import PROPOSED, Resource
from backend.fhir.values import PREFIX, Client
from backend.reception.even_pace import even_pace
from backend.services import Services

BOOK_PARAMETERS: Final = frozenset({"appt-id", "appt-resource"})
CANCEL_PARAMETERS: Final = frozenset({"appt-id"})


def booking_routes(services: Services) -> APIRouter:
    """Both twice are once: the appointment's id says which booking is meant."""
    router = APIRouter(prefix=PREFIX, include_in_schema=False)

    @router.post("/Appointment/$book")
    @router.post("/Appointment/{id_}/$book")
    async def book(request: Request) -> Response:
        asker = asker_of(services, request)
        parameters = await read_parameters(request)
        named = id_or_named(parameters, BOOK_PARAMETERS, id_in(request))
        appointment = parameters.resource("appt-resource", AppointmentIn)
        hold = held_id(named or (appointment.id if appointment is not None else ""))
        fresh, base = draw_numbers(), base_of(request)

        def work(connection: Connection, client: Client, asking: Asking) -> Resource:
            booked = own_booking(connection, client, hold)
            confirmed = confirming.confirm(connection, asking, booked.party, ByDesk(), fresh, services.tell)
            return page_of(told(connection, services, client, confirmed, "booking.confirm"), base)

        async with even_pace(even=True):
            return await carried_out(services, request, asker, work, ("fhir book", asker, hold))

    @router.post("/Appointment/$cancel")
    @router.post("/Appointment/{id_}/$cancel")
    async def cancel(request: Request) -> Response:
        asker = asker_of(services, request)
        named = id_or_named(await read_parameters(request), CANCEL_PARAMETERS, id_in(request))
        base = base_of(request)

        def work(connection: Connection, client: Client, asking: Asking) -> Resource:
            booked = own_booking(connection, client, named)
            if booked.state == "expired":
                raise Refused("booking-ended")
            ended = ending.cancel(connection, asking, booked.booking, ByDesk(), "", services.tell)
            return page_of(told(connection, services, client, (ended,), "booking.cancel"), base)

        async with even_pace(even=True):
            return await carried_out(services, request, asker, work, ("fhir cancel", asker, named))

    return router


def held_id(named: str) -> str:
    """The id of an appointment that exists; what was only proposed has no hold."""
    if not named or named.startswith(PROPOSED):
        raise Refused("hold-needed")
    return named


def own_booking(connection: Connection, client: Client, named: str) -> Booked:
    """The booking that this client made; `booking-unknown`, `booking-not-yours`, `hold-needed`."""
    if named.startswith(PROPOSED):
        raise Refused("hold-needed")
    try:
        booking = str(UUID(named))
    except ValueError:
        raise Refused("booking-unknown") from None
    booked = booking_for(connection, client, booking)
    if booked.booked_by != client.actor:
        raise Refused("booking-not-yours")
    return booked
