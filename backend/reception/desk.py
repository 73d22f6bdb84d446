"""HTTP of an operator's desk: the same engine, for whoever calls or stands there."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from typing import Annotated, Final

from fastapi import APIRouter, Path, Query, Request
from sqlalchemy import Connection
from starlette.responses import Response

from backend.audit import service as audit
from backend.audit.service import AuditEvent
from backend.bookings.numbers import draw_numbers
from backend.bookings.service import confirming, ending, holding, looking, moving, overriding
from backend.bookings.values import NO_VISITOR, Asking, Booked, ByDesk, ByToken, Proof, Wish, draw_hold
from backend.clock import day_in
from backend.contract.bookings import (
    HOLD_HEADER,
    MOST_SEATS,
    BookingNumber,
    ChangedBooking,
    Hold,
    Tickets,
)
from backend.contract.desk import DeskBookings, DeskChangeIn, DeskHoldIn, DeskMoveIn
from backend.errors import Refused
from backend.in_hand import NOBODY, InHand, in_hand_at
from backend.payments.service.telling import invoice_told
from backend.people import service as people
from backend.reception import telling
from backend.reception.asking_for import visitor_of
from backend.reception.carrying_out import carried_out
from backend.reception.holds import HoldId, no_body, token_of
from backend.services import Services
from backend.tickets.issuing import tickets_of
from backend.web.addresses import PREFIX
from backend.web.answers import answer, nothing
from backend.web.openapi import takes
from backend.web.requests import parsed, read_json_text

DESK_ROLES: Final = ("operator", "case_worker", "supervisor")
# An operator asks questions until they are sure: as well known as by card and PIN.
DESK_LEVEL: Final = 2
PersonId = Annotated[str, Query(pattern=r"^[0-9A-Za-z-]{0,36}$")]
NumberAsked = Annotated[str, Query(pattern=r"^([0-9]{8})?$")]
Act = Annotated[str, Path(pattern=r"^(cancel|arrive|no-show)$")]
BODIES = (DeskHoldIn, DeskChangeIn, DeskMoveIn)


@dataclass(frozen=True, slots=True)
class Desk:
    """An operator and the moment."""

    asking: Asking
    in_hand: InHand = NOBODY

    @property
    def now(self) -> datetime:
        return self.asking.now

    def journal(self, connection: Connection, action: str, persons: set[str | None]) -> None:
        """A line for each person; in a contact about somebody else they are not shown."""
        for person in sorted(persons, key=str):
            self.in_hand.about(person)
            beside = self.in_hand.beside(person)
            audit.record(
                connection, AuditEvent(self.now, self.asking.actor, action, person=person, holder=beside)
            )


def desk_of(services: Services, request: Request) -> Desk:
    """The operator who asks; `role-missing` for anybody else."""
    caller = services.caller(request, *DESK_ROLES)
    asking = Asking(f"operator:{caller.subject}", "operator", DESK_LEVEL, services.clock())
    return Desk(asking, in_hand_at(request))


def desk_routes(services: Services) -> APIRouter:
    """Looking bookings up, and changing those that stand."""
    router = desk_hold_routes(services)

    @router.get("/desk/bookings", response_model=DeskBookings)
    async def look_up(request: Request, number: NumberAsked = "", person: PersonId = "") -> Response:
        desk = desk_of(services, request)
        if bool(number) == bool(person):
            raise Refused("parameter-invalid", errors=[{"at": "query.number", "why": "one_of_both"}])

        def work(connection: Connection) -> DeskBookings:
            if number:
                one = looking.by_number(connection, number)
                found = [] if one is None else [one]
            else:
                found = [*looking.of_persons(connection, (person,), desk.now)]
            desk.journal(connection, "booking.view", {each.person for each in found})
            return telling.desk_bookings(connection, found, services.tickets, desk.now)

        return answer(await services.database.write(work))

    @router.post("/desk/bookings/{number}/move", response_model=Tickets, openapi_extra=takes(DeskMoveIn))
    async def move(request: Request, number: BookingNumber) -> Response:
        desk, body = desk_of(services, request), await read_json_text(request)
        asked, fresh, today = parsed(body, DeskMoveIn), draw_hold(), day_in(desk.now, services.zone)

        def work(connection: Connection) -> Tickets:
            booked = standing(connection, number)
            named = people.named(connection, (booked.person or "",)).get(booked.person or "")
            visitor = NO_VISITOR if named is None else visitor_of(connection, named, today)
            wish = Wish(asked.slot, booked.person, visitor)
            moved = moving.move(connection, desk.asking, booked.booking, wish, ByDesk(), fresh, services.tell)
            desk.journal(connection, "booking.move", {booked.person})
            return Tickets(tickets=tickets_of(connection, (moved,), services.tickets))

        return await carried_out(services, request, ("desk", number, desk.asking.actor), body, work)

    @router.post(
        "/desk/bookings/{number}/{act}", response_model=ChangedBooking, openapi_extra=takes(DeskChangeIn)
    )
    async def change(request: Request, number: BookingNumber, act: Act) -> Response:
        desk, body = desk_of(services, request), await read_json_text(request)
        reason = parsed(body, DeskChangeIn).reason

        def work(connection: Connection) -> ChangedBooking:
            booked = standing(connection, number)
            changed = acts(reason)[act](connection, desk.asking, booked.booking)
            desk.journal(connection, f"booking.{act}", {booked.person})
            return ChangedBooking(number=number, state=changed.state, room=changed.slot.room)

        return await carried_out(services, request, ("desk", number, act, desk.asking.actor), body, work)

    def acts(reason: str) -> dict[str, Callable[[Connection, Asking, str], Booked]]:
        return {
            "cancel": partial(ending.cancel, proof=ByDesk(), reason=reason, tell=services.tell),
            "arrive": partial(ending.arrive, proof=ByDesk()),
            "no-show": partial(ending.no_show, reason=reason),
        }

    return router


def desk_hold_routes(services: Services) -> APIRouter:
    """An operator's holds: ten minutes, since somebody is asked on the telephone meanwhile."""
    router = APIRouter(prefix=PREFIX, tags=["desk"])

    @router.post("/desk/holds", status_code=201, response_model=Hold, openapi_extra=takes(DeskHoldIn))
    async def place_hold(request: Request) -> Response:
        desk, body = desk_of(services, request), await read_json_text(request)
        asked = parsed(body, DeskHoldIn)
        fresh, today = draw_hold(asked.seats), day_in(desk.now, services.zone)

        def work(connection: Connection) -> Hold:
            person = asked.person or desk.in_hand.person
            named = people.named(connection, (person,)).get(person)
            if named is None:
                raise Refused("person-unknown")
            visitor = visitor_of(connection, named, today)
            wish = Wish(
                asked.slot,
                person,
                visitor,
                asked.seats,
                asked.chosen,
                category=asked.category,
                wheelchair=asked.wheelchair,
            )
            if asked.reason.strip():
                held = overriding.hold_despite_rules(
                    connection, desk.asking, wish, fresh, asked.reason, services.tell
                )
            else:
                held = holding.hold(connection, desk.asking, wish, fresh, services.tell)
            desk.journal(connection, "booking.hold", {person})
            return telling.hold(held, looking.rules_of(held.slot))

        scope = ("desk hold", desk.asking.actor, desk.in_hand.contact)
        return await carried_out(services, request, scope, body, work, 201)

    @router.post("/desk/holds/{hold}/confirm", response_model=Tickets)
    async def confirm_hold(request: Request, hold: HoldId) -> Response:
        desk, token = desk_of(services, request), token_if_any(request)
        await no_body(request)
        fresh = draw_numbers(MOST_SEATS)

        def work(connection: Connection) -> Tickets:
            proof = placed_by(connection, desk, hold, token)
            booked = confirming.confirm(connection, desk.asking, hold, proof, fresh, services.tell)
            desk.journal(connection, "booking.confirm", {each.person for each in booked})
            invoice = invoice_told(connection, hold, desk.now)
            return Tickets(tickets=tickets_of(connection, booked, services.tickets), invoice=invoice)

        scope = ("desk confirm", desk.asking.actor, hold, token)
        return await carried_out(services, request, scope, b"", work)

    @router.delete("/desk/holds/{hold}", status_code=204)
    async def release_hold(request: Request, hold: HoldId) -> Response:
        desk, token = desk_of(services, request), token_if_any(request)

        def work(connection: Connection) -> None:
            proof, party = placed_by(connection, desk, hold, token), looking.of_party(connection, hold)
            ending.release(connection, desk.asking, hold, proof, services.tell)
            for each in party:
                desk.in_hand.about(each.person)
            desk.journal(
                connection, "booking.release", {each.person for each in party if each.state == "held"}
            )

        await services.database.write(work)
        return nothing()

    return router


def token_if_any(request: Request) -> str:
    """The Okno-Hold header, or "": who placed a hold needs no token to go on with it."""
    return token_of(request) if request.headers.get(HOLD_HEADER) else ""


def placed_by(connection: Connection, desk: Desk, hold: str, token: str) -> Proof:
    """The hold's token, or that this operator has placed it; `booking-unknown`."""
    if token:
        return ByToken(token)
    own_party(connection, desk.asking.actor, hold)
    return ByDesk()


def own_party(connection: Connection, actor: str, hold: str) -> tuple[Booked, ...]:
    """What this operator has placed; a colleague's reads like none."""
    party = looking.of_party(connection, hold)
    if not party or any(each.booked_by != actor for each in party):
        raise Refused("booking-unknown")
    return party


def standing(connection: Connection, number: str) -> Booked:
    """The booking under the number; `booking-unknown`."""
    booked = looking.by_number(connection, number)
    if booked is None:
        raise Refused("booking-unknown")
    return booked
