"""HTTP of the matches' counts, for supervisors and auditors."""

from __future__ import annotations

from fastapi import APIRouter, Request
from starlette.responses import Response

from backend.contract.matches import MatchCounts
from backend.matching import service
from backend.services import Services
from backend.web.addresses import PREFIX
from backend.web.answers import answer

COUNTING_ROLES = ("supervisor", "auditor")


def matching_routes(services: Services) -> APIRouter:
    """Counts only: who they are stands in nobody's list."""
    router = APIRouter(prefix=PREFIX, tags=["matches"])

    @router.get("/matches/counts", response_model=MatchCounts)
    async def count_matches(request: Request) -> Response:
        services.caller(request, *COUNTING_ROLES)
        return answer(await services.database.report(service.counts))

    return router
