"""HTTP of referrals: a doctor's office records them, looks them up, takes one back."""

from __future__ import annotations

from typing import Annotated
from uuid import uuid4

from fastapi import APIRouter, Query, Request
from sqlalchemy import Connection
from starlette.responses import Response

from backend.audit import service as audit
from backend.audit.service import AuditEvent
from backend.bookings.numbers import draw_numbers
from backend.clock import day_in
from backend.contract.referrals import Referral, ReferralIn, ReferralNumber, Referrals
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
from content.formats import short_name

PersonId = Annotated[str, Query(pattern=r"^[0-9A-Za-z-]{0,36}$")]
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
            person = whose(connection, asked)
            what = (person, asked.speciality, asked.valid_until)
            number = service.record(connection, fresh, numbers, what, desk.asking.actor, desk.now)
            found = service.of_person(connection, person, today)
            return next(each for each in found if each.number == number)

        return await carried_out(services, request, ("referral", desk.asking.actor), body, work, 201)

    @router.get("/desk/referrals", response_model=Referrals)
    async def look_up(request: Request, person: PersonId = "") -> Response:
        desk = desk_of(services, request)
        today = day_in(desk.now, services.zone)

        def work(connection: Connection) -> Referrals:
            if person and not people.named(connection, (person,)):
                raise Refused("person-unknown")
            if person:
                found = service.of_person(connection, person, today)
            else:
                found = with_names(connection, service.newest(connection, today))
            for seen in sorted({person} if person else {each.person for each in found}):
                event = AuditEvent(desk.now, desk.asking.actor, "referral.view", person=seen)
                audit.record(connection, event)
            return Referrals(referrals=found)

        return answer(await services.database.write(work))

    @router.post("/desk/referrals/{number}/withdraw", response_model=Referrals)
    async def withdraw(request: Request, number: ReferralNumber) -> Response:
        desk = desk_of(services, request)
        await no_body(request)
        today = day_in(desk.now, services.zone)

        def work(connection: Connection) -> Referrals:
            person = service.withdraw(connection, number, desk.asking.actor, desk.now)
            return Referrals(referrals=service.of_person(connection, person, today))

        scope = ("referral withdraw", desk.asking.actor, number)
        return await carried_out(services, request, scope, b"", work)

    return router


def whose(connection: Connection, asked: ReferralIn) -> str:
    """`person-unknown` for who is not in the register: a desk has their papers before it."""
    if asked.who is None:
        person: str | None = asked.person if people.named(connection, (asked.person,)) else None
    elif asked.who.policy:
        person = people.by_policy(connection, asked.who.policy, asked.who.birth_date)
    else:
        person = people.by_snils(connection, asked.who.snils, asked.who.birth_date)
    if person is None:
        raise Refused("person-unknown")
    return person


def with_names(connection: Connection, found: tuple[Referral, ...]) -> tuple[Referral, ...]:
    """Each with the short name of whom it is for."""
    named = people.named(connection, {each.person for each in found})
    return tuple(
        each.model_copy(update={"name_short": short_name(of.last_name, of.first_name, of.middle_name)})
        for each in found
        if (of := named.get(each.person)) is not None
    )
