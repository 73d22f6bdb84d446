"""HTTP for the education office: who waits where, papers seen, answers given at the desk."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Annotated

from fastapi import APIRouter, Query, Request
from sqlalchemy import Connection
from starlette.responses import Response

from backend.audit import service as audit
from backend.audit.service import AuditEvent
from backend.contract.queues import (
    ChangedQueueApplication,
    DeskQueue,
    QueueAnswerIn,
    QueueApplication,
    QueueDecisionIn,
    QueueKind,
    QueueNumber,
)
from backend.enrolment import telling
from backend.errors import Refused
from backend.people import service as people
from backend.queues.service import claiming, looking, offering
from backend.queues.values import Application, Asking
from backend.reception.carrying_out import carried_out
from backend.services import Services
from backend.web.addresses import PREFIX
from backend.web.answers import answer
from backend.web.openapi import takes
from backend.web.requests import parsed, read_json_text

DESK_ROLES = ("operator", "case_worker", "supervisor")
At = Annotated[str, Query(pattern=r"^[a-z0-9-]{1,80}$")]
BODIES = (QueueDecisionIn,)
Change = Callable[[Connection, Asking, str], Application]


def desk_routes(services: Services) -> APIRouter:
    """Each name that is shown is in the journal."""
    router = APIRouter(prefix=PREFIX, tags=["queues"])

    @router.get("/desk/queue-applications", response_model=DeskQueue)
    async def list_here(request: Request, kind: QueueKind, place: At) -> Response:
        asking = asking_of(request)

        def work(connection: Connection) -> DeskQueue:
            found = looking.at_place(connection, kind, place)
            children = {application.child for application, _ in found}
            for child in sorted(children):
                seen(connection, asking, "queue.view", child)
            named = people.named(connection, children)
            lines = tuple(
                telling.desk_line(
                    application,
                    priority,
                    looking.grounds_of(connection, application.application),
                    named[application.child],
                )
                for application, priority in found
            )
            return DeskQueue(lines=lines)

        return answer(await services.database.write(work))

    @router.get("/desk/queue-applications/{number}", response_model=QueueApplication)
    async def look(request: Request, number: QueueNumber) -> Response:
        asking = asking_of(request)

        def work(connection: Connection) -> QueueApplication:
            found = looking.by_number(connection, number)
            if found is None:
                raise Refused("queue-unknown")
            seen(connection, asking, "queue.view", found.child)
            child = people.named(connection, (found.child,))[found.child]
            standing = looking.standing(connection, found.application)
            return telling.application(standing, child, services.vault)

        return answer(await services.database.write(work))

    @router.post(
        "/desk/queue-applications/{number}/decisions",
        response_model=ChangedQueueApplication,
        openapi_extra=takes(QueueDecisionIn),
    )
    async def decide(request: Request, number: QueueNumber) -> Response:
        asking, body = asking_of(request), await read_json_text(request)
        asked = parsed(body, QueueDecisionIn)
        change = partial(
            claiming.decide,
            claim=(asked.ground, asked.place),
            confirmed=asked.decision == "confirmed",
            evidence=asked.evidence,
        )
        return await changed(request, asking, number, body, (change, f"queue.{asked.decision}"))

    @router.post(
        "/desk/queue-applications/{number}/answer",
        response_model=ChangedQueueApplication,
        openapi_extra=takes(QueueAnswerIn),
    )
    async def answer_offer(request: Request, number: QueueNumber) -> Response:
        asking, body = asking_of(request), await read_json_text(request)
        given = parsed(body, QueueAnswerIn).answer
        change = partial(offering.answer, given=given, tell=services.tell_offered)
        return await changed(request, asking, number, body, (change, f"queue.{given}"))

    @router.post("/desk/queue-applications/{number}/withdrawal", response_model=ChangedQueueApplication)
    async def withdraw(request: Request, number: QueueNumber) -> Response:
        change = partial(offering.withdraw, tell=services.tell_offered)
        return await changed(request, asking_of(request), number, b"", (change, "queue.withdraw"))

    async def changed(
        request: Request, asking: Asking, number: str, body: bytes, step: tuple[Change, str]
    ) -> Response:
        change, action = step

        def work(connection: Connection) -> ChangedQueueApplication:
            after = change(connection, asking, number)
            seen(connection, asking, action, after.child)
            return ChangedQueueApplication(number=number, state=after.state)

        return await carried_out(services, request, (action, number, asking.actor), body, work)

    def seen(connection: Connection, asking: Asking, action: str, child: str) -> None:
        audit.record(connection, AuditEvent(asking.now, asking.actor, action, person=child))

    def asking_of(request: Request) -> Asking:
        caller = services.caller(request, *DESK_ROLES)
        return Asking(f"operator:{caller.subject}", services.clock())

    return router
