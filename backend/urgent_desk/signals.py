"""HTTP of signals: anybody at a desk takes one, case workers alone see and follow them."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Annotated, Final, TypeVar

from fastapi import APIRouter, Path, Request
from pydantic import BaseModel
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
from backend.errors import Refusal
from backend.operators import service as operators
from backend.reception.carrying_out import carried_out
from backend.services import Services
from backend.signals.service import acting, looking, taking
from backend.signals.service.keeping import KIND, Office
from backend.signals.values import Asking, Signal
from backend.urgent_desk.asking import TAKING_ROLES, asking_of_signals
from backend.web.addresses import PREFIX
from backend.web.answers import answer
from backend.web.openapi import takes
from backend.web.requests import parsed, read_json_text

SEEING_ROLES: Final = ("case_worker",)
BODIES: Final = (SignalIn, SignalNoteIn, SignalPassingIn, SignalCheckIn, SignalClosingIn)
Number = Annotated[str, Path(pattern=SIGNAL_NUMBER)]
Body = TypeVar("Body", bound=BaseModel)
Step = Callable[[Connection, Asking, Office, str, Body], Signal | Refusal]


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
    def step(path: str, model: type[Body], take: Step[Body]) -> None:
        """One more address under a signal, that takes `model` and takes the step."""

        @router.post(
            f"/desk/signals/{{number}}/{path}",
            response_model=SignalFile,
            openapi_extra=takes(model),
            name=f"signal_{path.replace('-', '_')}",
        )
        async def take_step(request: Request, number: Number) -> Response:
            asking = await asking_of_signals(services, request, SEEING_ROLES)
            body = await read_json_text(request)
            asked = parsed(body, model)

            def work(connection: Connection) -> SignalFile | Refusal:
                outcome = take(connection, asking, office, number, asked)
                if isinstance(outcome, Refusal):
                    return outcome
                KIND.journal(connection, asking, "step", outcome)
                return looking.told(connection, asking, office, outcome)

            return await carried_out(services, request, (path, number, asking.actor), body, work)

    step("notes", SignalNoteIn, acting.note)
    step("passing-on", SignalPassingIn, acting.pass_on)
    step("check", SignalCheckIn, acting.check)
    step("closing", SignalClosingIn, acting.close)
