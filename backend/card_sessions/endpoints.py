"""HTTP of nonces, card sessions and personal files."""

from __future__ import annotations

from functools import partial
from typing import Annotated

from fastapi import APIRouter, Path, Request
from pydantic import BaseModel
from starlette.responses import Response

from backend.card_proof.verify import KeyKind
from backend.card_sessions import service
from backend.card_sessions.values import Proof
from backend.contract.cards import CardProofIn, CardSession, HolderSession, Nonces
from backend.contract.people import PersonalFile
from backend.contract.tokens import SESSION_HEADER
from backend.errors import Refusal, Refused
from backend.moment import Moment
from backend.nonces.service import draw_nonces
from backend.secret_values import new_secret
from backend.services import Services
from backend.web.addresses import PREFIX
from backend.web.answers import answer, nothing
from backend.web.direct_route import DirectRoute
from backend.web.openapi import takes
from backend.web.requests import json_body

SESSION_LENGTHS = range(32, 65)
PersonId = Annotated[str, Path(pattern=r"^[0-9A-Za-z-]{1,36}$")]
BODIES = (CardProofIn,)


def card_session_routes(services: Services) -> APIRouter:
    """Everything a kiosk asks after a card event."""
    router = APIRouter(prefix=PREFIX, tags=["cards"], route_class=DirectRoute)

    @router.post("/nonces", status_code=201, response_model=Nonces)
    async def take_nonces(request: Request) -> Response:
        moment = services.moment(request)
        fresh = draw_nonces(moment.now)
        refused = await services.database.write(partial(service.give_nonces, moment=moment, fresh=fresh))
        if refused is not None:
            raise refused.raised()
        return answer(fresh.contract(), 201)

    @router.post(
        "/card-sessions", status_code=201, response_model=CardSession, openapi_extra=takes(CardProofIn)
    )
    async def open_card_session(request: Request) -> Response:
        moment = services.moment(request)
        proof = await judged_proof(request, moment, "9E")
        work = partial(
            service.open_session,
            moment=moment,
            proof=proof,
            session=new_secret(),
            fresh=draw_nonces(moment.now),
            disclosure=services.disclosure,
        )
        return given(await services.database.write(work), 201)

    @router.post(
        "/card-sessions/current/holder",
        status_code=201,
        response_model=HolderSession,
        openapi_extra=takes(CardProofIn),
    )
    async def prove_holder(request: Request) -> Response:
        moment = services.moment(request)
        work = partial(
            service.raise_to_holder,
            moment=moment,
            session=session_of(request),
            proof=await judged_proof(request, moment, "9A"),
            fresh=draw_nonces(moment.now),
            disclosure=services.disclosure,
        )
        return given(await services.database.write(work), 201)

    @router.get("/people/{person}/file", response_model=PersonalFile)
    async def view_personal_file(request: Request, person: PersonId) -> Response:
        moment = services.moment(request)
        work = partial(
            service.view_file,
            moment=moment,
            session=session_of(request),
            person=person,
            disclosure=services.disclosure,
        )
        return given(await services.database.write(work), 200)

    @router.delete("/card-sessions/current", status_code=204)
    async def end_card_session(request: Request) -> Response:
        moment = services.moment(request)
        await services.database.write(
            partial(service.end_session, moment=moment, session=session_of(request))
        )
        return nothing()

    async def judged_proof(request: Request, moment: Moment, key: KeyKind) -> Proof:
        proof = await json_body(request, CardProofIn)
        return Proof(services.verifier.verify(moment.kiosk, proof, key, moment.now), proof.nonce)

    return router


def given(outcome: BaseModel | Refusal, status: int) -> Response:
    """The outcome of a committed transaction as an answer."""
    if isinstance(outcome, Refusal):
        raise outcome.raised()
    return answer(outcome, status)


def session_of(request: Request) -> str:
    """The Okno-Session header; `session-missing` without one."""
    session = request.headers.get(SESSION_HEADER, "")
    if not session:
        raise Refused("session-missing")
    if len(session) not in SESSION_LENGTHS:
        raise Refused("session-expired")
    return session
