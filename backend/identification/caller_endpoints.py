"""HTTP of the caller in a contact: who may it be, what may be said, the file, the registered number."""

from __future__ import annotations

from functools import partial
from typing import Annotated

from fastapi import APIRouter, Query, Request
from sqlalchemy import Connection
from starlette.responses import Response

from backend.clock import day_in
from backend.contacts.service import looking
from backend.contacts.values import draw_fresh
from backend.contract.callers import CallerPage, DeskFile, FilePart
from backend.contract.contacts import Contact
from backend.identification.asking import ContactId, Purpose, by_of
from backend.identification.gate import in_hand_of
from backend.identification.service import caller_page, desk_file, ringing_back
from backend.identification.values import Look
from backend.in_hand import in_hand_at
from backend.reception.carrying_out import carried_out
from backend.services import Services
from backend.web.addresses import PREFIX
from backend.web.answers import answer

MOST_PARTS = 10
Parts = Annotated[tuple[FilePart, ...], Query(alias="part", min_length=1, max_length=MOST_PARTS)]


def caller_routes(services: Services) -> APIRouter:
    """All of it belongs to a contact of the operator's own."""
    router = APIRouter(prefix=PREFIX, tags=["identification"])

    @router.get("/desk/contacts/{contact}/caller", response_model=CallerPage)
    async def caller(
        request: Request, contact: ContactId, purpose: Purpose, *, others: bool = False
    ) -> Response:
        by, in_hand = by_of(services, request), await in_hand_of(services, request)
        look = Look(by, in_hand, purpose, day_in(by.now, services.zone))
        work = partial(caller_page.page, vault=services.vault, look=look, others=others)
        return answer(await services.database.write(work))

    @router.get("/desk/contacts/{contact}/file", response_model=DeskFile)
    async def file(request: Request, contact: ContactId, purpose: Purpose, part: Parts) -> Response:
        by = by_of(services, request)
        look = Look(by, in_hand_at(request), purpose, day_in(by.now, services.zone))
        work = partial(desk_file.file, policy=services.identification, look=look, parts=part)
        return answer(await services.database.write(work))

    @router.post("/desk/contacts/{contact}/registered-number/call", response_model=Contact)
    async def ring(request: Request, contact: ContactId) -> Response:
        by, fresh = by_of(services, request), draw_fresh()

        def work(connection: Connection) -> Contact:
            opened = ringing_back.ring_back(connection, services.vault, by, contact, fresh)
            return looking.told(services.vault, opened, by.now)

        return await carried_out(services, request, ("registered-number", contact, by.operator), b"", work)

    return router
