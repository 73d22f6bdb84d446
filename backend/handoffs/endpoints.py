"""HTTP of handoff codes: kiosks leave answers, operators open them; a kiosk opens none."""

from __future__ import annotations

from functools import partial
from hashlib import sha256
from secrets import randbelow, token_bytes

from fastapi import APIRouter, Request
from sqlalchemy import Connection
from starlette.responses import Response

from backend.contract.handoffs import (
    CODE_DIGITS,
    HandoffCode,
    HandoffIn,
    HandoffOpening,
    OpenedHandoff,
    SlipIn,
)
from backend.errors import Refusal, Refused
from backend.handoffs import service
from backend.handoffs.service import LOCKED_FOR, FreshCode, Opening
from backend.idempotency.sealing import SEAL_NONCE_BYTES
from backend.idempotency.service import GivenAnswer, OnceRequest, once
from backend.services import Services
from backend.web.addresses import PREFIX
from backend.web.answers import COMMON_HEADERS, answer
from backend.web.openapi import takes
from backend.web.requests import idempotency_key, json_body, parsed, read_json_text

OPENING_ROLES = ("operator", "supervisor")
CODES_DRAWN = 4
BODIES = (HandoffIn, SlipIn, HandoffOpening)


def handoff_routes(services: Services) -> APIRouter:
    """A kiosk needs no card for it: what is left says nothing about who left it."""
    router = APIRouter(prefix=PREFIX, tags=["handoffs"])

    @router.post("/handoffs", status_code=201, response_model=HandoffCode, openapi_extra=takes(HandoffIn))
    async def leave_handoff(request: Request) -> Response:
        return await left(request, HandoffIn)

    @router.post("/slips", status_code=201, response_model=HandoffCode, openapi_extra=takes(SlipIn))
    async def leave_slip(request: Request) -> Response:
        return await left(request, SlipIn)

    @router.post("/handoffs/open", response_model=OpenedHandoff, openapi_extra=takes(HandoffOpening))
    async def open_handoff(request: Request) -> Response:
        caller = services.caller(request, *OPENING_ROLES)
        asked = await json_body(request, HandoffOpening)
        opening = Opening(asked.code, f"operator:{caller.subject}", services.clock())
        outcome = await services.database.write(
            partial(service.open_code, opening=opening, vault=services.vault)
        )
        if isinstance(outcome, Refusal):
            wait = int(LOCKED_FOR.total_seconds()) if outcome.code == "too-many-attempts" else None
            raise Refused(outcome.code, retry_after=wait)
        return answer(outcome)

    async def left(request: Request, kind: type[HandoffIn] | type[SlipIn]) -> Response:
        moment = services.moment(request)
        body = await read_json_text(request)
        content = parsed(body, kind)
        fresh = FreshCode(tuple(new_code() for _ in range(CODES_DRAWN)), token_bytes(SEAL_NONCE_BYTES))
        asked_hash = sha256(f"{kind.__name__}\n{moment.kiosk}\n".encode() + body).hexdigest()
        # Under the vault's key: so little is left that a bare hash could be guessed through.
        request_hash = services.vault.hash_of("idempotency", asked_hash)
        asked = OnceRequest(idempotency_key(request), request_hash, moment.now, token_bytes(SEAL_NONCE_BYTES))

        def work(connection: Connection) -> GivenAnswer | Refusal:
            outcome = service.leave(connection, moment, content, fresh, services.vault)
            if isinstance(outcome, Refusal):
                return outcome
            told = HandoffCode(code=outcome.code, expires_at=outcome.expires_at)
            return GivenAnswer(201, told.model_dump_json().encode())

        outcome = await services.database.write(
            lambda connection: once(connection, asked, services.seal, work)
        )
        if isinstance(outcome, Refusal):
            raise outcome.raised()
        return Response(outcome.content, outcome.status, COMMON_HEADERS, media_type="application/json")

    return router


def new_code() -> str:
    """Eight random digits."""
    return f"{randbelow(10**CODE_DIGITS):0{CODE_DIGITS}d}"
