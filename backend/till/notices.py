"""HTTP of notices: a bank or acquirer tells of money, sealed with a secret it shares with the region."""

from __future__ import annotations

from typing import Final

from fastapi import APIRouter, Request
from sqlalchemy import Connection
from starlette.responses import Response

from backend.audit import service as audit
from backend.audit.service import AuditEvent
from backend.contract.notice_seal import is_sealed
from backend.contract.payments import NOTICE_SIGNATURE_HEADER, NoticeTaken, PaymentNoticeIn
from backend.errors import Refused
from backend.payments.service import taking_money
from backend.payments.values import MoneyTaken, MoneyTold
from backend.services import Services
from backend.till.sources import notice_key, slip_key
from backend.web.addresses import PREFIX
from backend.web.answers import answer
from backend.web.openapi import takes
from backend.web.requests import parsed, read_json_text

BODIES = (PaymentNoticeIn,)
BANK: Final = "bank:notice"


def notice_routes(services: Services) -> APIRouter:
    """Without a token: the seal is the proof. The same notice again changes nothing."""
    router = APIRouter(prefix=PREFIX, tags=["payments"])

    @router.post("/payment-notices", response_model=NoticeTaken, openapi_extra=takes(PaymentNoticeIn))
    async def take_notice(request: Request) -> Response:
        now = services.clock()
        body = await read_json_text(request)
        header = request.headers.get(NOTICE_SIGNATURE_HEADER, "")
        if not is_sealed(services.notice_secret, body, header, now):
            raise Refused("notice-unsigned")
        notice = parsed(body, PaymentNoticeIn)
        vault = services.vault
        of_terminal = bool(notice.terminal and notice.reference)
        money = MoneyTold(
            source="notice",
            source_key=slip_key(vault, notice.terminal, notice.reference)
            if of_terminal
            else notice_key(vault, notice.notice),
            document=notice.notice,
            paid_on=notice.paid_at,
            amount_kopecks=notice.amount_kopecks,
            invoices=(notice.invoice,),
        )

        def work(connection: Connection) -> MoneyTaken:
            taken = taking_money.take(connection, money, now, services.tell)
            if taken.differs:
                raise Refused("notice-differs")
            if not taken.known:
                audit.record(connection, AuditEvent(now, BANK, "payment.notice"))
            return taken

        taken = await services.database.write(work)
        return answer(NoticeTaken(known=taken.known))

    return router
