"""HTTP of telephones: what they tell, and at which of them an operator sits."""

from __future__ import annotations

from functools import partial

from fastapi import APIRouter, Request
from starlette.responses import Response

from backend.contacts.values import draw_fresh
from backend.contract.notice_seal import is_sealed
from backend.contract.telephony import SEAL_HEADER, PhoneEvent, Seat, SeatIn
from backend.errors import Refused
from backend.services import Services
from backend.switchboard.contacts import by_of
from backend.telephony import service
from backend.web.addresses import PREFIX
from backend.web.answers import answer, nothing
from backend.web.openapi import takes
from backend.web.requests import json_body, parsed, read_json_text

BODIES = (PhoneEvent, SeatIn)


def telephony_routes(services: Services) -> APIRouter:
    """Events need no token: the seal by the line's own key is the proof. The same one again does nothing."""
    router = APIRouter(prefix=PREFIX, tags=["telephony"])

    @router.post("/telephony/events", status_code=204, openapi_extra=takes(PhoneEvent))
    async def hear(request: Request) -> Response:
        now, body = services.clock(), await read_json_text(request)
        event = parsed(body, PhoneEvent)
        key = await services.database.read(partial(service.key_of, vault=services.vault, line=event.line))
        if not is_sealed(key, body, request.headers.get(SEAL_HEADER, ""), now):
            raise Refused("line-seal-wrong")
        work = partial(service.hear, vault=services.vault, event=event, fresh=draw_fresh(), now=now)
        await services.database.write(work)
        return nothing()

    @router.get("/desk/line", response_model=Seat)
    async def where(request: Request) -> Response:
        by = by_of(services, request)
        return answer(await services.database.read(partial(service.seat_of, operator=by.operator)))

    @router.put("/desk/line", response_model=Seat, openapi_extra=takes(SeatIn))
    async def sit(request: Request) -> Response:
        by, seat = by_of(services, request), await json_body(request, SeatIn)
        return answer(await services.database.write(partial(service.sit, by=by, line=seat.line)))

    @router.delete("/desk/line", response_model=Seat)
    async def leave(request: Request) -> Response:
        by = by_of(services, request)
        return answer(await services.database.write(partial(service.leave, by=by)))

    return router
