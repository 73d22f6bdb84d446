"""HTTP of what the registers know, so that the wizard need not ask it on the telephone either."""

from __future__ import annotations

from functools import partial

from fastapi import APIRouter, Request
from sqlalchemy import Connection
from starlette.responses import Response

from backend.audit import service as audit
from backend.audit.service import AuditEvent
from backend.clock import day_in
from backend.contacts.values import By
from backend.contract.register import RegisterFacts
from backend.errors import Refused
from backend.identification.gate import DESK_ROLES
from backend.in_hand import InHand, in_hand_at
from backend.paperwork.letters import PersonId
from backend.people import service as people
from backend.people.values import PersonUnknown
from backend.registry import service as registry
from backend.services import Services
from backend.web.addresses import PREFIX
from backend.web.answers import answer


def prefilling_routes(services: Services) -> APIRouter:
    """One look, at a level that lets it."""
    router = APIRouter(prefix=PREFIX, tags=["wizard"])

    @router.get("/desk/people/{person}/registry", response_model=RegisterFacts)
    async def known(request: Request, person: PersonId) -> Response:
        by = By(services.caller(request, *DESK_ROLES).subject, services.clock())
        in_hand = in_hand_at(request)
        in_hand.about(person)
        work = partial(facts, services=services, by=by, in_hand=in_hand, person=person)
        return answer(await services.database.write(work))

    return router


def facts(connection: Connection, services: Services, by: By, in_hand: InHand, person: str) -> RegisterFacts:
    """The same as the holder's own card shows, of others in the household no more; `person-unknown`."""
    today = day_in(by.now, services.zone)
    try:
        file, who = people.file_and_who(connection, person, "", today)
    except PersonUnknown:
        raise Refused("person-unknown") from None
    event = AuditEvent(
        by.now, by.actor, "registry.view", person=person, holder=in_hand.beside(person), purpose="wizard"
    )
    audit.record(connection, event)
    acts_for = frozenset(each.person for each in people.relations(connection, person, today))
    return registry.facts_of(connection, who, people.running(file.categories, today), today, acts_for)
