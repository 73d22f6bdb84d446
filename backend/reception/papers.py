"""HTTP of a ticket in the hand: shown again by number and code, arrived with, sent to a telephone."""

from __future__ import annotations

from typing import Final

from fastapi import APIRouter, Request
from sqlalchemy import Connection
from starlette.responses import Response

from backend.bookings.rules import refusal_of_arrival
from backend.bookings.service import ending, looking, proving
from backend.bookings.values import Asking, Booked, ByDesk
from backend.card_sessions import service as card_sessions
from backend.card_sessions.endpoints import session_of
from backend.contract.bookings import ArriveIn, BookingNumber
from backend.contract.ticket_in_hand import (
    Arrived,
    ContactWays,
    PaperBooking,
    PaperIn,
    TicketMessaged,
    TicketMessageIn,
)
from backend.errors import Refusal, Refused
from backend.kiosks import service as kiosks
from backend.messages.masking import masked
from backend.moment import Moment, day_of
from backend.people import service as people
from backend.people.phone import PhoneInvalid
from backend.people.phone import parse as parse_phone
from backend.people.values import ContactDetails
from backend.reception.asking_for import unrefused
from backend.reception.carrying_out import HOUR, carried_out
from backend.reception.rights import Shown, by_code, by_holder, journal
from backend.reception.what_is_free import session_if_any
from backend.services import Services
from backend.ticket_letters import TicketLetter
from backend.tickets.issuing import tickets_of
from backend.web.addresses import PREFIX
from backend.web.answers import answer
from backend.web.openapi import takes
from backend.web.requests import json_body, parsed, read_json_text

MOST_LETTERS: Final = 3  # of one ticket within an hour: somebody may have mistyped the number
MOST_LETTERS_OF_KIOSK: Final = 60
BODIES = (PaperIn, TicketMessageIn, ArriveIn)


def paper_routes(services: Services) -> APIRouter:
    """What stands on the paper is told to whoever has it, and nothing more."""
    router = sending_routes(services)

    @router.post("/bookings/{number}/paper", response_model=PaperBooking, openapi_extra=takes(PaperIn))
    async def show(request: Request, number: BookingNumber) -> Response:
        moment = services.moment(request)
        code = (await json_body(request, PaperIn)).code

        def work(connection: Connection) -> PaperBooking | Refusal:
            shown = on_paper(connection, moment, number, code, services)
            if isinstance(shown, Refusal):
                return shown
            journal(connection, moment, "booking.paper", {shown.booked.person})
            return told(connection, shown.booked, services, moment)

        return answer(spared(await services.database.write(work)))

    @router.post("/bookings/{number}/arrive", response_model=Arrived, openapi_extra=takes(ArriveIn))
    async def arrive(request: Request, number: BookingNumber) -> Response:
        moment = services.moment(request)
        body = await read_json_text(request)
        shown = parsed(body, ArriveIn)
        if bool(shown.qr) == bool(shown.code):
            raise Refused("body-invalid", errors=[{"at": "qr", "why": "one_of_both"}])
        if shown.qr and services.tickets.signer.number_in(shown.qr) != number:
            raise Refused("booking-unknown")
        asking = Asking(moment.actor, "kiosk", 0, moment.now)

        def work(connection: Connection) -> Arrived | Refusal:
            found = come(connection, moment, number, shown.code, services)
            if isinstance(found, Refusal):
                return found
            arrived = ending.arrive(connection, asking, found.booking, ByDesk())
            journal(connection, moment, "booking.arrive", {found.person})
            return where_to(connection, arrived, services)

        return await carried_out(services, request, ("arrive", moment.kiosk, number), body, work)

    return router


