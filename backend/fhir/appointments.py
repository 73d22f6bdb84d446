"""HTTP of appointments over FHIR: a client sees its own, or those at its places; each look is journalled."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from fastapi import APIRouter, Request
from sqlalchemy import Connection
from starlette.responses import Response

from backend.audit import service as audit
from backend.audit.service import AuditEvent
from backend.bookings.service import exchanging, looking
from backend.bookings.service.exchanging import BookingsAsked, Listed, Page
from backend.bookings.values import Booked
from backend.errors import Refusal, Refused
from backend.fhir import resources, service
from backend.fhir.answers import bundle, fhir, require_json, searched
from backend.fhir.asked import PathId
from backend.fhir.resources import Resource
from backend.fhir.search_parameters import APPOINTMENT_ASKED
from backend.fhir.values import PREFIX, SEE_APPOINTMENTS, Client
from backend.services import Services
from backend.tickets.issuing import tickets_of

STANDING: Final = {"pending": "held", "booked": "confirmed", "arrived": "arrived"}


def appointment_routes(services: Services) -> APIRouter:
    """Reading and searching."""
    router = APIRouter(prefix=PREFIX, include_in_schema=False)

    @router.get("/Appointment")
    async def search_appointments(request: Request) -> Response:
        asker = services.caller(request, SEE_APPOINTMENTS).subject
        search = searched(request, APPOINTMENT_ASKED)
        since, until = search.between("date", services.zone)
        _, place = search.reference("location", ("Location",))
        _, slot = search.reference("slot", ("Slot",))
        states, number = search.codes("status", STANDING), search.token("identifier", resources.NUMBERS)
        now, page = services.clock(), Page(search.count, search.after)

        def work(connection: Connection) -> Listed[Resource]:
            client = client_who_asks(connection, asker)
            places = [each for each in client.places if not place or each == place]
            if place and not places:
                return Listed((), more=False)
            asked = BookingsAsked(
                booked_by=client.actor,
                places=places,
                booking=search.ids("_id"),
                slot=slot,
                number=number,
                since=since,
                until=until,
                states=states,
            )
            found = exchanging.bookings(connection, asked, page, now)
            return Listed(told(connection, services, client, found.items, "appointment.list"), found.more)

        listed = await services.database.write(work)
        return fhir(bundle(request, search, listed, _as_it_is))

    @router.get("/Appointment/{id_}")
    async def read_appointment(request: Request, id_: PathId) -> Response:
        asker = services.caller(request, SEE_APPOINTMENTS).subject
        require_json(request)

        def work(connection: Connection) -> Resource:
            client = client_who_asks(connection, asker)
            booked = booking_for(connection, client, id_)
            return told(connection, services, client, (booked,), "appointment.view")[0]

        return fhir(await services.database.write(work))

    return router


def client_who_asks(connection: Connection, asker: str) -> Client:
    """Whose token it was, if the client still stands."""
    known = service.client_of(connection, asker)
    if isinstance(known, Refusal):
        raise known.raised()
    return known


def booking_for(connection: Connection, client: Client, booking: str) -> Booked:
    """The booking, if the client may see it; what it may not see reads like none."""
    booked = looking.by_id(connection, booking)
    if booked is None or booked.slot.kind not in exchanging.KINDS:
        raise Refused("booking-unknown")
    if booked.booked_by != client.actor and booked.slot.provider not in client.places:
        raise Refused("booking-unknown")
    return booked


def told(
    connection: Connection, services: Services, client: Client, found: Sequence[Booked], action: str
) -> tuple[Resource, ...]:
    """As the client may see them. A line of the journal each: the same for a person nobody knows."""
    now = services.clock()
    for booked in found:
        audit.record(connection, AuditEvent(now, client.actor, action, person=booked.person))
    tickets = tickets_of(connection, found, services.tickets)
    return tuple(
        resources.appointment(
            booked,
            now,
            ticket if booked.booked_by == client.actor and booked.number else None,
            ticket.name_short,
        )
        for booked, ticket in zip(found, tickets, strict=True)
    )


def _as_it_is(resource: Resource) -> Resource:
    return resource
