"""HTTP of identification: the policy, the ways to a level, the person's page, code words, lost cards."""

from __future__ import annotations

import asyncio
from functools import partial
from typing import Annotated, TypeVar

from fastapi import APIRouter, Path, Request
from sqlalchemy import Connection
from starlette.responses import Response

from backend.card_sessions import service as card_sessions
from backend.clock import day_in
from backend.contract.identification import (
    BlockedCard,
    CardBlockIn,
    CardUnblockIn,
    CodeWordIn,
    DeskPerson,
    IdentificationPolicy,
    Identified,
    IdentifyByCallBackIn,
    IdentifyByCodeWordIn,
    IdentifyByDataIn,
    LevelPolicy,
    Question,
)
from backend.contract.tokens import SESSION_HEADER
from backend.errors import Refusal, Refused
from backend.identification.asking import ContactId, Purpose, by_of
from backend.identification.caller_endpoints import caller_routes
from backend.identification.gate import DESK_ROLES
from backend.identification.service import code_words, levels, lost_cards, person_page
from backend.identification.service.tries import LOCKED_FOR
from backend.identification.values import Look
from backend.in_hand import in_hand_at
from backend.services import Services
from backend.web.addresses import PREFIX
from backend.web.answers import answer, nothing
from backend.web.openapi import takes
from backend.web.requests import json_body

BODIES = (
    IdentifyByDataIn,
    IdentifyByCodeWordIn,
    IdentifyByCallBackIn,
    CodeWordIn,
    CardBlockIn,
    CardUnblockIn,
)
Outcome = TypeVar("Outcome")
PersonId = Annotated[str, Path(pattern=r"^[0-9A-Za-z-]{1,36}$")]


def identification_routes(services: Services) -> APIRouter:
    """All doors of identification."""
    router = APIRouter()
    for routes in (_level_routes, _person_routes, _card_routes, caller_routes):
        router.include_router(routes(services))
    return router


def _level_routes(services: Services) -> APIRouter:
    router = APIRouter(prefix=PREFIX, tags=["identification"])

    @router.get("/desk/identification", response_model=IdentificationPolicy)
    async def policy(request: Request) -> Response:
        services.caller(request, *DESK_ROLES)
        known = services.identification
        return answer(
            IdentificationPolicy(
                levels=tuple(
                    LevelPolicy(level=each.id, title=each.title.ru, how=each.how.ru, say=each.say, do=each.do)
                    for each in known.levels.values()
                ),
                questions=tuple(
                    Question(id=each.id, title=each.title.ru, always=each.always) for each in known.questions
                ),
            )
        )

    @router.post(
        "/desk/contacts/{contact}/identification/data",
        response_model=Identified,
        openapi_extra=takes(IdentifyByDataIn),
    )
    async def by_data(request: Request, contact: ContactId) -> Response:
        by, told = by_of(services, request), await json_body(request, IdentifyByDataIn)
        return identified(
            contact,
            await services.database.write(partial(levels.by_data, by=by, contact=contact, told=told)),
        )

    @router.post(
        "/desk/contacts/{contact}/identification/code-word",
        response_model=Identified,
        openapi_extra=takes(IdentifyByCodeWordIn),
    )
    async def by_code_word(request: Request, contact: ContactId) -> Response:
        by, told = by_of(services, request), await json_body(request, IdentifyByCodeWordIn)
        compared = await services.database.read(partial(levels.word_to_compare, by=by, contact=contact))
        fits = await services.passwords.fits(compared.word_hash, code_words.spoken(told.word))
        work = partial(levels.by_code_word, by=by, contact=contact, told=told, compared=compared, fits=fits)
        return identified(contact, await services.database.write(work))

    @router.post(
        "/desk/contacts/{contact}/identification/call-back",
        response_model=Identified,
        openapi_extra=takes(IdentifyByCallBackIn),
    )
    async def by_call_back(request: Request, contact: ContactId) -> Response:
        by, told = by_of(services, request), await json_body(request, IdentifyByCallBackIn)
        work = partial(levels.by_call_back, by=by, contact=contact, told=told, vault=services.vault)
        return identified(contact, await services.database.write(work))

    def identified(contact: str, outcome: str | Refusal) -> Response:
        level = unrefused(outcome)
        known = services.identification
        say, do = known.said_at(level), known.done_at(level)
        return answer(Identified(contact=contact, level=level, say=say, do=do))

    return router


def _person_routes(services: Services) -> APIRouter:
    router = APIRouter(prefix=PREFIX, tags=["identification"])

    @router.get("/desk/people/{person}", response_model=DeskPerson)
    async def page(request: Request, person: PersonId, purpose: Purpose) -> Response:
        by = by_of(services, request)
        look = Look(by, in_hand_at(request), purpose, day_in(by.now, services.zone))
        work = partial(person_page.page, policy=services.identification, look=look, person=person)
        return answer(await services.database.write(work))

    @router.put("/desk/people/{person}/code-word", status_code=204, openapi_extra=takes(CodeWordIn))
    async def set_at_desk(request: Request, person: PersonId) -> Response:
        by, told = by_of(services, request), await json_body(request, CodeWordIn)
        in_hand_at(request).about(person)
        hashed = await asyncio.to_thread(code_words.hash_of, told.word)
        await services.database.write(
            partial(
                code_words.put, person=person, word=told.word, word_hash=hashed, actor=by.actor, now=by.now
            )
        )
        return nothing()

    @router.put("/code-word", status_code=204, openapi_extra=takes(CodeWordIn))
    async def set_by_holder(request: Request) -> Response:
        """At a kiosk, with card and PIN."""
        moment, session = services.moment(request), request.headers.get(SESSION_HEADER, "")
        told = await json_body(request, CodeWordIn)
        holder = await services.database.write(
            partial(card_sessions.holder_of, moment=moment, session=session)
        )
        if isinstance(holder, Refusal):
            raise holder.raised()
        hashed = await asyncio.to_thread(code_words.hash_of, told.word)

        def work(connection: Connection) -> None:
            code_words.put(connection, holder.person, told.word, hashed, moment.actor, moment.now)

        await services.database.write(work)
        return nothing()

    return router


def _card_routes(services: Services) -> APIRouter:
    router = APIRouter(prefix=PREFIX, tags=["identification"])

    @router.post("/desk/cards/block", response_model=BlockedCard, openapi_extra=takes(CardBlockIn))
    async def block(request: Request) -> Response:
        by, told = by_of(services, request), await json_body(request, CardBlockIn)
        outcome = await services.database.write(partial(lost_cards.block, by=by, told=told))
        return answer(BlockedCard(done=unrefused(outcome)))

    @router.post("/desk/cards/unblock", response_model=BlockedCard, openapi_extra=takes(CardUnblockIn))
    async def unblock(request: Request) -> Response:
        by, told = by_of(services, request), await json_body(request, CardUnblockIn)
        in_hand_at(request).about(told.person)
        await services.database.write(
            partial(lost_cards.unblock, by=by, person=told.person, purpose=told.purpose)
        )
        return answer(BlockedCard(done=True))

    return router


def unrefused(outcome: Outcome | Refusal) -> Outcome:
    """The outcome; a refusal that was committed is raised now."""
    if isinstance(outcome, Refusal):
        wait = int(LOCKED_FOR.total_seconds()) if outcome.code == "too-many-attempts" else None
        raise Refused(outcome.code, retry_after=wait)
    return outcome
