"""HTTP of requests for offices: the list, one request, the next step."""

from __future__ import annotations

from functools import partial
from typing import Annotated

from fastapi import APIRouter, Path, Query, Request
from starlette.responses import Response

from backend.clock import day_in
from backend.contract.requests import RequestPage, RequestState, StepIn, WholeRequest
from backend.errors import Refusal
from backend.requests.service import filing, looking
from backend.services import Services
from backend.web.addresses import PREFIX
from backend.web.answers import answer, nothing
from backend.web.openapi import takes
from backend.web.requests import json_body

# Names, answers and decisions without a contact: an operator reaches a request by /desk, at its level.
OFFICE_ROLES = ("case_worker", "supervisor")
NUMBER = r"^[0-9]{2}-[0-9]{6,9}$"
Number = Annotated[str, Path(pattern=NUMBER)]
After = Annotated[str, Query(pattern=r"^([0-9]{2}-[0-9]{6,9})?$")]
BODIES = (StepIn,)


def request_routes(services: Services) -> APIRouter:
    """What an office does with requests; citizens' own doors are the outbox's."""
    router = APIRouter(prefix=PREFIX, tags=["requests"])

    @router.get("/requests", response_model=RequestPage)
    async def list_requests(
        request: Request, state: RequestState | None = None, after: After = ""
    ) -> Response:
        actor = f"operator:{services.caller(request, *OFFICE_ROLES).subject}"
        work = partial(looking.page, state=state, after=after, actor=actor, now=services.clock())
        return answer(await services.database.write(work))

    @router.get("/requests/{number}", response_model=WholeRequest)
    async def view_request(request: Request, number: Number) -> Response:
        actor = f"operator:{services.caller(request, *OFFICE_ROLES).subject}"
        now = services.clock()
        work = partial(looking.whole, number=number, actor=actor, now=now, today=day_in(now, services.zone))
        outcome = await services.database.write(work)
        if isinstance(outcome, Refusal):
            raise outcome.raised()
        return answer(outcome)

    @router.post("/requests/{number}/steps", status_code=204, openapi_extra=takes(StepIn))
    async def take_step(request: Request, number: Number) -> Response:
        actor = f"operator:{services.caller(request, *OFFICE_ROLES).subject}"
        step = await json_body(request, StepIn)
        work = partial(
            filing.take_step,
            number=number,
            state=step.state,
            note=step.note,
            actor=actor,
            now=services.clock(),
        )
        refusal = await services.database.write(work)
        if refusal is not None:
            raise refusal.raised()
        return nothing()

    return router
