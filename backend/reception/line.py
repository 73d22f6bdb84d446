"""HTTP of the waiting list: whoever has no telephone learns of a free seat when they next show their card."""

from __future__ import annotations

from typing import Annotated
from uuid import uuid4

from fastapi import APIRouter, Path, Request
from sqlalchemy import Connection
from starlette.responses import Response

from backend.bookings.numbers import draw_numbers
from backend.bookings.service import confirming, ending, offering, waiting_list
from backend.bookings.service.waiting_list import Entry, Wanted
from backend.bookings.values import Asking, ByPerson
from backend.card_sessions import service as card_sessions
from backend.card_sessions.endpoints import session_of
from backend.contract.bookings import Tickets
from backend.contract.waiting import WaitIn, WaitingEntries, WaitingEntry
from backend.disclosure import Disclosure
from backend.errors import Refused
from backend.moment import Moment
from backend.payments.service.telling import invoice_told
from backend.reception import telling
from backend.reception.asking_for import unrefused, with_card
from backend.reception.carrying_out import carried_out
from backend.reception.holds import no_body
from backend.reception.rights import HOLDER_LEVEL, MOVE, holder_and_theirs, journal
from backend.services import Services
from backend.tickets.issuing import tickets_of
from backend.web.addresses import PREFIX
from backend.web.answers import answer, nothing
from backend.web.openapi import takes
from backend.web.requests import parsed, read_json_text

EntryId = Annotated[str, Path(pattern=r"^[0-9a-f-]{36}$")]
BODIES = (WaitIn,)


def line_routes(services: Services) -> APIRouter:
    """At level 1 one may join and learn that something is offered, not what."""
    router = APIRouter(prefix=PREFIX, tags=["bookings"])

    @router.post("/waiting", status_code=201, response_model=WaitingEntry, openapi_extra=takes(WaitIn))
    async def join(request: Request) -> Response:
        moment, session = services.moment(request), session_of(request)
        body = await read_json_text(request)
        asked, fresh = parsed(body, WaitIn), str(uuid4())

        def work(connection: Connection) -> WaitingEntry:
            visit = with_card(connection, moment, session, asked.beneficiary, services.disclosure)
            if not offering.is_offered(connection, asked.resource, asked.speciality, asked.place):
                raise Refused("slot-unknown")
            person = visit.person or ""
            wanted = Wanted(asked.resource, asked.speciality, asked.place)
            entry = waiting_list.join(connection, visit.asking, fresh, person, wanted)
            journal(connection, moment, "booking.wait", {person})
            if visit.asking.level < HOLDER_LEVEL:
                # As if nobody had waited before: what was offered since is for the holder alone.
                return telling.waiting(Entry(entry, person, wanted, moment.now, None, None))
            found = waiting_list.of_persons(connection, (person,))
            return telling.waiting(next(each for each in found if each.entry == entry))

        return await carried_out(services, request, ("wait", moment.kiosk, session), body, work, 201)

    @router.get("/waiting", response_model=WaitingEntries)
    async def list_waiting(request: Request) -> Response:
        moment, session = services.moment(request), session_of(request)

        def work(connection: Connection) -> WaitingEntries:
            opened = unrefused(card_sessions.bearer_of(connection, moment, session))
            if opened.level < HOLDER_LEVEL:
                found = waiting_list.of_persons(connection, (opened.person,))
                return WaitingEntries(offers=offers(found, moment), entries=(), server_time=moment.now)
            _, theirs = holder_and_theirs(connection, moment, session, services.disclosure, MOVE)
            found = waiting_list.of_persons(connection, theirs)
            journal(connection, moment, "booking.wait.list", {each.person for each in found})
            entries = tuple(map(telling.waiting, found))
            return WaitingEntries(offers=offers(found, moment), entries=entries, server_time=moment.now)

        return answer(await services.database.write(work))

    @router.post("/waiting/{entry}/take", response_model=Tickets)
    async def take(request: Request, entry: EntryId) -> Response:
        moment, session = services.moment(request), session_of(request)
        await no_body(request)
        fresh = draw_numbers()

        def work(connection: Connection) -> Tickets:
            theirs, found = own_entry(connection, moment, session, entry, services.disclosure)
            if found.offer is None:
                raise Refused("hold-lost")
            proof, asking = ByPerson(theirs), asking_of(moment)
            party = found.offer.party
            booked = confirming.confirm(connection, asking, party, proof, fresh, services.tell)
            journal(connection, moment, "booking.confirm", {found.person})
            return Tickets(
                tickets=tickets_of(connection, booked, services.tickets),
                channels=services.channels,
                invoice=invoice_told(connection, party, moment.now),
            )

        return await carried_out(services, request, ("take", moment.kiosk, session, entry), b"", work)

    @router.delete("/waiting/{entry}", status_code=204)
    async def leave(request: Request, entry: EntryId) -> Response:
        moment, session = services.moment(request), session_of(request)

        def work(connection: Connection) -> None:
            theirs, found = own_entry(connection, moment, session, entry, services.disclosure)
            if found.offer is None:
                waiting_list.leave(connection, entry, theirs)
            else:
                asking, party = asking_of(moment), found.offer.party
                ending.release(connection, asking, party, ByPerson(theirs), services.tell)
            journal(connection, moment, "booking.wait.leave", {found.person})

        await services.database.write(work)
        return nothing()

    return router


def own_entry(
    connection: Connection, moment: Moment, session: str, entry: str, disclosure: Disclosure
) -> tuple[frozenset[str], Entry]:
    """Somebody else's reads like none, and so does one that is settled."""
    _, theirs = holder_and_theirs(connection, moment, session, disclosure, MOVE)
    for found in waiting_list.of_persons(connection, theirs):
        if found.entry == entry:
            return theirs, found
    raise Refused("booking-unknown")


def asking_of(moment: Moment) -> Asking:
    """A holder with card and PIN at a kiosk."""
    return Asking(moment.actor, "kiosk", HOLDER_LEVEL, moment.now)


def offers(found: tuple[Entry, ...], moment: Moment) -> int:
    """How many seats are kept for them now."""
    return sum(each.offer_until is not None and each.offer_until > moment.now for each in found)
