"""HTTP of signals: anybody at a desk takes one, case workers alone see and follow them."""

from __future__ import annotations

from functools import partial
from typing import Annotated, Final

from fastapi import APIRouter, Path, Request
from sqlalchemy import Connection
from starlette.responses import Response

from backend.contract.signals import (
    SIGNAL_NUMBER,
    SignalCheckIn,
    SignalClosingIn,
    SignalFile,
    SignalIn,
    SignalNoteIn,
    SignalPage,
    SignalPassingIn,
    SignalTaken,
)
from backend.desk_steps import DeskSteps
from backend.operators import service as operators
from backend.reception.carrying_out import carried_out
from backend.services import Services
from backend.signals.service import acting, looking, taking
from backend.signals.service.keeping import KIND, Office
from backend.urgent_desk.asking import TAKING_ROLES, asking_of_signals
from backend.web.addresses import PREFIX
from backend.web.answers import answer
from backend.web.openapi import takes
from backend.web.requests import parsed, read_json_text

SEEING_ROLES: Final = ("case_worker",)
BODIES: Final = (SignalIn, SignalNoteIn, SignalPassingIn, SignalCheckIn, SignalClosingIn)
Number = Annotated[str, Path(pattern=SIGNAL_NUMBER)]


def signal_routes(services: Services) -> APIRouter:
    """Each look is in the journal."""
    router = APIRouter(prefix=PREFIX, tags=["signals"])
    office = Office(services.urgent, services.vault, operators.names)
    _add_taking(router, services, office)
    _add_looks(router, services, office)
    _add_steps(router, services, office)
    return router


def _add_taking(router: APIRouter, services: Services, office: Office) -> None:
    @router.post("/desk/signals", status_code=201, response_model=SignalTaken, openapi_extra=takes(SignalIn))
    async def take(request: Request) -> Response:
        asking = await asking_of_signals(services, request, TAKING_ROLES)
        body = await read_json_text(request)
        new = parsed(body, SignalIn)

        def work(connection: Connection) -> SignalTaken:
            return taking.take(connection, asking, office, new)

        scope = ("signal", asking.in_hand.contact, asking.actor)
        return await carried_out(services, request, scope, body, work, 201)


def _add_looks(router: APIRouter, services: Services, office: Office) -> None:
    @router.get("/desk/signals", response_model=SignalPage)
    async def list_signals(request: Request, *, closed: bool = False) -> Response:
        asking = await asking_of_signals(services, request, SEEING_ROLES)
        work = partial(looking.page, asking=asking, office=office, closed=closed)
        return answer(await services.database.read(work))

    @router.get("/desk/signals/{number}", response_model=SignalFile)
    async def view(request: Request, number: Number) -> Response:
        asking = await asking_of_signals(services, request, SEEING_ROLES)
        work = partial(looking.whole, asking=asking, office=office, number=number)
        return answer(await services.database.write(work))


def _add_steps(router: APIRouter, services: Services, office: Office) -> None:
    at, asking = "/desk/signals/{number}", partial(asking_of_signals, services, roles=SEEING_ROLES)
    steps = DeskSteps(router, services, office, KIND, at, SIGNAL_NUMBER, asking, looking.told, SignalFile)
    steps.add("notes", SignalNoteIn, acting.note)
    steps.add("passing-on", SignalPassingIn, acting.pass_on)
    steps.add("check", SignalCheckIn, acting.check)
    steps.add("closing", SignalClosingIn, acting.close)
