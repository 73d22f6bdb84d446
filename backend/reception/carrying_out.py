"""Carries a POST out once for its Idempotency-Key, and keeps the answer."""

from __future__ import annotations

from collections.abc import Callable
from hashlib import sha256
from secrets import token_bytes

from fastapi import Request
from pydantic import BaseModel
from sqlalchemy import Connection
from starlette.responses import Response

from backend.bookings.values import SlotTaken
from backend.errors import Refusal, Refused
from backend.idempotency.sealing import SEAL_NONCE_BYTES
from backend.idempotency.service import GivenAnswer, OnceRequest, once
from backend.reception import telling
from backend.services import Services
from backend.web.answers import COMMON_HEADERS
from backend.web.requests import idempotency_key

Work = Callable[[Connection], BaseModel | Refusal]
HOUR = 3600


async def carried_out(
    services: Services, request: Request, scope: tuple[str, ...], body: bytes, work: Work, status: int = 200
) -> Response:
    """The answer of `work`, or the one it gave before.

    `scope` says who asks for what: nobody else's key fetches an answer.
    """
    # Under the vault's key: so little is asked for that a bare hash could be guessed through.
    whole = sha256("\n".join(scope).encode() + b"\n" + body).hexdigest()
    asked = OnceRequest(
        idempotency_key(request),
        services.vault.hash_of("idempotency", whole),
        services.clock(),
        token_bytes(SEAL_NONCE_BYTES),
    )

    def kept(connection: Connection) -> GivenAnswer | Refusal:
        outcome = work(connection)
        if isinstance(outcome, Refusal):
            return outcome
        return GivenAnswer(status, outcome.model_dump_json().encode())

    try:
        outcome = await services.database.write(
            lambda connection: once(connection, asked, services.seal, kept)
        )
    except SlotTaken as taken:
        nearest = [telling.slot(each).model_dump(mode="json") for each in taken.alternatives]
        raise Refused(taken.code, alternatives=nearest) from None
    if isinstance(outcome, Refusal):
        wait = HOUR if outcome.code == "too-many-attempts" else None
        raise Refused(outcome.code, retry_after=wait, **outcome.more)
    return Response(outcome.content, outcome.status, COMMON_HEADERS, media_type="application/json")
