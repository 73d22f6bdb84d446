"""HTTP of quality: a supervisor judges drawn contacts, their operator reads what was found."""

from __future__ import annotations

from datetime import date
from functools import partial
from typing import Annotated

from fastapi import APIRouter, Query, Request
from starlette.responses import Response

from backend.contract.quality import QualityPage, QualityReviewIn, QualitySheet
from backend.quality import service
from backend.services import Services
from backend.supervision.asking import READERS, SUPERVISOR, judge_of
from backend.supervision.watching import day_of
from backend.switchboard.contacts import ContactId
from backend.web.addresses import PREFIX
from backend.web.answers import answer
from backend.web.openapi import takes
from backend.web.requests import json_body

Week = Annotated[str, Query(pattern=r"^(\d{4}-\d{2}-\d{2})?$")]
BODIES = (QualityReviewIn,)


def quality_routes(services: Services) -> APIRouter:
    """Nobody judges themselves; each look at a contact is in the journal."""
    router = APIRouter(prefix=PREFIX, tags=["quality"])

    @router.get("/desk/quality", response_model=QualityPage)
    async def list_drawn(request: Request, week: Week = "") -> Response:
        asked: date | None = day_of("week", week) if week else None
        work = partial(service.page, by=judge_of(services, request, *SUPERVISOR), week=asked)
        return answer(await services.database.read(work))

    @router.get("/desk/quality/own", response_model=QualityPage)
    async def list_own(request: Request) -> Response:
        work = partial(service.own, by=judge_of(services, request, *READERS))
        return answer(await services.database.read(work))

    @router.get("/desk/quality/own/{contact}", response_model=QualitySheet)
    async def view_own(request: Request, contact: ContactId) -> Response:
        by = judge_of(services, request, *READERS)
        work = partial(service.own_sheet, vault=services.vault, by=by, contact=contact)
        return answer(await services.database.write(work))

    @router.get("/desk/quality/{contact}", response_model=QualitySheet)
    async def view(request: Request, contact: ContactId) -> Response:
        by = judge_of(services, request, *SUPERVISOR)
        work = partial(service.sheet, vault=services.vault, by=by, contact=contact)
        return answer(await services.database.write(work))

    @router.put("/desk/quality/{contact}", response_model=QualitySheet, openapi_extra=takes(QualityReviewIn))
    async def judge(request: Request, contact: ContactId) -> Response:
        by = judge_of(services, request, *SUPERVISOR)
        told = await json_body(request, QualityReviewIn)
        work = partial(
            service.judge,
            vault=services.vault,
            form=services.quality_form,
            by=by,
            contact=contact,
            told=told,
        )
        return answer(await services.database.write(work))

    return router
