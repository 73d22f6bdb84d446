"""HTTP of holds: placed, confirmed, released. What a kiosk that dies leaves behind runs out by itself."""

from __future__ import annotations

from functools import partial
from typing import Annotated, Final

from fastapi import APIRouter, Path, Request
from sqlalchemy import Connection
from starlette.responses import Response

from backend.audit import service as audit
from backend.audit.service import AuditEvent
from backend.bookings.numbers import draw_numbers
from backend.bookings.service import confirming, ending, holding, looking, proving
from backend.bookings.values import Asking, ByToken, Wish, draw_hold
from backend.contract.bookings import HOLD_HEADER, MOST_SEATS, Hold, HoldIn, Tickets
from backend.disclosure import Disclosure
from backend.errors import Refusal, Refused
from backend.kiosks import service as kiosks
from backend.moment import Moment
from backend.payments.service.telling import invoice_told
from backend.reception import telling
from backend.reception.asking_for import Visit, asked_for_hash, with_card, without_card
from backend.reception.carrying_out import HOUR, carried_out
from backend.reception.even_pace import even_pace
from backend.reception.what_is_free import session_if_any
from backend.services import Services
from backend.tickets.issuing import tickets_of
from backend.web.addresses import PREFIX
from backend.web.answers import nothing
from backend.web.direct_route import DirectRoute
from backend.web.openapi import takes
from backend.web.requests import parsed, read_body, read_json_text

TOKEN_LENGTHS: Final = range(32, 65)
ASKED_FOR_WITHIN_HOUR: Final = 5  # holds for one person asked for without a card, from all kiosks together
WITHOUT_CARD_WITHIN_HOUR: Final = 60  # of one kiosk
HoldId = Annotated[str, Path(pattern=r"^[0-9a-f-]{36}$")]
BODIES = (HoldIn,)


def hold_routes(services: Services) -> APIRouter:
    """A hold's token is its only key: with it anybody who stands at the kiosk goes on."""
    router = APIRouter(prefix=PREFIX, tags=["bookings"], route_class=DirectRoute)

    @router.post("/holds", status_code=201, response_model=Hold, openapi_extra=takes(HoldIn))
    async def place_hold(request: Request) -> Response:
        moment, session = services.moment(request), session_if_any(request)
        body = await read_json_text(request)
        asked = parsed(body, HoldIn)
        async with even_pace(even=asked.without_card is not None):
            await may_ask(asked, session, moment)
            return await held_for(request, moment, session, asked, body)

    async def held_for(
        request: Request, moment: Moment, session: str, asked: HoldIn, body: bytes
    ) -> Response:
        fresh = draw_hold(asked.seats)

        def work(connection: Connection) -> Hold | Refusal:
            if not kiosks.serves(connection, moment.kiosk):
                return Refusal("kiosk-withdrawn")
            visit = visit_of(connection, moment, session, asked, services.disclosure)
            wish = Wish(
                asked.slot,
                visit.person,
                visit.visitor,
                asked.seats,
                asked.chosen,
                category=asked.category,
                wheelchair=asked.wheelchair,
            )
            held = holding.hold(connection, visit.asking, wish, fresh, services.tell)
            journal(connection, "booking.hold", visit)
            return telling.hold(held, looking.rules_of(held.slot))

        return await carried_out(services, request, ("hold", moment.kiosk, session), body, work, 201)

    @router.post("/holds/{hold}/confirm", response_model=Tickets)
    async def confirm_hold(request: Request, hold: HoldId) -> Response:
        moment, token = services.moment(request), token_of(request)
        await no_body(request)
        fresh = draw_numbers(MOST_SEATS)
        # The level is that of the hold; whoever confirms shows its token only.
        asking = Asking(moment.actor, "kiosk", 0, moment.now)

        def work(connection: Connection) -> Tickets | Refusal:
            if not kiosks.serves(connection, moment.kiosk):
                return Refusal("kiosk-withdrawn")
            booked = confirming.confirm(connection, asking, hold, ByToken(token), fresh, services.tell)
            pace.even = any(each.level == 0 for each in booked)
            for person in {each.person for each in booked}:
                event = AuditEvent(moment.now, moment.actor, "booking.confirm", person=person)
                audit.record(connection, event)
            is_free = not any(each.seat.price_kopecks for each in booked)
            return Tickets(
                tickets=tickets_of(connection, booked, services.tickets),
                channels=services.channels,
                invoice=None if is_free else invoice_told(connection, hold, moment.now),
            )

        scope = ("confirm", moment.kiosk, hold, token)
        # Whom a booking is known to be for is told of it, which is more work.
        async with even_pace(even=False) as pace:
            return await carried_out(services, request, scope, b"", work)

    @router.delete("/holds/{hold}", status_code=204)
    async def release_hold(request: Request, hold: HoldId) -> Response:
        moment, token = services.moment(request), token_of(request)
        asking = Asking(moment.actor, "kiosk", 0, moment.now)
        await services.database.write(
            partial(ending.release, asking=asking, hold=hold, proof=ByToken(token), tell=services.tell)
        )
        return nothing()

    async def may_ask(asked: HoldIn, session: str, moment: Moment) -> None:
        """Count who asks without a card, in a transaction of its own: also what is refused counts."""
        if asked.without_card is None:
            if not session:
                raise Refused("session-missing")
            return
        if session or asked.beneficiary is not None:
            raise Refused("body-invalid", errors=[{"at": "without_card", "why": "card_or_not"}])
        person, kiosk = asked_for_hash(services.vault, asked.without_card), f"without-card:{moment.kiosk}"

        def work(connection: Connection) -> bool:
            allowed = proving.may_ask(connection, kiosk, WITHOUT_CARD_WITHIN_HOUR, moment.now)
            return allowed and proving.may_ask(connection, person, ASKED_FOR_WITHIN_HOUR, moment.now)

        if not await services.database.write(work):
            raise Refused("too-many-attempts", retry_after=HOUR)

    return router


def visit_of(
    connection: Connection, moment: Moment, session: str, asked: HoldIn, disclosure: Disclosure
) -> Visit:
    """For whom the hold is."""
    if asked.without_card is not None:
        return without_card(connection, moment, asked.without_card)
    return with_card(connection, moment, session, asked.beneficiary, disclosure)


def journal(connection: Connection, action: str, visit: Visit) -> None:
    """Whose seat was held, by whose card."""
    asking, holder = visit.asking, visit.holder
    card = None if holder is None else holder.card
    other = holder.person if holder is not None and holder.person != visit.person else None
    event = AuditEvent(asking.now, asking.actor, action, audit.DONE, visit.person, other, card)
    audit.record(connection, event)


def token_of(request: Request) -> str:
    """The Okno-Hold header; `booking-unknown` where there is none that could be one."""
    token = request.headers.get(HOLD_HEADER, "")
    if len(token) not in TOKEN_LENGTHS:
        raise Refused("booking-unknown")
    return token


async def no_body(request: Request) -> None:
    """`body-invalid` for what is sent where nothing is expected."""
    if await read_body(request):
        raise Refused("body-invalid")
