"""HTTP of applications: a parent registers a child and sees where it stands."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Query, Request
from sqlalchemy import Connection
from starlette.responses import Response

from backend.card_sessions.endpoints import session_of
from backend.contract.queues import (
    QueueApplication,
    QueueApplicationIn,
    QueueApplications,
    QueueKind,
    QueueProspect,
)
from backend.enrolment import telling
from backend.errors import Refusal, Refused
from backend.kiosks import service as kiosks
from backend.moment import Moment
from backend.people import service as people
from backend.queues.service import admitting, looking, registering
from backend.queues.service.admitting import Wanted
from backend.queues.values import Application, Asking, draw
from backend.reception.carrying_out import carried_out
from backend.reception.rights import LIST, holder_and_theirs, journal
from backend.services import Services
from backend.web.addresses import PREFIX
from backend.web.answers import answer
from backend.web.openapi import takes
from backend.web.requests import parsed, read_json_text

FILE = "file"
ChildId = Annotated[str, Query(pattern=r"^[0-9A-Za-z-]{1,36}$")]
BODIES = (QueueApplicationIn,)


def application_routes(services: Services) -> APIRouter:
    """Level 2: everything here says whose child it is."""
    router = APIRouter(prefix=PREFIX, tags=["queues"])

    @router.get("/queue-prospects", response_model=QueueProspect)
    async def look_ahead(request: Request, kind: QueueKind, child: ChildId) -> Response:
        moment, session = services.moment(request), session_of(request)

        def work(connection: Connection) -> QueueProspect:
            holder = parent_of(connection, moment, session, child, FILE)
            journal(connection, moment, "queue.prospect", {holder, child})
            rules = services.enrolment
            found = admitting.prospect(connection, rules, child, holder, kind, moment.today)
            return telling.prospect(kind, child, found)

        return answer(await services.database.write(work))

    @router.post(
        "/queue-applications",
        status_code=201,
        response_model=QueueApplication,
        openapi_extra=takes(QueueApplicationIn),
    )
    async def register(request: Request) -> Response:
        moment, session = services.moment(request), session_of(request)
        body = await read_json_text(request)
        asked, fresh = parsed(body, QueueApplicationIn), draw()

        def work(connection: Connection) -> QueueApplication | Refusal:
            if not kiosks.serves(connection, moment.kiosk):
                return Refusal("kiosk-withdrawn")
            holder = parent_of(connection, moment, session, asked.child, FILE)
            claims = tuple((each.ground, each.place) for each in asked.claims)
            wanted = Wanted(asked.kind, asked.child, holder, asked.wishes, asked.year, claims)
            new = admitting.admit(connection, services.enrolment, wanted, moment.today)
            made = registering.register(connection, Asking(moment.actor, moment.now), new, fresh)
            journal(connection, moment, "queue.register", {asked.child})
            return told(connection, made)

        return await carried_out(services, request, ("queue", moment.kiosk, session), body, work, 201)

    @router.get("/queue-applications", response_model=QueueApplications)
    async def list_own(request: Request) -> Response:
        moment, session = services.moment(request), session_of(request)

        def work(connection: Connection) -> QueueApplications:
            holder, theirs = holder_and_theirs(connection, moment, session, services.disclosure, LIST)
            found = looking.of_children(connection, theirs - {holder})
            journal(connection, moment, "queue.list", {holder, *(each.child for each in found)})
            listed = tuple(told(connection, each) for each in found)
            return QueueApplications(applications=listed, server_time=moment.now)

        return answer(await services.database.write(work))

    def parent_of(connection: Connection, moment: Moment, session: str, child: str, action: str) -> str:
        """The holder, who must act for the child."""
        holder, theirs = holder_and_theirs(connection, moment, session, services.disclosure, action)
        if child == holder:
            raise Refused("queue-child-only")
        if child not in theirs:
            raise Refused("person-not-yours")
        return holder

    def told(connection: Connection, found: Application) -> QueueApplication:
        child = people.named(connection, (found.child,))[found.child]
        standing = looking.standing(connection, found.application)
        return telling.application(standing, child, services.vault)

    return router
