"""HTTP of the journal: a POST, so that no number of a person stands in an address or a log."""

from __future__ import annotations

from functools import partial

from fastapi import APIRouter, Request
from starlette.responses import Response

from backend.contract.journal import Journal, JournalIn
from backend.journal import service
from backend.journal.service import Reading
from backend.services import Services
from backend.supervision.asking import AUDITOR, by_of
from backend.web.addresses import PREFIX
from backend.web.answers import answer
from backend.web.openapi import takes
from backend.web.requests import json_body

BODIES = (JournalIn,)


def journal_routes(services: Services) -> APIRouter:
    """For auditors alone."""
    router = APIRouter(prefix=PREFIX, tags=["supervision"])

    @router.post("/desk/journal", response_model=Journal, openapi_extra=takes(JournalIn))
    async def read(request: Request) -> Response:
        by = by_of(services, request, *AUDITOR)
        reading = Reading(await json_body(request, JournalIn), by.operator, by.now, services.zone)
        person = await services.database.write(partial(service.note_look, reading=reading))
        work = partial(service.journal, reading=reading, person=person)
        return answer(await services.database.report(work))

    return router
