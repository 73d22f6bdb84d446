"""HTTP of contacts: the operator's own call, one contact and its steps, promised calls."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from functools import partial
from typing import Annotated, Final

from fastapi import APIRouter, Path, Query, Request
from sqlalchemy import Connection, RowMapping
from starlette.responses import Response

from backend.contacts.service import beginning, calling_back, looking, passing_on, recording, talking
from backend.contacts.values import By, NewContact, draw_fresh
from backend.contract.contacts import (
    CallBack,
    CallBackIn,
    CallBackResultIn,
    CallBacks,
    Contact,
    ContactNotesIn,
    ContactOpenIn,
    ContactPersonIn,
    ContactStepIn,
    ContactTopicIn,
    ContactTransferIn,
    ContactWrapUpIn,
    DeskCall,
    PastContacts,
)
from backend.errors import Refused
from backend.people import phone
from backend.reception.carrying_out import carried_out
from backend.services import Services
from backend.web.addresses import PREFIX
from backend.web.answers import answer
from backend.web.openapi import takes
from backend.web.requests import json_body, parsed, read_json_text

DESK_ROLES: Final = ("operator", "supervisor")
LONGEST_WAIT: Final = 25  # seconds: proxies and clients give up after 30
LOOK_EVERY: Final = 0.4
ContactId = Annotated[str, Path(pattern=r"^[0-9a-f-]{36}$")]
Seen = Annotated[int, Query(ge=-1, le=2**31 - 1)]
Wait = Annotated[int, Query(ge=0, le=LONGEST_WAIT)]
BODIES = (
    ContactOpenIn,
    ContactPersonIn,
    ContactNotesIn,
    ContactStepIn,
    ContactTopicIn,
    ContactTransferIn,
    ContactWrapUpIn,
    CallBackIn,
    CallBackResultIn,
)
Change = Callable[[Connection], RowMapping]


def contact_routes(services: Services) -> APIRouter:
    """All doors of contacts."""
    router = APIRouter()
    for routes in (_call_routes, _contact_routes, _passing_routes, _call_back_routes):
        router.include_router(routes(services))
    return router


def by_of(services: Services, request: Request) -> By:
    """The operator who asks; `role-missing` for anybody else."""
    caller = services.caller(request, *DESK_ROLES)
    return By(caller.subject, services.clock(), "supervisor" in caller.roles)


async def wait_for_news(services: Services, request: Request, seen: int, wait: int) -> None:
    """Until the operator's turn is no longer `seen`, the seconds are over, or nobody waits any more."""
    turn = partial(looking.turn_of, operator=by_of(services, request).operator)
    rounds = int(wait / LOOK_EVERY)
    while rounds > 0 and await services.database.read(turn) == seen and not await request.is_disconnected():
        rounds -= 1
        await asyncio.sleep(LOOK_EVERY)


def _call_routes(services: Services) -> APIRouter:
    router = APIRouter(prefix=PREFIX, tags=["contacts"])

    @router.get("/desk/call", response_model=DeskCall)
    async def in_hand(request: Request, seen: Seen = -1, wait: Wait = 0) -> Response:
        """At once if anything changed since `seen`, else as soon as it does, or after `wait` seconds."""
        await wait_for_news(services, request, seen, wait)
        by = by_of(services, request)  # the token may have run out meanwhile
        return answer(await services.database.write(partial(looking.in_hand, vault=services.vault, by=by)))

    @router.post("/desk/contacts", response_model=Contact, openapi_extra=takes(ContactOpenIn))
    async def open_contact(request: Request) -> Response:
        by, told = by_of(services, request), await json_body(request, ContactOpenIn)
        new = NewContact(
            source=f"desk:{by.operator}",
            call=told.call,
            channel=told.channel,
            direction=told.direction,
            number=_number(told.number),
            training=told.training,
        )
        fresh = draw_fresh()
        return await _changed(
            services,
            by,
            lambda connection: beginning.open_at_desk(connection, services.vault, by, new, fresh),
        )

    return router


