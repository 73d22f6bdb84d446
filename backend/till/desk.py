"""HTTP of the till: money that fits no invoice, and refunds, for operators to settle."""

from __future__ import annotations

from typing import Annotated, Literal

from fastapi import APIRouter, Path, Query, Request
from sqlalchemy import Connection
from starlette.responses import Response

from backend.audit import service as audit
from backend.audit.service import AuditEvent
from backend.contract.payments import (
    MoneyItem,
    MoneyItems,
    RefundDoneIn,
    RefundItem,
    RefundItems,
    SettleIn,
)
from backend.errors import Refused
from backend.payments.service import settling
from backend.reception.carrying_out import carried_out
from backend.reception.desk import desk_of
from backend.services import Services
from backend.web.addresses import PREFIX
from backend.web.answers import answer
from backend.web.openapi import takes
from backend.web.requests import parsed, read_json_text

BODIES = (SettleIn, RefundDoneIn)
ItemId = Annotated[str, Path(pattern=r"^[0-9a-f-]{36}$")]
RefundState = Annotated[Literal["due", "done"], Query()]


def till_routes(services: Services) -> APIRouter:
    """Nothing here says who paid: that stands at the bank, under the document's number."""
    router = APIRouter(prefix=PREFIX, tags=["payments"])

    @router.get("/desk/money", response_model=MoneyItems)
    async def list_money(request: Request) -> Response:
        now = desk_of(services, request).now
        found = await services.database.read(lambda connection: settling.to_decide(connection, now))
        return answer(MoneyItems(money=found))

    @router.post("/desk/money/{money}/settle", response_model=MoneyItem, openapi_extra=takes(SettleIn))
    async def settle(request: Request, money: ItemId) -> Response:
        desk, body = desk_of(services, request), await read_json_text(request)
        asked = parsed(body, SettleIn)
        if (asked.what == "credit") != bool(asked.invoice):
            raise Refused("body-invalid", errors=[{"at": "invoice", "why": "to_credit_only"}])

        def work(connection: Connection) -> MoneyItem:
            if asked.what == "credit":
                item = settling.credit_to(connection, money, asked.invoice, desk.now, services.tell)
            elif asked.what == "set_aside":
                item = settling.set_aside(connection, money, desk.now)
            else:
                item = settling.send_back(connection, money, desk.now)
            audit.record(connection, AuditEvent(desk.now, desk.asking.actor, f"payment.{asked.what}"))
            return item

        return await carried_out(services, request, ("settle", money, desk.asking.actor), body, work)

    @router.get("/desk/refunds", response_model=RefundItems)
    async def list_refunds(request: Request, state: RefundState = "due") -> Response:
        desk_of(services, request)
        found = await services.database.read(lambda connection: settling.refunds(connection, state))
        return answer(RefundItems(refunds=found))

    @router.post("/desk/refunds/{refund}/done", response_model=RefundItem, openapi_extra=takes(RefundDoneIn))
    async def refunded(request: Request, refund: ItemId) -> Response:
        desk, body = desk_of(services, request), await read_json_text(request)
        document = parsed(body, RefundDoneIn).document

        def work(connection: Connection) -> RefundItem:
            actor = desk.asking.actor
            item = settling.mark_refunded(connection, refund, document, actor, desk.now)
            audit.record(connection, AuditEvent(desk.now, actor, "payment.refunded"))
            return item

        return await carried_out(services, request, ("refunded", refund, desk.asking.actor), body, work)

    return router
