"""HTTP of handoff codes: kiosks leave answers for operators, operators for kiosks; nobody opens their own."""

from __future__ import annotations

from collections.abc import Callable
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
from backend.handoffs.service import LOCKED_FOR, FreshCode, LeftCode, Opening
from backend.idempotency.sealing import SEAL_NONCE_BYTES
from backend.idempotency.service import GivenAnswer, OnceRequest, once
from backend.services import Services
from backend.web.addresses import PREFIX
from backend.web.answers import COMMON_HEADERS, answer
from backend.web.openapi import takes
from backend.web.requests import idempotency_key, json_body, parsed, read_json_text

OPENING_ROLES = ("operator", "supervisor")
DESK_ROLES = ("operator", "case_worker", "supervisor")
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
        return opened(outcome)

    @router.post("/handoffs/continue", response_model=OpenedHandoff, openapi_extra=takes(HandoffOpening))
    async def go_on(request: Request) -> Response:
        moment = services.moment(request)
        code = (await json_body(request, HandoffOpening)).code
        work = partial(service.go_on_at_kiosk, moment=moment, code=code, vault=services.vault)
        return opened(await services.database.write(work))

    @router.post(
        "/desk/handoffs", status_code=201, response_model=HandoffCode, openapi_extra=takes(HandoffIn)
    )
    async def leave_at_desk(request: Request) -> Response:
        actor, now = f"operator:{services.caller(request, *DESK_ROLES).subject}", services.clock()
        body = await read_json_text(request)
        content, fresh = parsed(body, HandoffIn), fresh_code()
        return await kept(
            request,
            f"desk\n{actor}\n",
            body,
            partial(
                service.leave_at_desk,
                actor=actor,
                now=now,
                content=content,
                fresh=fresh,
                vault=services.vault,
            ),
        )

    async def left(request: Request, kind: type[HandoffIn] | type[SlipIn]) -> Response:
        moment = services.moment(request)
        body = await read_json_text(request)
        content, fresh = parsed(body, kind), fresh_code()
        work = partial(service.leave, moment=moment, content=content, fresh=fresh, vault=services.vault)
        return await kept(request, f"{kind.__name__}\n{moment.kiosk}\n", body, work)

    async def kept(
        request: Request, scope: str, body: bytes, leave: Callable[[Connection], LeftCode | Refusal]
    ) -> Response:
        # Under the vault's key: so little is left that a bare hash could be guessed through.
        request_hash = services.vault.hash_of("idempotency", sha256(scope.encode() + body).hexdigest())
        nonce = token_bytes(SEAL_NONCE_BYTES)
        asked = OnceRequest(idempotency_key(request), request_hash, services.clock(), nonce)

        def work(connection: Connection) -> GivenAnswer | Refusal:
            outcome = leave(connection)
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


def opened(outcome: OpenedHandoff | Refusal) -> Response:
    """What lay there; a refusal that was committed is raised now."""
    if isinstance(outcome, Refusal):
        wait = int(LOCKED_FOR.total_seconds()) if outcome.code == "too-many-attempts" else None
        raise Refused(outcome.code, retry_after=wait)
    return answer(outcome)


def fresh_code() -> FreshCode:
    """Drawn outside the transaction, with spares."""
    return FreshCode(tuple(new_code() for _ in range(CODES_DRAWN)), token_bytes(SEAL_NONCE_BYTES))


def new_code() -> str:
    """Eight random digits."""
    return f"{randbelow(10**CODE_DIGITS):0{CODE_DIGITS}d}"
