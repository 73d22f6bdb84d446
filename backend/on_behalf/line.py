"""HTTP of the waiting list for whoever calls: joined, left, and an offered seat taken."""

from __future__ import annotations

from typing import Annotated
from uuid import uuid4

from fastapi import APIRouter, Path, Request
from sqlalchemy import Connection
from starlette.responses import Response

from backend.bookings.numbers import draw_numbers
from backend.bookings.service import confirming, ending, offering, waiting_list
from backend.bookings.service.waiting_list import Entry, Wanted
from backend.bookings.values import ByPerson
from backend.contract.bookings import Tickets
from backend.contract.on_behalf import DeskWaitIn
from backend.contract.waiting import WaitingEntry
from backend.errors import Refused
from backend.on_behalf.desks import Behalf, Whom, behalf_of
from backend.payments.service.telling import invoice_told
from backend.reception import telling
from backend.reception.carrying_out import carried_out
from backend.reception.holds import no_body
from backend.services import Services
from backend.tickets.issuing import tickets_of
from backend.web.addresses import PREFIX
from backend.web.answers import nothing
from backend.web.openapi import takes
from backend.web.requests import parsed, read_json_text

EntryId = Annotated[str, Path(pattern=r"^[0-9a-f-]{36}$")]
BODIES = (DeskWaitIn,)


def line_routes(services: Services) -> APIRouter:
    """The same line as at a kiosk."""
    router = APIRouter(prefix=PREFIX, tags=["desk"])

    @router.post(
        "/desk/waiting", status_code=201, response_model=WaitingEntry, openapi_extra=takes(DeskWaitIn)
    )
    async def join(request: Request) -> Response:
        body = await read_json_text(request)
        asked, fresh = parsed(body, DeskWaitIn), str(uuid4())
        behalf = behalf_of(services, request, asked.person)

        def work(connection: Connection) -> WaitingEntry:
            person = behalf.named(connection).person
            if not offering.is_offered(connection, asked.resource, asked.speciality, asked.place):
                raise Refused("slot-unknown")
            wanted = Wanted(asked.resource, asked.speciality, asked.place)
            entry = waiting_list.join(connection, behalf.desk.asking, fresh, person, wanted)
            behalf.seen(connection, "booking.wait")
            found = waiting_list.of_persons(connection, (person,))
            return telling.waiting(next(each for each in found if each.entry == entry))

        return await carried_out(services, request, ("desk wait", *scope(behalf)), body, work, 201)

    @router.post("/desk/waiting/{entry}/take", response_model=Tickets)
    async def take(request: Request, entry: EntryId, whom: Whom = "") -> Response:
        behalf = behalf_of(services, request, whom)
        await no_body(request)
        fresh = draw_numbers()

        def work(connection: Connection) -> Tickets:
            found = own_entry(connection, behalf, entry)
            if found.offer is None:
                raise Refused("hold-lost")
            party, proof = found.offer.party, ByPerson(frozenset({found.person}))
            booked = confirming.confirm(connection, behalf.desk.asking, party, proof, fresh, services.tell)
            behalf.desk.journal(connection, "booking.confirm", {found.person})
            return Tickets(
                tickets=tickets_of(connection, booked, services.tickets),
                channels=services.channels,
                invoice=invoice_told(connection, party, behalf.desk.now),
            )

        return await carried_out(services, request, ("desk take", entry, *scope(behalf)), b"", work)

    @router.delete("/desk/waiting/{entry}", status_code=204)
    async def leave(request: Request, entry: EntryId, whom: Whom = "") -> Response:
        behalf = behalf_of(services, request, whom)

        def work(connection: Connection) -> None:
            found = own_entry(connection, behalf, entry)
            if found.offer is None:
                waiting_list.leave(connection, entry, {found.person})
            else:
                proof = ByPerson(frozenset({found.person}))
                ending.release(connection, behalf.desk.asking, found.offer.party, proof, services.tell)
            behalf.desk.journal(connection, "booking.wait.leave", {found.person})

        await services.database.write(work)
        return nothing()

    return router


def own_entry(connection: Connection, behalf: Behalf, entry: str) -> Entry:
    """One of the person's, or of whom they act for; somebody else's reads like none."""
    for found in waiting_list.of_persons(connection, behalf.theirs):
        if found.entry == entry:
            return found
    raise Refused("booking-unknown")


def scope(behalf: Behalf) -> tuple[str, ...]:
    """Who asks in which contact: nobody else's key fetches an answer."""
    return behalf.desk.asking.actor, behalf.desk.in_hand.contact
