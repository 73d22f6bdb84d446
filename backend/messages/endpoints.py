"""HTTP of messages that did not arrive, for those who can call people up."""

from __future__ import annotations

from functools import partial
from typing import Annotated

from fastapi import APIRouter, Path, Request
from sqlalchemy import Connection
from starlette.responses import Response

from backend.contract.messages import UnsentMessages
from backend.errors import Refused
from backend.messages import service
from backend.services import Services
from backend.web.addresses import PREFIX
from backend.web.answers import answer, nothing

OFFICE_ROLES = ("operator", "supervisor")
MessageId = Annotated[int, Path(ge=1, le=2**63 - 1)]


def message_routes(services: Services) -> APIRouter:
    """What an operator sees of messages."""
    router = APIRouter(prefix=PREFIX, tags=["messages"])

    @router.get("/messages/unsent", response_model=UnsentMessages)
    async def list_unsent(request: Request) -> Response:
        services.caller(request, *OFFICE_ROLES)
        return answer(await services.database.read(service.unsent))

    @router.post("/messages/{message}/settlement", status_code=204)
    async def settle(request: Request, message: MessageId) -> Response:
        caller = services.caller(request, *OFFICE_ROLES)
        actor = f"operator:{caller.subject}"
        work = partial(service.settle, message=message, actor=actor, now=services.clock())
        refusal = await services.database.write(work)
        if refusal is not None:
            raise refusal.raised()
        return nothing()

    @router.post("/messages/{message}/resending", status_code=204)
    async def resend(request: Request, message: MessageId) -> Response:
        caller = services.caller(request, *OFFICE_ROLES)
        actor, now = f"operator:{caller.subject}", services.clock()

        def work(connection: Connection) -> None:
            if service.unsent_one(connection, message) is None:
                raise Refused("message-unknown")
            if not services.resend(connection, message):
                raise Refused("message-stale")
            service.settle(connection, message, actor, now)

        await services.database.write(work)
        return nothing()

    return router
