"""HTTP of the board, of reports, and of what was asked for in vain."""

from __future__ import annotations

from datetime import date
from functools import partial
from typing import Annotated

from fastapi import APIRouter, Query, Request
from starlette.responses import Response

from backend.board import service as board
from backend.clock import day_in
from backend.contract.board import Board
from backend.contract.reports import PeriodReport
from backend.contract.unmet import UnmetIn, UnmetNoted
from backend.errors import Refused
from backend.identification.gate import in_hand_of
from backend.reports import service as reports
from backend.services import Services
from backend.supervision.asking import AT_THE_PHONE, SUPERVISOR, WATCHING, by_of
from backend.unmet import service as unmet
from backend.web.addresses import PREFIX
from backend.web.answers import answer
from backend.web.openapi import takes
from backend.web.requests import json_body

Day = Annotated[str, Query(pattern=r"^\d{4}-\d{2}-\d{2}$")]
FirstDay = Annotated[str, Query(alias="from", pattern=r"^\d{4}-\d{2}-\d{2}$")]
BODIES = (UnmetIn,)


def watching_routes(services: Services) -> APIRouter:
    """Counts: of callers none is named."""
    router = APIRouter(prefix=PREFIX, tags=["supervision"])

    @router.get("/desk/board", response_model=Board)
    async def show_board(request: Request) -> Response:
        by = by_of(services, request, *SUPERVISOR)
        moment = board.Moment(by.now, day_in(by.now, services.zone), services.zone)
        return answer(await services.database.report(partial(board.board, moment=moment)))

    @router.get("/desk/reports", response_model=PeriodReport)
    async def report(request: Request, begins: FirstDay, until: Day) -> Response:
        by = by_of(services, request, *WATCHING)
        period = reports.Period(day_of("from", begins), day_of("until", until), services.zone)
        note = partial(reports.note_look, operator=by.operator, now=by.now)
        await services.database.write(note)
        work = partial(reports.report, period=period, unmet_outcomes=services.unmet_outcomes, now=by.now)
        return answer(await services.database.report(work))

    @router.post("/desk/unmet", response_model=UnmetNoted, openapi_extra=takes(UnmetIn))
    async def note_unmet(request: Request) -> Response:
        """A console's search that found nothing; what was typed stays there. An exercise counts nowhere."""
        by = by_of(services, request, *AT_THE_PHONE)
        told = await json_body(request, UnmetIn)
        if (await in_hand_of(services, request)).training:
            return answer(UnmetNoted(new=False))
        wish = unmet.InVain("search", told.subject, "phone", by.operator)
        return answer(
            UnmetNoted(new=await services.database.write(partial(unmet.note, wish=wish, now=by.now)))
        )

    return router


def day_of(name: str, written: str) -> date:
    """A day of the calendar; `parameter-invalid`."""
    try:
        return date.fromisoformat(written)
    except ValueError:
        raise Refused("parameter-invalid", errors=[{"at": f"query.{name}", "why": "no_day"}]) from None
