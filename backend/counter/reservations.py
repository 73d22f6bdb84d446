"""HTTP of reservations: made with a card, listed to their holder, cancelled also by the code on the paper."""

from __future__ import annotations

import hmac
from datetime import datetime
from typing import Final

from fastapi import APIRouter, Request
from sqlalchemy import Connection
from starlette.responses import Response

from backend.audit import service as audit
from backend.audit.service import AuditEvent
from backend.bookings.service import proving
from backend.card_sessions.endpoints import session_of
from backend.contract.stock import (
    CancelReservationIn,
    ChangedReservation,
    OwnReservations,
    ReservationIn,
    ReservationNumber,
    StockReservation,
)
from backend.counter import telling
from backend.errors import Refusal, Refused
from backend.kiosks import service as kiosks
from backend.moment import Moment
from backend.people import service as people
from backend.people.values import Named
from backend.reception.asking_for import HOLDER_LEVEL, Visit, with_card
from backend.reception.carrying_out import carried_out
from backend.reception.rights import LIST, MOVE, holder_and_theirs, journal
from backend.reception.what_is_free import session_if_any
from backend.services import Services
from backend.stock.concessions import NO_CONCESSION, Concession
from backend.stock.service import alerting, ending, looking, reserving
from backend.stock.values import Asking, Reservation, StockGone, Wish, draw
from backend.web.addresses import PREFIX
from backend.web.answers import answer
from backend.web.openapi import takes
from backend.web.requests import parsed, read_json_text

CODES_WITHIN_HOUR: Final = 5  # of one number, right or wrong: four digits would fall in some thousand tries
CODES_OF_KIOSK: Final = 30
BODIES = (ReservationIn, CancelReservationIn)


def reservation_routes(services: Services) -> APIRouter:
    """Below level 2 the shelf's price is told and no ground: a lost card must not say what its owner has."""
    router = APIRouter(prefix=PREFIX, tags=["stock"])

    @router.post(
        "/reservations", status_code=201, response_model=StockReservation, openapi_extra=takes(ReservationIn)
    )
    async def reserve(request: Request) -> Response:
        moment, session = services.moment(request), session_of(request)
        body = await read_json_text(request)
        asked, fresh = parsed(body, ReservationIn), draw()

        def work(connection: Connection) -> StockReservation | Refusal:
            if not kiosks.serves(connection, moment.kiosk):
                return Refusal("kiosk-withdrawn")
            visit = with_card(connection, moment, session, asked.beneficiary, services.disclosure)
            granted = granted_to(visit)
            assert visit.person is not None
            wish = Wish(asked.item, asked.place, visit.person, asked.units, granted)
            nearest = services.tickets.places.nearest_to(asked.place)
            try:
                made = reserving.reserve(connection, asking_of(visit), wish, fresh, nearest)
            except StockGone as gone:
                nearest_with = told_alternatives(gone, granted, moment.now)
                raise Refused(gone.code, alternatives=nearest_with) from None
            keep_journal(connection, moment, visit)
            named = granted if made.concession else NO_CONCESSION
            assert visit.named is not None
            return telling.reservation(made, services.tickets, visit.named, named)

        return await carried_out(services, request, ("reserve", moment.kiosk, session), body, work, 201)

    @router.get("/reservations", response_model=OwnReservations)
    async def list_own(request: Request) -> Response:
        moment, session = services.moment(request), session_of(request)

        def work(connection: Connection) -> OwnReservations:
            holder, theirs = holder_and_theirs(connection, moment, session, services.disclosure, LIST)
            found = (*looking.of_persons(connection, theirs), *looking.lent_to(connection, theirs))
            journal(connection, moment, "reservation.list", {holder, *(each.person for each in found)})
            named = people.named(connection, {each.person for each in found})
            awaited = alerting.of_person(connection, holder)
            return OwnReservations(
                reservations=tuple(told_own(each, named[each.person]) for each in found),
                alerts=tuple(telling.alert(each, services.tickets) for each in awaited),
                server_time=moment.now,
            )

        return answer(await services.database.write(work))

    def granted_to(visit: Visit) -> Concession:
        if visit.asking.level < HOLDER_LEVEL:
            return NO_CONCESSION
        return services.concessions.for_categories(visit.visitor.categories)

    def told_alternatives(gone: StockGone, granted: Concession, now: datetime) -> list[dict[str, object]]:
        told = (telling.holding(each, gone.item, granted, now) for each in gone.alternatives)
        return [each.model_dump(mode="json") for each in told]

    def told_own(each: Reservation, of: Named) -> StockReservation:
        granted = services.concessions.named(each.concession, each.category)
        return telling.reservation(each, services.tickets, of, granted)

    return router


def cancel_routes(services: Services) -> APIRouter:
    """By the card and its PIN, or by the code on the paper."""
    router = APIRouter(prefix=PREFIX, tags=["stock"])

    @router.post(
        "/reservations/{number}/cancel",
        response_model=ChangedReservation,
        openapi_extra=takes(CancelReservationIn),
    )
    async def cancel(request: Request, number: ReservationNumber) -> Response:
        moment, session = services.moment(request), session_if_any(request)
        body = await read_json_text(request)
        code = parsed(body, CancelReservationIn).code
        if not session and not code:
            raise Refused("session-missing")
        if session and code:
            raise Refused("body-invalid", errors=[{"at": "code", "why": "card_or_not"}])

        def work(connection: Connection) -> ChangedReservation | Refusal:
            if not kiosks.serves(connection, moment.kiosk):
                return Refusal("kiosk-withdrawn")
            refusal = by_code(connection, moment, number, code) if code else None
            if refusal is not None:
                return refusal
            if session:
                by_holder(connection, moment, number, session)
            asking = Asking(moment.actor, HOLDER_LEVEL if session else 0, moment.now)
            ended = ending.cancel(connection, asking, number)
            journal(connection, moment, "reservation.cancel", {ended.person})
            return ChangedReservation(number=number, state=ended.state)

        return await carried_out(services, request, ("unreserve", number, moment.kiosk, session), body, work)

    def by_code(connection: Connection, moment: Moment, number: str, code: str) -> Refusal | None:
        """None if the code is the number's; each try is counted, and the count is committed."""
        kiosk_key, number_key = f"reservation-codes:{moment.kiosk}", f"reservation:{number}"
        allowed = proving.may_ask(connection, kiosk_key, CODES_OF_KIOSK, moment.now)
        if not allowed or not proving.may_ask(connection, number_key, CODES_WITHIN_HOUR, moment.now):
            return Refusal("too-many-attempts")
        known = looking.by_number(connection, number) is not None
        right = hmac.compare_digest(telling.code_of(services.vault, number), code)
        return None if known and right else Refusal("reservation-unknown")

    def by_holder(connection: Connection, moment: Moment, number: str, session: str) -> None:
        _, theirs = holder_and_theirs(connection, moment, session, services.disclosure, MOVE)
        found = looking.by_number(connection, number)
        if found is None or found.person not in theirs:
            raise Refused("reservation-unknown")

    return router


def asking_of(visit: Visit) -> Asking:
    return Asking(visit.asking.actor, visit.asking.level, visit.asking.now)


def keep_journal(connection: Connection, moment: Moment, visit: Visit) -> None:
    """Who had something kept for whom; what it was is in no journal."""
    holder = visit.holder
    assert holder is not None
    other = holder.person if holder.person != visit.person else None
    event = AuditEvent(
        moment.now, moment.actor, "reservation.make", audit.DONE, visit.person, other, holder.card
    )
    audit.record(connection, event)