def _contact_routes(services: Services) -> APIRouter:
    router = APIRouter(prefix=PREFIX, tags=["contacts"])

    @router.get("/desk/contacts/{contact}", response_model=Contact)
    async def view(request: Request, contact: ContactId) -> Response:
        work = partial(looking.one, vault=services.vault, by=by_of(services, request), contact=contact)
        return answer(await services.database.write(work))

    @router.get("/desk/contacts/{contact}/earlier", response_model=PastContacts)
    async def earlier(request: Request, contact: ContactId) -> Response:
        work = partial(looking.earlier, vault=services.vault, by=by_of(services, request), contact=contact)
        return answer(await services.database.write(work))

    @router.put(
        "/desk/contacts/{contact}/person", response_model=Contact, openapi_extra=takes(ContactPersonIn)
    )
    async def attach(request: Request, contact: ContactId) -> Response:
        by, told = by_of(services, request), await json_body(request, ContactPersonIn)
        return await _changed(services, by, partial(recording.attach, by=by, contact=contact, told=told))

    @router.put("/desk/contacts/{contact}/notes", response_model=Contact, openapi_extra=takes(ContactNotesIn))
    async def write_notes(request: Request, contact: ContactId) -> Response:
        by, told = by_of(services, request), await json_body(request, ContactNotesIn)
        fresh = draw_fresh()
        return await _changed(
            services,
            by,
            lambda connection: recording.save_notes(connection, services.vault, by, contact, told, fresh),
        )

    @router.post("/desk/contacts/{contact}/steps", response_model=Contact, openapi_extra=takes(ContactStepIn))
    async def take_step(request: Request, contact: ContactId) -> Response:
        by, told = by_of(services, request), await json_body(request, ContactStepIn)
        return await _changed(services, by, partial(talking.step, by=by, contact=contact, which=told.step))

    @router.put("/desk/contacts/{contact}/topic", response_model=Contact, openapi_extra=takes(ContactTopicIn))
    async def choose_topic(request: Request, contact: ContactId) -> Response:
        by, told = by_of(services, request), await json_body(request, ContactTopicIn)
        return await _changed(
            services, by, partial(recording.choose_topic, by=by, contact=contact, topic=told.topic)
        )

    @router.post(
        "/desk/contacts/{contact}/wrap-up", response_model=Contact, openapi_extra=takes(ContactWrapUpIn)
    )
    async def wrap_up(request: Request, contact: ContactId) -> Response:
        by, told = by_of(services, request), await json_body(request, ContactWrapUpIn)
        return await _changed(services, by, partial(recording.wrap_up, by=by, contact=contact, told=told))

    return router


def _passing_routes(services: Services) -> APIRouter:
    """Each opens something, so each is carried out once for its key."""
    router = APIRouter(prefix=PREFIX, tags=["contacts"])

    @router.post(
        "/desk/contacts/{contact}/transfer", response_model=Contact, openapi_extra=takes(ContactTransferIn)
    )
    async def transfer(request: Request, contact: ContactId) -> Response:
        by, body = by_of(services, request), await read_json_text(request)
        colleague, fresh = parsed(body, ContactTransferIn).operator, draw_fresh()

        def work(connection: Connection) -> Contact:
            passed = passing_on.transfer(connection, services.vault, by, contact, colleague, fresh)
            return looking.told(services.vault, passed, by.now)

        return await carried_out(services, request, ("contact-transfer", contact, by.operator), body, work)

    @router.post(
        "/desk/contacts/{contact}/call-back", response_model=CallBack, openapi_extra=takes(CallBackIn)
    )
    async def promise(request: Request, contact: ContactId) -> Response:
        by, body = by_of(services, request), await read_json_text(request)
        told, fresh = parsed(body, CallBackIn), draw_fresh()
        number = _number(told.number)

        def work(connection: Connection) -> CallBack:
            return calling_back.promise(
                connection, services.vault, by, contact, number, told.wanted_at, fresh
            )

        return await carried_out(services, request, ("call-back", contact, by.operator), body, work)

    return router


def _call_back_routes(services: Services) -> APIRouter:
    router = APIRouter(prefix=PREFIX, tags=["contacts"])

    @router.get("/desk/call-backs", response_model=CallBacks)
    async def list_call_backs(request: Request) -> Response:
        work = partial(calling_back.waiting, by=by_of(services, request))
        return answer(CallBacks(call_backs=await services.database.read(work)))

    @router.post("/desk/call-backs/{call_back}/taking", response_model=Contact)
    async def take(request: Request, call_back: ContactId) -> Response:
        by, fresh = by_of(services, request), draw_fresh()

        def work(connection: Connection) -> Contact:
            opened = calling_back.take(connection, services.vault, by, call_back, fresh)
            return looking.told(services.vault, opened, by.now)

        return await carried_out(services, request, ("call-back-taking", call_back, by.operator), b"", work)

    @router.post(
        "/desk/call-backs/{call_back}/result",
        response_model=CallBack,
        openapi_extra=takes(CallBackResultIn),
    )
    async def result(request: Request, call_back: ContactId) -> Response:
        by, body = by_of(services, request), await read_json_text(request)
        reached = parsed(body, CallBackResultIn).reached

        def work(connection: Connection) -> CallBack:
            return calling_back.result(connection, by, call_back, reached=reached)

        return await carried_out(services, request, ("call-back-result", call_back, by.operator), body, work)

    return router


async def _changed(services: Services, by: By, change: Change) -> Response:
    def work(connection: Connection) -> Contact:
        return looking.told(services.vault, change(connection), by.now)

    return answer(await services.database.write(work))


def _number(written: str) -> str:
    """E.164, "" where none is given; `phone-invalid`."""
    if not written.strip():
        return ""
    try:
        return phone.parse(written)
    except phone.PhoneInvalid:
        raise Refused(phone.PhoneInvalid.code) from None
