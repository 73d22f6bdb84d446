"""HTTP for who has the paper and no card: where the child stands, and nothing of whose it is."""

from __future__ import annotations

import hmac
from typing import Final

from fastapi import APIRouter, Request
from sqlalchemy import Connection
from starlette.responses import Response

from backend.bookings.service import proving
from backend.contract.queues import QueueCodeIn, QueueLook, QueueNumber
from backend.enrolment import telling
from backend.errors import Refusal
from backend.kiosks import service as kiosks
from backend.moment import Moment
from backend.queues.ages import age_in
from backend.queues.service import looking
from backend.reception.carrying_out import carried_out
from backend.services import Services
from backend.web.addresses import PREFIX
from backend.web.openapi import takes
from backend.web.requests import parsed, read_json_text

CODES_WITHIN_HOUR: Final = 5  # of one number, right or wrong: four digits would fall in some thousand tries
CODES_OF_KIOSK: Final = 30
BODIES = (QueueCodeIn,)


def look_routes(services: Services) -> APIRouter:
    """A POST, since the code must stand in no address."""
    router = APIRouter(prefix=PREFIX, tags=["queues"])

    @router.post(
        "/queue-applications/{number}/look",
        response_model=QueueLook,
        openapi_extra=takes(QueueCodeIn),
    )
    async def look(request: Request, number: QueueNumber) -> Response:
        moment = services.moment(request)
        body = await read_json_text(request)
        code = parsed(body, QueueCodeIn).code

        def work(connection: Connection) -> QueueLook | Refusal:
            if not kiosks.serves(connection, moment.kiosk):
                return Refusal("kiosk-withdrawn")
            return shown(connection, moment, number, code)

        return await carried_out(services, request, ("queue-look", number, moment.kiosk), body, work)

    def shown(connection: Connection, moment: Moment, number: str, code: str) -> QueueLook | Refusal:
        """Each try is counted, and the count is committed."""
        kiosk_key, number_key = f"queue-codes:{moment.kiosk}", f"queue:{number}"
        allowed = proving.may_ask(connection, kiosk_key, CODES_OF_KIOSK, moment.now)
        if not allowed or not proving.may_ask(connection, number_key, CODES_WITHIN_HOUR, moment.now):
            return Refusal("too-many-attempts")
        found = looking.by_number(connection, number)
        right = hmac.compare_digest(telling.code_of(services.vault, number), code)
        if found is None or not right:
            return Refusal("queue-unknown")
        standing = looking.standing(connection, found.application, with_history=False)
        return QueueLook(
            number=number,
            kind=found.kind,
            state=found.state,
            year=found.wanted_year,
            age=age_in(found.kind, found.cohort, found.wanted_year),
            registered_at=found.registered_at,
            positions=tuple(telling.position(each, with_right=False) for each in standing.positions),
            offer=telling.offer(standing.offers),
            server_time=moment.now,
        )

    return router
