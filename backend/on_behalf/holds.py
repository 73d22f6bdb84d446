"""HTTP of an operator's own hold: looked at again on a page that was loaded anew."""

from __future__ import annotations

from fastapi import APIRouter, Request
from sqlalchemy import Connection
from starlette.responses import Response

from backend.bookings.service import looking
from backend.bookings.values import MOVING, Booked
from backend.contract.bookings import Hold, Tickets
from backend.contract.on_behalf import DeskHeld, HoldState
from backend.on_behalf.desks import behalf_of
from backend.payments.service.telling import invoice_told
from backend.people import service as people
from backend.reception import telling
from backend.reception.desk import Desk, own_party
from backend.reception.holds import HoldId
from backend.services import Services
from backend.tickets.composing import held_seat
from backend.tickets.issuing import tickets_of
from backend.web.addresses import PREFIX
from backend.web.answers import answer

STANDS = frozenset({"confirmed", "arrived"})


def held_routes(services: Services) -> APIRouter:
    """What one has placed oneself; a colleague's reads like none."""
    router = APIRouter(prefix=PREFIX, tags=["desk"])

    @router.get("/desk/holds/{hold}", response_model=DeskHeld)
    async def look(request: Request, hold: HoldId) -> Response:
        desk = behalf_of(services, request).desk

        def work(connection: Connection) -> DeskHeld:
            party = own_party(connection, desk.asking.actor, hold)
            desk.journal(connection, "booking.view", {party[0].person})
            return told(connection, services, desk, party)

        return answer(await services.database.write(work))

    return router


def told(connection: Connection, services: Services, desk: Desk, party: tuple[Booked, ...]) -> DeskHeld:
    """Still held, confirmed with its tickets, or over."""
    first = party[0]
    person = first.person or ""
    named = people.named(connection, (person,)).get(person)
    name = "" if named is None else f"{named.first_name} {named.last_name[:1]}."
    if all(each.state in STANDS for each in party):
        tickets = Tickets(
            tickets=tickets_of(connection, party, services.tickets),
            channels=services.channels,
            invoice=invoice_told(connection, first.party, desk.now),
        )
        return DeskHeld(state="confirmed", person=person, beneficiary_name=name, hold=None, tickets=tickets)
    state: HoldState = "held" if is_held(party, desk) else "over"
    hold = told_hold(party, desk)
    return DeskHeld(state=state, person=person, beneficiary_name=name, hold=hold, tickets=None)


def is_held(party: tuple[Booked, ...], desk: Desk) -> bool:
    """Whether it can still be confirmed; a seat kept for a move is moved to instead."""
    return all(
        each.state == "held"
        and each.note_kind != MOVING
        and each.expires_at is not None
        and each.expires_at > desk.now
        for each in party
    )


def told_hold(party: tuple[Booked, ...], desk: Desk) -> Hold:
    """As it was placed; `token` is told once only, to whom it was given."""
    first = party[0]
    rules = looking.rules_of(first.slot)
    return Hold(
        hold=first.party,
        token="",
        expires_at=first.expires_at or desk.now,
        server_time=desk.now,
        slot=telling.slot_of(first.slot, len(party), rules.level),
        seats=tuple(held_seat(each.seat) for each in party),
        pay_within_minutes=rules.pay_within_minutes,
    )
