"""HTTP of the search: a POST, so that nothing personal stands in an address or a log."""

from __future__ import annotations

from functools import partial

from fastapi import APIRouter, Request
from starlette.responses import Response

from backend.contract.person_search import Candidates, PersonSearchIn
from backend.person_search import service
from backend.person_search.service import Looking
from backend.services import Services
from backend.web.addresses import PREFIX
from backend.web.answers import answer
from backend.web.openapi import takes
from backend.web.requests import json_body

DESK_ROLES = ("operator", "case_worker", "supervisor")
BODIES = (PersonSearchIn,)


def person_search_routes(services: Services) -> APIRouter:
    """Candidates are never attached by themselves: the operator asks who speaks."""
    router = APIRouter(prefix=PREFIX, tags=["people"])

    @router.post("/desk/people/search", response_model=Candidates, openapi_extra=takes(PersonSearchIn))
    async def search(request: Request) -> Response:
        caller = services.caller(request, *DESK_ROLES)
        asked = await json_body(request, PersonSearchIn)
        looking = Looking(f"operator:{caller.subject}", services.clock())
        return answer(await services.database.write(partial(service.search, looking=looking, asked=asked)))

    return router
