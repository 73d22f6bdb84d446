"""HTTP of invoices for whoever stands at a kiosk: how far one is, and that a terminal took money."""

from __future__ import annotations

from fastapi import APIRouter, Request
from sqlalchemy import Connection
from starlette.responses import Response

from backend.bookings.service import looking, proving
from backend.bookings.values import ByToken
from backend.contract.bookings import BookingNumber
from backend.contract.payments import Invoice, InvoiceAskIn, TerminalSlipIn
from backend.errors import Refusal, Refused
from backend.kiosks import service as kiosks
from backend.payments.service import reading, taking_money
from backend.payments.service.telling import invoice_told
from backend.payments.values import MoneyTold
from backend.reception.carrying_out import HOUR, carried_out
from backend.reception.holds import HoldId, token_of
from backend.reception.rights import by_either, check_one_right, journal
from backend.reception.what_is_free import session_if_any
from backend.services import Services
from backend.till.sources import slip_key
from backend.web.addresses import PREFIX
from backend.web.answers import answer
from backend.web.openapi import takes
from backend.web.requests import json_body, parsed, read_json_text

BODIES = (InvoiceAskIn, TerminalSlipIn)


def invoice_routes(services: Services) -> APIRouter:
    """By the hold's token just after confirming; later at level 2, or by the code on the paper."""
    router = APIRouter(prefix=PREFIX, tags=["payments"])

    @router.get("/holds/{hold}/invoice", response_model=Invoice)
    async def of_hold(request: Request, hold: HoldId) -> Response:
        moment, token = services.moment(request), token_of(request)

        def work(connection: Connection) -> Invoice:
            prove(connection, hold, token)
            return told(connection, hold)

        def told(connection: Connection, hold: str) -> Invoice:
            return found(invoice_told(connection, hold, moment.now))

        return answer(await services.database.read(work))

    @router.post("/bookings/{number}/invoice", response_model=Invoice, openapi_extra=takes(InvoiceAskIn))
    async def of_booking(request: Request, number: BookingNumber) -> Response:
        moment, session = services.moment(request), session_if_any(request)
        code = (await json_body(request, InvoiceAskIn)).code
        check_one_right(session, code)

        def work(connection: Connection) -> Invoice | Refusal:
            shown = by_either(connection, services, moment, number, session, code)
            if isinstance(shown, Refusal):
                return shown
            journal(connection, moment, "booking.invoice", {shown.booked.person})
            return invoice_told(connection, shown.booked.party, moment.now) or Refusal("invoice-none")

        outcome = await services.database.write(work)
        if isinstance(outcome, Refusal):
            raise Refused(outcome.code, retry_after=HOUR if outcome.code == "too-many-attempts" else None)
        return answer(outcome)

    @router.post("/holds/{hold}/invoice/slips", response_model=Invoice, openapi_extra=takes(TerminalSlipIn))
    async def take_slip(request: Request, hold: HoldId) -> Response:
        moment, token = services.moment(request), token_of(request)
        body = await read_json_text(request)
        slip = parsed(body, TerminalSlipIn)

        def work(connection: Connection) -> Invoice | Refusal:
            if not kiosks.serves(connection, moment.kiosk):
                return Refusal("kiosk-withdrawn")
            prove(connection, hold, token)
            invoice = reading.invoice_of(connection, hold)
            if invoice is None:
                return Refusal("invoice-none")
            money = MoneyTold(
                source="terminal",
                source_key=slip_key(services.vault, slip.terminal, slip.reference),
                document=slip.reference,
                paid_on=slip.approved_at,
                amount_kopecks=slip.amount_kopecks,
                invoices=(invoice.number,),
                provider=invoice.payee.provider,
                confirmed=False,
            )
            taking_money.take(connection, money, moment.now, services.tell)
            return found(invoice_told(connection, hold, moment.now))

        return await carried_out(services, request, ("slip", moment.kiosk, hold, token), body, work)

    return router


def prove(connection: Connection, hold: str, token: str) -> None:
    """`booking-unknown` to whoever has not the hold's token."""
    party = looking.of_party(connection, hold)
    if not party:
        raise Refused("booking-unknown")
    proving.prove(party[0], ByToken(token))


def found(invoice: Invoice | None) -> Invoice:
    """`invoice-none` where nothing is paid by invoice."""
    if invoice is None:
        raise Refused("invoice-none")
    return invoice
