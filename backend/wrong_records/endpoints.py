"""HTTP of reports of wrong records: whoever works at the desk tells, case workers and supervisors settle."""

from __future__ import annotations

from functools import partial
from secrets import token_bytes
from typing import Annotated, Final
from uuid import uuid4

from fastapi import APIRouter, Path, Request
from sqlalchemy import Connection
from starlette.responses import Response

from backend.contract.wrong_records import (
    WrongRecord,
    WrongRecordIn,
    WrongRecords,
    WrongRecordSettledIn,
)
from backend.idempotency.sealing import SEAL_NONCE_BYTES
from backend.reception.carrying_out import carried_out
from backend.services import Services
from backend.web.addresses import PREFIX
from backend.web.answers import answer
from backend.web.openapi import takes
from backend.web.requests import json_body, parsed, read_json_text
from backend.wrong_records import service
from backend.wrong_records.service import By

TELLING_ROLES: Final = ("operator", "supervisor", "case_worker")
SETTLING_ROLES: Final = ("case_worker", "supervisor")
BODIES = (WrongRecordIn, WrongRecordSettledIn)
ReportId = Annotated[str, Path(pattern=r"^[0-9a-f-]{36}$")]


def wrong_record_routes(services: Services) -> APIRouter:
    """What is reported is about the content, never about a person."""
    router = APIRouter(prefix=PREFIX, tags=["wrong records"])

    @router.post("/desk/wrong-records", response_model=WrongRecord, openapi_extra=takes(WrongRecordIn))
    async def tell(request: Request) -> Response:
        caller, body = services.caller(request, *TELLING_ROLES), await read_json_text(request)
        told = parsed(body, WrongRecordIn)
        by = By(caller.subject, services.clock(), token_bytes(SEAL_NONCE_BYTES), str(uuid4()))

        def work(connection: Connection) -> WrongRecord:
            return service.tell(connection, services.vault, by, told)

        return await carried_out(services, request, ("wrong-record", caller.subject), body, work)

    @router.get("/desk/wrong-records", response_model=WrongRecords)
    async def list_them(request: Request) -> Response:
        services.caller(request, *SETTLING_ROLES)
        return answer(await services.database.read(partial(service.listed, vault=services.vault)))

    @router.post(
        "/desk/wrong-records/{report}/settlement",
        response_model=WrongRecord,
        openapi_extra=takes(WrongRecordSettledIn),
    )
    async def settle(request: Request, report: ReportId) -> Response:
        caller, told = (
            services.caller(request, *SETTLING_ROLES),
            await json_body(request, WrongRecordSettledIn),
        )
        by = By(caller.subject, services.clock(), token_bytes(SEAL_NONCE_BYTES))
        work = partial(service.settle, vault=services.vault, by=by, report=report, told=told)
        return answer(await services.database.write(work))

    return router
