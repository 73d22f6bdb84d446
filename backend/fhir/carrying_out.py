"""Carries an operation out in one transaction, and tells how."""

from __future__ import annotations

from collections.abc import Callable
from secrets import token_bytes
from typing import Final

from fastapi import Request
from sqlalchemy import Connection
from starlette.responses import Response

from backend.bookings.values import Asking, SlotTaken
from backend.contract.tokens import IDEMPOTENCY_HEADER
from backend.errors import Refusal, Refused
from backend.fhir.answers import fhir_bytes, require_json
from backend.fhir.appointments import client_who_asks
from backend.fhir.outcomes import FHIR_JSON
from backend.fhir.resources import Resource, instant, searchset
from backend.fhir.values import CHANGE_APPOINTMENTS, Client
from backend.idempotency.sealing import SEAL_NONCE_BYTES
from backend.idempotency.service import GivenAnswer, OnceRequest, once
from backend.services import Services
from backend.web.answers import COMMON_HEADERS
from backend.web.requests import idempotency_key

NOBODY_SEEN: Final = 0
Work = Callable[[Connection, Client, Asking], Resource]


def asker_of(services: Services, request: Request) -> str:
    """The client that may change appointments."""
    require_json(request)
    return services.caller(request, CHANGE_APPOINTMENTS).subject


async def carried_out(
    services: Services, request: Request, asker: str, work: Work, scope: tuple[str, ...]
) -> Response:
    """The answer of `work`; once only where the client sends an Idempotency-Key, which FHIR has none of."""
    now = services.clock()

    def kept(connection: Connection) -> GivenAnswer | Refusal:
        client = client_who_asks(connection, asker)
        asking = Asking(client.actor, "fhir", NOBODY_SEEN, now)
        return GivenAnswer(200, fhir_bytes(work(connection, client, asking)))

    asked: OnceRequest | None = None
    if request.headers.get(IDEMPOTENCY_HEADER):
        whole = services.vault.hash_of("idempotency", "\n".join(scope))
        asked = OnceRequest(idempotency_key(request), whole, now, token_bytes(SEAL_NONCE_BYTES))

    def perhaps_once(connection: Connection) -> GivenAnswer | Refusal:
        return kept(connection) if asked is None else once(connection, asked, services.seal, kept)

    try:
        outcome = await services.database.write(perhaps_once)
    except SlotTaken as taken:
        nearest = [
            {"slot": each.facts.slot, "starts_at": instant(each.facts.starts_at)}
            for each in taken.alternatives
        ]
        raise Refused(taken.code, alternatives=nearest) from None
    if isinstance(outcome, Refusal):
        raise outcome.raised()
    return Response(outcome.content, outcome.status, COMMON_HEADERS, media_type=FHIR_JSON)


def page_of(found: tuple[Resource, ...], base: str) -> Resource:
    """What an operation did, as the guide wants it: a Bundle, also of one."""
    return searchset(found, base, {"self": f"{base}/Appointment/{found[0]['id']}"})
