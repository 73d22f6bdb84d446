"""HTTP of urgent social services: an application, its act, the signature, what waits."""

from __future__ import annotations

from functools import partial
from typing import Annotated, Final

from fastapi import APIRouter, Path, Request
from sqlalchemy import Connection
from starlette.responses import Response

from backend.act_notice import ActToSign
from backend.contract.urgent import (
    URGENT_NUMBER,
    UrgentEditIn,
    UrgentEndIn,
    UrgentFile,
    UrgentIn,
    UrgentNotice,
    UrgentNoticeIn,
    UrgentPage,
    UrgentProvidedIn,
    UrgentProviderIn,
    UrgentSignedIn,
    UrgentUnsignedIn,
    UrgentWork,
)
from backend.desk_steps import DeskSteps
from backend.operators import service as operators
from backend.reception.carrying_out import carried_out
from backend.services import Services
from backend.urgent.service import acting, forming, looking
from backend.urgent.service.keeping import KIND, Office
from backend.urgent_desk.asking import LIST_ROLES, asking_of_urgent
from backend.web.addresses import PREFIX
from backend.web.answers import answer
from backend.web.openapi import takes
from backend.web.requests import parsed, read_json_text

BODIES: Final = (
    UrgentIn,
    UrgentEditIn,
    UrgentProviderIn,
    UrgentProvidedIn,
    UrgentSignedIn,
    UrgentUnsignedIn,
    UrgentEndIn,
    UrgentNoticeIn,
)
Number = Annotated[str, Path(pattern=URGENT_NUMBER)]


def urgent_routes(services: Services) -> APIRouter:
    """Each name that is shown is in the journal."""
    router = APIRouter(prefix=PREFIX, tags=["urgent"])
    office = Office(services.urgent, services.vault, operators.names)
    _add_looks(router, services, office)
    _add_forming(router, services, office)
    _add_steps(router, services, office)
    return router


def _add_looks(router: APIRouter, services: Services, office: Office) -> None:
    @router.get("/desk/urgent", response_model=UrgentPage)
    async def of_contact(request: Request) -> Response:
        """Of the contact in hand."""
        asking = await asking_of_urgent(services, request)
        return answer(
            await services.database.write(partial(looking.of_contact, asking=asking, office=office))
        )

    @router.get("/desk/urgent-work", response_model=UrgentWork)
    async def list_work(request: Request) -> Response:
        """Acts that await a signature, and applications that await help."""
        asking = await asking_of_urgent(services, request, LIST_ROLES)
        return answer(await services.database.read(partial(looking.work, asking=asking, office=office)))

    @router.get("/desk/urgent/{number}", response_model=UrgentFile)
    async def view(request: Request, number: Number) -> Response:
        asking = await asking_of_urgent(services, request)
        work = partial(looking.whole, asking=asking, office=office, number=number)
        return answer(await services.database.write(work))


def _add_forming(router: APIRouter, services: Services, office: Office) -> None:
    @router.post("/desk/urgent", status_code=201, response_model=UrgentFile, openapi_extra=takes(UrgentIn))
    async def form(request: Request) -> Response:
        asking = await asking_of_urgent(services, request)
        body = await read_json_text(request)
        new = parsed(body, UrgentIn)

        def work(connection: Connection) -> UrgentFile:
            formed = forming.form(connection, asking, office, new)
            KIND.journal(connection, asking, "opened", formed)
            return looking.told(connection, asking, office, formed)

        scope = ("urgent", asking.in_hand.contact, asking.actor)
        return await carried_out(services, request, scope, body, work, 201)

    @router.post(
        "/desk/urgent/{number}/notice", response_model=UrgentNotice, openapi_extra=takes(UrgentNoticeIn)
    )
    async def give_notice(request: Request, number: Number) -> Response:
        """The recipient is told that an act awaits them."""
        asking = await asking_of_urgent(services, request)
        body = await read_json_text(request)
        channel = parsed(body, UrgentNoticeIn).channel

        def work(connection: Connection) -> UrgentNotice:
            urgent = acting.awaiting(connection, asking, office, number)
            number_of_act = urgent.act_number or ""
            act = ActToSign(number_of_act, urgent.version, urgent.person, urgent.due.day)
            given = services.tell_of_act(connection, act, channel)
            return UrgentNotice(number=number_of_act, text=given.text, sent=given.queued)

        return await carried_out(services, request, ("urgent-notice", number, asking.actor), body, work)


def _add_steps(router: APIRouter, services: Services, office: Office) -> None:
    at, asking = "/desk/urgent/{number}", partial(asking_of_urgent, services)
    steps = DeskSteps(router, services, office, KIND, at, URGENT_NUMBER, asking, looking.told, UrgentFile)
    steps.add("text", UrgentEditIn, forming.edit)
    steps.add("provider", UrgentProviderIn, acting.assign)
    steps.add("act", UrgentProvidedIn, acting.provide)
    steps.add("signature", UrgentSignedIn, acting.sign)
    steps.add("no-signature", UrgentUnsignedIn, acting.leave_unsigned)
    steps.add("refusal", UrgentEndIn, acting.refuse)
    steps.add("withdrawal", UrgentEndIn, acting.withdraw)
