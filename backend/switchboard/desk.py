"""HTTP of the operator's place: what stands beside a call, what waits between calls, who is free."""

from __future__ import annotations

from functools import partial

from fastapi import APIRouter, Request
from sqlalchemy import Connection
from starlette.responses import Response

from backend.clock import day_in
from backend.contacts.service import presence
from backend.contract.workplace import Colleagues, DeskStart, PresenceIn, Ring, Workplace
from backend.services import Services
from backend.switchboard import workplace
from backend.switchboard.contacts import ContactId, Seen, Wait, by_of, wait_for_news
from backend.web.addresses import PREFIX
from backend.web.answers import answer
from backend.web.openapi import takes
from backend.web.requests import json_body

BODIES = (PresenceIn,)


def desk_routes(services: Services) -> APIRouter:
    """An operator's own place."""
    router = APIRouter(prefix=PREFIX, tags=["contacts"])

    @router.get("/desk/start", response_model=DeskStart)
    async def start(request: Request) -> Response:
        by = by_of(services, request)
        return answer(await services.database.write(partial(workplace.start, vault=services.vault, by=by)))

    @router.get("/desk/ring", response_model=Ring)
    async def ring(request: Request, seen: Seen = -1, wait: Wait = 0) -> Response:
        """At once if anything changed since `seen`, else as soon as it does, or after `wait` seconds."""
        await wait_for_news(services, request, seen, wait)
        by = by_of(services, request)  # the token may have run out meanwhile
        return answer(await services.database.read(partial(workplace.ring, by=by)))

    @router.get("/desk/contacts/{contact}/workplace", response_model=Workplace)
    async def beside(request: Request, contact: ContactId) -> Response:
        by = by_of(services, request)
        work = partial(
            workplace.workplace,
            policy=services.identification,
            vault=services.vault,
            by=by,
            contact=contact,
            today=day_in(by.now, services.zone),
        )
        return answer(await services.database.write(work))

    @router.get("/desk/colleagues", response_model=Colleagues)
    async def colleagues(request: Request) -> Response:
        by = by_of(services, request)
        return answer(await services.database.read(partial(workplace.colleagues, by=by)))

    @router.put("/desk/presence", response_model=DeskStart, openapi_extra=takes(PresenceIn))
    async def be(request: Request) -> Response:
        by, told = by_of(services, request), await json_body(request, PresenceIn)

        def work(connection: Connection) -> DeskStart:
            presence.put(connection, by, told.presence)
            return workplace.start(connection, services.vault, by)

        return answer(await services.database.write(work))

    return router
