"""HTTP of what a parent does with an application: answers an offer, or leaves the queue."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from fastapi import APIRouter, Request
from sqlalchemy import Connection
from starlette.responses import Response

from backend.card_sessions.endpoints import session_of
from backend.contract.queues import ChangedQueueApplication, QueueAnswerIn, QueueNumber
from backend.errors import Refusal, Refused
from backend.kiosks import service as kiosks
from backend.moment import Moment
from backend.queues.service import looking, offering
from backend.queues.values import Application, Asking
from backend.reception.carrying_out import carried_out
from backend.reception.rights import MOVE, holder_and_theirs, journal
from backend.services import Services
from backend.web.addresses import PREFIX
from backend.web.openapi import takes
from backend.web.requests import parsed, read_json_text

BODIES = (QueueAnswerIn,)
Change = Callable[[Connection, Asking, str], Application]


def change_routes(services: Services) -> APIRouter:
    """Level 2, and the child must be the holder's."""
    router = APIRouter(prefix=PREFIX, tags=["queues"])

    @router.post(
        "/queue-applications/{number}/answer",
        response_model=ChangedQueueApplication,
        openapi_extra=takes(QueueAnswerIn),
    )
    async def answer_offer(request: Request, number: QueueNumber) -> Response:
        moment, body = services.moment(request), await read_json_text(request)
        given = parsed(body, QueueAnswerIn).answer
        change = partial(offering.answer, given=given, tell=services.tell_offered)
        return await changed(request, moment, number, body, (change, f"queue.{given}"))

    @router.post("/queue-applications/{number}/withdrawal", response_model=ChangedQueueApplication)
    async def withdraw(request: Request, number: QueueNumber) -> Response:
        change = partial(offering.withdraw, tell=services.tell_offered)
        return await changed(request, services.moment(request), number, b"", (change, "queue.withdraw"))

    async def changed(
        request: Request, moment: Moment, number: str, body: bytes, step: tuple[Change, str]
    ) -> Response:
        session = session_of(request)
        change, action = step

        def work(connection: Connection) -> ChangedQueueApplication | Refusal:
            if not kiosks.serves(connection, moment.kiosk):
                return Refusal("kiosk-withdrawn")
            _, theirs = holder_and_theirs(connection, moment, session, services.disclosure, MOVE)
            found = looking.by_number(connection, number)
            if found is None or found.child not in theirs:
                raise Refused("queue-unknown")  # somebody else's reads like none
            after = change(connection, Asking(moment.actor, moment.now), number)
            journal(connection, moment, action, {found.child})
            return ChangedQueueApplication(number=number, state=after.state)

        scope = (action, number, moment.kiosk, session)
        return await carried_out(services, request, scope, body, work)

    return router