def sending_routes(services: Services) -> APIRouter:
    """A ticket's text as a message, where no paper comes."""
    router = APIRouter(prefix=PREFIX, tags=["bookings"])

    @router.get("/contact-ways", response_model=ContactWays)
    async def ways(request: Request) -> Response:
        moment, session = services.moment(request), session_of(request)

        def work(connection: Connection) -> ContactWays:
            contact = contact_of_holder(connection, moment, session)
            journal(connection, moment, "contact.view", {contact.person})
            return ContactWays(
                sms=masked(contact.phone) if "sms" in services.carriers else "",
                email=masked(contact.email) if "email" in services.carriers else "",
            )

        return answer(await services.database.write(work))

    @router.post(
        "/bookings/{number}/messages", response_model=TicketMessaged, openapi_extra=takes(TicketMessageIn)
    )
    async def send(request: Request, number: BookingNumber) -> Response:
        moment, session = services.moment(request), session_if_any(request)
        body = await read_json_text(request)
        asked = parsed(body, TicketMessageIn)
        if bool(session) == bool(asked.code):
            raise Refused("body-invalid" if session else "session-missing")
        if asked.channel not in services.carriers:
            raise Refused("channel-off")
        phone = phone_of(asked.phone)

        def work(connection: Connection) -> TicketMessaged | Refusal:
            if asked.code:
                shown = on_paper(connection, moment, number, asked.code, services)
                contact = ContactDetails("", "ru", phone, "")
            else:
                shown = by_holder(connection, moment, number, session, services.disclosure)
                contact = contact_of_holder(connection, moment, session)
            if isinstance(shown, Refusal):
                return shown
            return sent(connection, moment, shown, asked, contact)

        scope = ("ticket message", moment.kiosk, session, number)
        return await carried_out(services, request, scope, body, work)

    def sent(
        connection: Connection, moment: Moment, shown: Shown, asked: TicketMessageIn, contact: ContactDetails
    ) -> TicketMessaged | Refusal:
        address = contact.phone if asked.channel == "sms" else contact.email
        if not address:
            return Refusal("channel-off")
        if shown.booked.state != "confirmed" or shown.booked.slot.starts_at <= moment.now:
            return Refusal("booking-ended")
        kiosk, ticket = f"letters:{moment.kiosk}", f"letters:{shown.booked.number}"
        if not (
            proving.may_ask(connection, kiosk, MOST_LETTERS_OF_KIOSK, moment.now)
            and proving.may_ask(connection, ticket, MOST_LETTERS, moment.now)
        ):
            return Refusal("too-many-attempts")
        (ticket_shown,) = tickets_of(connection, (shown.booked,), services.tickets)
        key = services.vault.hash_of("ticket address", address)[:16]
        letter = TicketLetter(shown.booked, ticket_shown.code, asked.channel, address, key, contact.language)
        services.send_ticket(connection, letter)
        journal(connection, moment, "booking.message", {shown.booked.person})
        return TicketMessaged(channel=asked.channel, to=masked(address))

    return router


def contact_of_holder(connection: Connection, moment: Moment, session: str) -> ContactDetails:
    """The holder's own telephone and mail; nobody else's, whoever acts for them."""
    holder = unrefused(card_sessions.holder_of(connection, moment, session)).person
    found = people.contacts(connection, holder, moment.today)
    nothing = ContactDetails(holder, people.summary(connection, holder).language, "", "")
    return next((each for each in found if each.person == holder), nothing)


def on_paper(
    connection: Connection, moment: Moment, number: str, code: str, services: Services
) -> Shown | Refusal:
    """The booking of the paper, at a kiosk that serves."""
    if not kiosks.serves(connection, moment.kiosk):
        return Refusal("kiosk-withdrawn")
    return by_code(connection, moment, number, code, services.vault)


def come(
    connection: Connection, moment: Moment, number: str, code: str, services: Services
) -> Booked | Refusal:
    """The booking of whoever has come, on its own day."""
    if code:
        shown = on_paper(connection, moment, number, code, services)
        if isinstance(shown, Refusal):
            return shown
    elif not kiosks.serves(connection, moment.kiosk):
        return Refusal("kiosk-withdrawn")
    booked = looking.by_number(connection, number)
    if booked is None:
        return Refusal("booking-unknown")
    refusal = None if booked.state != "confirmed" else not_today(booked, moment)
    return booked if refusal is None else Refusal(refusal)


def not_today(booked: Booked, moment: Moment) -> str | None:
    """Why nobody can arrive for it now; None on its day until it is over."""
    slot = booked.slot
    starts_on, today = day_of(slot.starts_at, slot.zone), day_of(moment.now, slot.zone)
    return refusal_of_arrival(starts_on, today, is_over=slot.ends_at <= moment.now)


def told(connection: Connection, booked: Booked, services: Services, moment: Moment) -> PaperBooking:
    (ticket,) = tickets_of(connection, (booked,), services.tickets)
    stands = booked.state == "confirmed"
    return PaperBooking(
        number=booked.number,
        state=booked.state,
        may_change=stands and booked.slot.starts_at > moment.now,
        may_arrive=stands and not booked.slot.home_visit and not_today(booked, moment) is None,
        ticket=ticket,
    )


def where_to(connection: Connection, booked: Booked, services: Services) -> Arrived:
    """What the paper says, as it stands now: a room may have changed since it was printed."""
    (ticket,) = tickets_of(connection, (booked,), services.tickets)
    return Arrived(
        number=booked.number,
        state=booked.state,
        room=ticket.room,
        floor=ticket.floor,
        title=ticket.title,
        doctor=ticket.doctor,
        place=ticket.place,
        place_title=ticket.place_title,
        address=ticket.address,
        starts_at=ticket.starts_at,
        zone=ticket.zone,
        desk_first=ticket.desk_first,
    )


def phone_of(typed: str) -> str:
    """In one form; `phone-invalid` for what is no number anybody could have."""
    try:
        return parse_phone(typed) if typed else ""
    except PhoneInvalid:
        raise Refused(PhoneInvalid.code) from None


def spared(outcome: PaperBooking | Refusal) -> PaperBooking:
    """The booking; a refusal raised after its transaction has counted the wrong code."""
    if isinstance(outcome, Refusal):
        raise Refused(outcome.code, retry_after=HOUR if outcome.code == "too-many-attempts" else None)
    return outcome
