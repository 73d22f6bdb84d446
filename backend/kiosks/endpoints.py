"""HTTP of enrolment, tokens, heartbeats and the technicians' list."""

from __future__ import annotations

from functools import partial
from hashlib import sha256
from secrets import token_bytes
from uuid import uuid4

from fastapi import APIRouter, Request
from joserfc.errors import JoseError
from joserfc.jwk import ECKey
from sqlalchemy import Connection
from starlette.responses import Response

from backend.announcements import service as announcements
from backend.auth.assertions import claimed_kiosk, verify_assertion
from backend.contract.announcements import KioskAnnouncement
from backend.contract.kiosks import (
    EnrolledKiosk,
    Enrolment,
    Heartbeat,
    HeartbeatAnswer,
    KioskList,
    Token,
)
from backend.contract.tokens import ASSERTION_TYPE, GRANT_TYPE
from backend.errors import Refusal, Refused
from backend.idempotency.sealing import SEAL_NONCE_BYTES
from backend.idempotency.service import GivenAnswer, OnceRequest, once
from backend.kiosks import service
from backend.kiosks.service import EnrolmentAttempt
from backend.services import Services
from backend.web.addresses import PREFIX
from backend.web.answers import COMMON_HEADERS, answer
from backend.web.openapi import takes, takes_form
from backend.web.requests import form_body, idempotency_key, parsed, read_json_text

TECHNICIANS_LIST_ROLES = ("technician", "operator", "supervisor")
TOKEN_FORM = ("grant_type", "client_assertion_type", "client_assertion")
RETRY_AFTER_WRONG_CODES = int(service.WRONG_CODES_WINDOW.total_seconds())
BODIES = (Enrolment, Heartbeat)


def kiosk_routes(services: Services) -> APIRouter:
    """Everything about a kiosk as a device."""
    router = APIRouter(prefix=PREFIX, tags=["kiosks"])

    @router.post(
        "/kiosks/enrol", status_code=201, response_model=EnrolledKiosk, openapi_extra=takes(Enrolment)
    )
    async def enrol(request: Request) -> Response:
        body = await read_json_text(request)
        enrolment = parsed(body, Enrolment)
        now = services.clock()
        attempt = EnrolmentAttempt(
            code_hash=service.invitation_hash(services.vault, enrolment.code),
            public_key=p256_public_key(enrolment.public_key),
            address=request.client.host if request.client else "",
            now=now,
            kiosk=f"kiosk-{uuid4().hex[:12]}",
            failure=str(uuid4()),
        )
        once_request = OnceRequest(
            idempotency_key(request),
            sha256(b"enrol\n" + body).hexdigest(),
            now,
            token_bytes(SEAL_NONCE_BYTES),
        )
        outcome = await services.database.write(
            lambda connection: once(
                connection,
                once_request,
                services.seal,
                partial(enrolled, attempt=attempt, sealing_key=services.sealing_key.public_text),
            )
        )
        if isinstance(outcome, Refusal):
            wait = RETRY_AFTER_WRONG_CODES if outcome.code == "too-many-attempts" else None
            raise Refused(outcome.code, retry_after=wait)
        return Response(outcome.content, outcome.status, COMMON_HEADERS, media_type="application/json")

    @router.post("/token", response_model=Token, openapi_extra=takes_form(*TOKEN_FORM))
    async def give_token(request: Request) -> Response:
        form = await form_body(request)
        if form.get("grant_type") != GRANT_TYPE or form.get("client_assertion_type") != ASSERTION_TYPE:
            raise Refused("body-invalid")
        assertion = form.get("client_assertion", "")
        key = await services.database.read(partial(service.key_of, kiosk=claimed_kiosk(assertion)))
        if key is None:
            raise Refused("kiosk-unknown")
        if key.withdrawn:
            raise Refused("kiosk-withdrawn")
        now = services.clock()
        verified = verify_assertion(assertion, key.public_key, now)
        refused = await services.database.write(partial(service.burn_assertion, assertion=verified))
        if refused is not None:
            raise refused.raised()
        return answer(services.tokens.issue(verified.kiosk, ("kiosk",), now))

    @router.post("/heartbeats", response_model=HeartbeatAnswer, openapi_extra=takes(Heartbeat))
    async def hear(request: Request) -> Response:
        moment = services.moment(request)
        heartbeat = parsed(await read_json_text(request), Heartbeat)

        def work(connection: Connection) -> tuple[KioskAnnouncement, ...] | Refusal:
            refused = service.keep_heartbeat(connection, moment.kiosk, heartbeat, moment.now)
            return refused or announcements.at_kiosks(connection, moment.now)

        told = await services.database.write(work)
        if isinstance(told, Refusal):
            raise told.raised()
        published = services.published.current()
        return answer(
            HeartbeatAnswer(
                server_time=moment.now,
                pack_hash=services.disclosure.pack_hash,
                published_pack=published.file_hash if published else "",
                sealing_key=services.sealing_key.public_text,
                announcements=told,
            )
        )

    @router.get("/kiosks", response_model=KioskList)
    async def list_kiosks(request: Request) -> Response:
        services.caller(request, *TECHNICIANS_LIST_ROLES)
        published = services.published.current()
        expected = published.pack_hash if published else services.disclosure.pack_hash
        work = partial(service.statuses, now=services.clock(), pack_hash=expected)
        return answer(await services.database.report(work))

    return router


def enrolled(connection: Connection, attempt: EnrolmentAttempt, sealing_key: str) -> GivenAnswer | Refusal:
    """The enrolment as an answer that can be kept."""
    outcome = service.enrol(connection, attempt, sealing_key)
    if isinstance(outcome, Refusal):
        return outcome
    return GivenAnswer(201, outcome.model_dump_json().encode())


def p256_public_key(jwk: dict[str, str]) -> dict[str, str]:
    """The four public members of an EC P-256 JWK (RFC 7518, 6.2); `enrolment-key-invalid` otherwise."""
    try:
        key = ECKey.import_key(dict(jwk))
        public = {name: jwk[name] for name in ("kty", "crv", "x", "y")}
    except (JoseError, ValueError, KeyError, TypeError):
        raise Refused("enrolment-key-invalid") from None
    if public["crv"] != "P-256" or key.is_private:
        raise Refused("enrolment-key-invalid")
    return public
