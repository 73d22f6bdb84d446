"""HTTP of filings: deliveries of kiosks' outboxes, changes by holders, refused ones for operators."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from hashlib import sha256
from secrets import token_bytes
from typing import Annotated

from fastapi import APIRouter, Path, Query, Request
from sqlalchemy import Connection
from starlette.responses import Response

from backend.card_sessions.endpoints import session_of
from backend.clock import day_in
from backend.contract.requests import (
    CorrectionIn,
    Delivery,
    DeliveryAnswer,
    OwnRequest,
    RefusedDeliveries,
    RefusedFiling,
)
from backend.errors import Refusal, Refused
from backend.idempotency.sealing import SEAL_NONCE_BYTES
from backend.idempotency.service import GivenAnswer, OnceRequest, once
from backend.identification.gate import in_hand_of
from backend.in_hand import NOBODY
from backend.moment import Moment
from backend.outbox.opened import EARLY, open_delivery
from backend.outbox.service import delivering, refused
from backend.outbox.service.delivering import Arrived, OwnChange
from backend.outbox.service.refused import Looking
from backend.sealing_key import SealedToAnother
from backend.services import Services
from backend.web.addresses import PREFIX
from backend.web.answers import COMMON_HEADERS, answer, nothing
from backend.web.openapi import takes
from backend.web.requests import idempotency_key, parsed, read_body, read_json_text

OFFICE_ROLES = ("operator", "case_worker", "supervisor")
SEE_REQUESTS = "see_requests"  # an action of the identification policy
RequestNumber = Annotated[str, Path(pattern=r"^[0-9]{2}-[0-9]{6,9}$")]
ReceiptCode = Annotated[str, Path(pattern=r"^[0-9A-Z-]{6,24}$")]
KioskId = Annotated[str, Query(pattern=r"^[0-9A-Za-z-]{1,40}$")]
LATER_SECONDS = 600
BODIES = (Delivery, CorrectionIn)
Work = Callable[[Connection], GivenAnswer | Refusal]


def outbox_routes(services: Services) -> APIRouter:
    """Everything that makes or changes a request."""
    router = APIRouter(prefix=PREFIX, tags=["requests"])

    @router.post("/outbox/deliveries", response_model=DeliveryAnswer, openapi_extra=takes(Delivery))
    async def take_delivery(request: Request) -> Response:
        moment = services.moment(request)
        body = await read_json_text(request)
        delivery = parsed(body, Delivery)
        try:
            opened = open_delivery(delivery, services.sealing_key, services.verifier, moment.now)
        except SealedToAnother as lost:
            services.log.error("outbox", code=lost.code)
            raise Refused(lost.code, retry_after=LATER_SECONDS) from None
        if opened == Refusal(EARLY):
            raise Refused(EARLY, retry_after=LATER_SECONDS)
        day = None if isinstance(opened, Refusal) else day_in(opened.filing.filed_at, services.zone)
        key = idempotency_key(request)
        arrived = Arrived(delivery, key, opened, day)

        def work(connection: Connection) -> GivenAnswer | Refusal:
            outcome = delivering.deliver(connection, moment, arrived, services.disclosure, services.catalogue)
            return outcome if isinstance(outcome, Refusal) else kept(outcome)

        return await carried_out(once_request(key, b"deliver", meant(delivery), moment), work)

    @router.post(
        "/requests/{number}/correction", response_model=OwnRequest, openapi_extra=takes(CorrectionIn)
    )
    async def correct(request: Request, number: RequestNumber) -> Response:
        moment = services.moment(request)
        body = await read_json_text(request)
        return await changed(request, moment, number, body, parsed(body, CorrectionIn))

    @router.post("/requests/{number}/withdrawal", response_model=OwnRequest)
    async def withdraw(request: Request, number: RequestNumber) -> Response:
        moment = services.moment(request)
        if await read_body(request):
            raise Refused("body-invalid")
        return await changed(request, moment, number, b"", None)

    @router.get("/outbox/refused", response_model=RefusedDeliveries)
    async def list_refused(request: Request) -> Response:
        services.caller(request, *OFFICE_ROLES)
        return answer(await services.database.read(refused.listed))

    @router.get("/outbox/refused/{receipt_code}", response_model=RefusedFiling)
    async def look_into_refused(request: Request, receipt_code: ReceiptCode, kiosk: KioskId) -> Response:
        looking, key = await looking_of(services, request), services.sealing_key
        work = partial(refused.look, receipt_code=receipt_code, kiosk=kiosk, key=key, looking=looking)
        outcome = await services.database.write(work)
        if isinstance(outcome, Refusal):
            raise outcome.raised()
        return answer(outcome)

    @router.post("/outbox/refused/{receipt_code}/settlement", status_code=204)
    async def settle(request: Request, receipt_code: ReceiptCode, kiosk: KioskId) -> Response:
        return await done(request, partial(refused.settle, receipt_code=receipt_code, kiosk=kiosk))

    @router.delete("/outbox/refused/{receipt_code}/settlement", status_code=204)
    async def reopen(request: Request, receipt_code: ReceiptCode, kiosk: KioskId) -> Response:
        return await done(request, partial(refused.reopen, receipt_code=receipt_code, kiosk=kiosk))

    async def done(request: Request, step: Callable[..., Refusal | None]) -> Response:
        actor = f"operator:{services.caller(request, *OFFICE_ROLES).subject}"
        refusal = await services.database.write(partial(step, actor=actor, now=services.clock()))
        if refusal is not None:
            raise refusal.raised()
        return nothing()

    async def changed(
        request: Request, moment: Moment, number: str, body: bytes, correction: CorrectionIn | None
    ) -> Response:
        key, session = idempotency_key(request), session_of(request)
        change = OwnChange(session, number, key, correction)

        def work(connection: Connection) -> GivenAnswer | Refusal:
            outcome = delivering.change_own(
                connection, moment, change, services.disclosure, services.catalogue
            )
            return outcome if isinstance(outcome, Refusal) else kept(outcome)

        # The session belongs to the request: nobody else's key fetches its answer.
        scope = f"change\n{number}\n{session}".encode()
        return await carried_out(once_request(key, scope, body, moment), work)

    async def carried_out(asked: OnceRequest, work: Work) -> Response:
        outcome = await services.database.write(
            lambda connection: once(connection, asked, services.seal, work)
        )
        if isinstance(outcome, Refusal):
            raise outcome.raised()
        return Response(outcome.content, outcome.status, COMMON_HEADERS, media_type="application/json")

    return router


async def looking_of(services: Services, request: Request) -> Looking:
    """Who looks into a refused delivery, and whose requests they may see now."""
    actor = f"operator:{services.caller(request, *OFFICE_ROLES).subject}"
    in_hand = await in_hand_of(services, request)
    may_see = services.identification.allows(in_hand.level, SEE_REQUESTS)
    return Looking(actor, services.clock(), in_hand if may_see else NOBODY)


def once_request(key: str, scope: bytes, body: bytes, moment: Moment) -> OnceRequest:
    """The request as idempotency knows it."""
    request_hash = sha256(scope + b"\n" + body).hexdigest()
    return OnceRequest(key, request_hash, moment.now, token_bytes(SEAL_NONCE_BYTES))


def meant(delivery: Delivery) -> bytes:
    """What makes a delivery the same one: a kiosk's next version may write the same row as other JSON."""
    return delivery.receipt_code.encode() + b"\n" + delivery.sealed


def kept(value: DeliveryAnswer | OwnRequest) -> GivenAnswer:
    return GivenAnswer(200, value.model_dump_json().encode())
