"""HTTP of referrals: a doctor's office records them, looks them up, takes one back."""

from __future__ import annotations

from typing import Annotated
from uuid import uuid4

from fastapi import APIRouter, Path, Query, Request
from sqlalchemy import Connection
from starlette.responses import Response

from backend.audit import service as audit
from backend.audit.service import AuditEvent
from backend.bookings.numbers import draw_numbers
from backend.clock import day_in
from backend.contract.referrals import Referral, ReferralIn, Referrals
from backend.errors import Refused
from backend.people import service as people
from backend.reception.carrying_out import carried_out
from backend.reception.desk import desk_of
from backend.reception.holds import no_body
from backend.referrals import service
from backend.services import Services
from backend.web.addresses import PREFIX
from backend.web.answers import answer
from backend.web.openapi import takes
from backend.web.requests import parsed, read_json_text

Number = Annotated[str, Path(pattern=r"^[0-9]{8}$")]
PersonId = Annotated[str, Query(pattern=r"^[0-9A-Za-z-]{1,36}$")]
BODIES = (ReferralIn,)


def referral_routes(services: Services) -> APIRouter:
    """Each look at somebody's referrals is in the journal."""
    router = APIRouter(prefix=PREFIX, tags=["desk"])

    @router.post("/desk/referrals", status_code=201, response_model=Referral, openapi_extra=takes(ReferralIn))
    async def record(request: Request) -> Response:
        desk, body = desk_of(services, request), await read_json_text(request)
        asked = parsed(body, ReferralIn)
        fresh, numbers = str(uuid4()), draw_numbers().numbers
        today = day_in(desk.now, services.zone)

        def work(connection: Connection) -> Referral:
            if not people.named(connection, (asked.person,)):
                raise Refused("person-unknown")
            what = (asked.person, asked.speciality, asked.valid_until)
            number = service.record(connection, fresh, numbers, what, desk.asking.actor, desk.now)
            found = service.of_person(connection, asked.person, today)
            return next(each for each in found if each.number == number)

        return await carried_out(services, request, ("referral", desk.asking.actor), body, work, 201)

    @router.get("/desk/referrals", response_model=Referrals)
    async def look_up(request: Request, person: PersonId) -> Response:
        desk = desk_of(services, request)
        today = day_in(desk.now, services.zone)

        def work(connection: Connection) -> Referrals:
            event = AuditEvent(desk.now, desk.asking.actor, "referral.view", person=person)
            if not people.named(connection, (person,)):
                raise Refused("person-unknown")
            audit.record(connection, event)
            return Referrals(referrals=service.of_person(connection, person, today))

        return answer(await services.database.write(work))

    @router.post("/desk/referrals/{number}/withdraw", response_model=Referrals)
    async def withdraw(request: Request, number: Number) -> Response:
        desk = desk_of(services, request)
        await no_body(request)
        today = day_in(desk.now, services.zone)

        def work(connection: Connection) -> Referrals:
            person = service.withdraw(connection, number, desk.asking.actor, desk.now)
            return Referrals(referrals=service.of_person(connection, person, today))

        scope = ("referral withdraw", desk.asking.actor, number)
        return await carried_out(services, request, scope, b"", work)

    return router
