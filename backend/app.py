"""The ASGI app: routes, problem handlers, housekeeping. Everything it needs is passed in."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable, Coroutine, Sequence
from contextlib import asynccontextmanager, suppress
from typing import Any

from fastapi import Depends, FastAPI, Request
from fastapi.exceptions import RequestValidationError
from fastapi.telemetry import TelemetryConfig
from starlette.exceptions import HTTPException
from starlette.responses import Response
from structlog.typing import FilteringBoundLogger

from backend.card_sessions.endpoints import BODIES as CARD_SESSION_BODIES
from backend.card_sessions.endpoints import card_session_routes
from backend.case_desk.endpoints import BODIES as CASE_BODIES
from backend.case_desk.endpoints import case_routes
from backend.counter.routes import BODIES as COUNTER_BODIES
from backend.counter.routes import counter_routes
from backend.database.doors import DatabaseFailure
from backend.enrolment.routes import BODIES as ENROLMENT_BODIES
from backend.enrolment.routes import enrolment_routes
from backend.errors import Refused
from backend.events.endpoints import event_routes
from backend.feeds.endpoints import feed_routes
from backend.feeds.ticket_page import ticket_page_routes
from backend.fhir.outcomes import told_over_fhir
from backend.fhir.routes import fhir_routes
from backend.handoffs.endpoints import BODIES as HANDOFF_BODIES
from backend.handoffs.endpoints import handoff_routes
from backend.health.endpoints import health_routes
from backend.housekeeping import keep_house
from backend.identification.endpoints import BODIES as IDENTIFICATION_BODIES
from backend.identification.endpoints import identification_routes
from backend.identification.gate import gate_of
from backend.interchange.directory import hsds_routes
from backend.interchange.requests import open311_routes
from backend.kiosks.endpoints import BODIES as KIOSK_BODIES
from backend.kiosks.endpoints import kiosk_routes
from backend.matching.endpoints import matching_routes
from backend.messages.endpoints import message_routes
from backend.messages.sending import keep_sending
from backend.on_behalf.routes import BODIES as ON_BEHALF_BODIES
from backend.on_behalf.routes import on_behalf_routes
from backend.open311.errors import told_over_open311
from backend.operators.endpoints import BODIES as OPERATOR_BODIES
from backend.operators.endpoints import operator_routes
from backend.operators.single_sign_on import BODIES as SINGLE_SIGN_ON_BODIES
from backend.operators.single_sign_on import single_sign_on_routes
from backend.operators.standing import standing_of
from backend.outbox.endpoints import BODIES as OUTBOX_BODIES
from backend.outbox.endpoints import outbox_routes
from backend.packs.endpoints import pack_routes
from backend.paperwork.routes import BODIES as PAPERWORK_BODIES
from backend.paperwork.routes import paperwork_routes
from backend.person_search.endpoints import BODIES as PERSON_SEARCH_BODIES
from backend.person_search.endpoints import person_search_routes
from backend.reception.holds import hold_routes
from backend.reception.routes import BODIES as RECEPTION_BODIES
from backend.reception.routes import reception_routes
from backend.requests.endpoints import BODIES as REQUEST_BODIES
from backend.requests.endpoints import request_routes
from backend.services import Services
from backend.supervision.routes import BODIES as SUPERVISION_BODIES
from backend.supervision.routes import supervision_routes
from backend.switchboard.routes import BODIES as SWITCHBOARD_BODIES
from backend.switchboard.routes import switchboard_routes
from backend.till.routes import BODIES as PAYMENT_BODIES
from backend.till.routes import payment_routes
from backend.urgent_desk.routes import BODIES as URGENT_BODIES
from backend.urgent_desk.routes import urgent_help_routes
from backend.vault import VaultKeyLost
from backend.web.answers import database_failure, problem, refusal
from backend.web.direct_route import Straight
from backend.web.edge import Edge, incident_of
from backend.web.openapi import describe
from backend.web.requests import error_places
from backend.wrong_records.endpoints import BODIES as WRONG_RECORD_BODIES
from backend.wrong_records.endpoints import wrong_record_routes
from config.faults import where_raised

BODIES = (
    *CARD_SESSION_BODIES,
    *KIOSK_BODIES,
    *OPERATOR_BODIES,
    *SINGLE_SIGN_ON_BODIES,
    *HANDOFF_BODIES,
    *OUTBOX_BODIES,
    *REQUEST_BODIES,
    *RECEPTION_BODIES,
    *COUNTER_BODIES,
    *PAYMENT_BODIES,
    *ENROLMENT_BODIES,
    *SWITCHBOARD_BODIES,
    *SUPERVISION_BODIES,
    *PERSON_SEARCH_BODIES,
    *IDENTIFICATION_BODIES,
    *CASE_BODIES,
    *URGENT_BODIES,
    *WRONG_RECORD_BODIES,
    *PAPERWORK_BODIES,
    *ON_BEHALF_BODIES,
)
# A request looks for its route from the top: what kiosks ask most stands first.
KIOSKS_ALONE = (card_session_routes, hold_routes, health_routes)  # no operator gets anything there
FEATURES = (
    reception_routes,
    counter_routes,
    kiosk_routes,
    operator_routes,
    single_sign_on_routes,
    handoff_routes,
    outbox_routes,
    request_routes,
    matching_routes,
    pack_routes,
    event_routes,
    payment_routes,
    enrolment_routes,
    switchboard_routes,
    supervision_routes,
    person_search_routes,
    identification_routes,
    case_routes,
    urgent_help_routes,
    paperwork_routes,
    on_behalf_routes,
    wrong_record_routes,
    message_routes,
    feed_routes,
    ticket_page_routes,
    fhir_routes,
    hsds_routes,
    open311_routes,
)
Beside = Callable[[], Coroutine[Any, Any, None]]
"""Work beside the server, which ends only when it is cancelled."""

# Of these some addresses touch a person and stand behind the gate of identification.
GATED = (
    reception_routes,
    counter_routes,
    payment_routes,
    enrolment_routes,
    switchboard_routes,
    identification_routes,
    on_behalf_routes,
    paperwork_routes,
    urgent_help_routes,
)
# Traces would carry paths, and with them people's numbers, past the whitelist of the log.
NO_TELEMETRY: TelemetryConfig = {"tracing": False, "metrics": False, "logs": False, "auto_configure": False}


class Api(FastAPI):
    """FastAPI that also describes the bodies its endpoints read themselves."""

    def openapi(self) -> dict[str, Any]:
        """OpenAPI 3.1, made once."""
        if self.openapi_schema is None:
            self.openapi_schema = describe(self, BODIES)
        return self.openapi_schema


def build_api(services: Services, beside: Sequence[Beside] = ()) -> Api:
    """The routes and the problem handlers; each of `beside` runs as long as the server does."""

    @asynccontextmanager
    async def lifespan(_api: FastAPI) -> AsyncIterator[None]:
        tasks = [asyncio.create_task(keep_house(services))]
        if services.carriers:
            tasks.append(asyncio.create_task(keep_sending(services)))
        tasks += [asyncio.create_task(work()) for work in beside]
        yield
        for task in tasks:
            task.cancel()
        for task in tasks:
            with suppress(asyncio.CancelledError):
                await task
        services.database.close()

    async def on_database_failure(_request: Request, error: Exception) -> Response:
        assert isinstance(error, DatabaseFailure)
        services.log.error(
            "database", code=error.code, error=type(error.__cause__).__name__, where=where_raised(error)
        )
        return database_failure(error)

    async def on_lost_key(_request: Request, _error: Exception) -> Response:
        services.log.error("vault", code=VaultKeyLost.code)
        return problem(VaultKeyLost.code)

    api = Api(
        title="Okno backend",
        version=services.version,
        description="People, cards, entitlements and kiosks of one region.",
        openapi_url="/openapi.json",
        docs_url=None,  # their scripts come from another host
        redoc_url=None,
        lifespan=lifespan,
        redirect_slashes=False,
        telemetry=NO_TELEMETRY,
    )
    standing, gate = Depends(standing_of(services)), Depends(gate_of(services))
    for feature in KIOSKS_ALONE:
        api.router.routes.extend(feature(services).routes)  # nothing stands before them: no router in between
    for feature in FEATURES:
        before = [standing, gate] if feature in GATED else [standing]
        api.include_router(feature(services), dependencies=before)
    api.add_exception_handler(Refused, on_refused)
    api.add_exception_handler(DatabaseFailure, on_database_failure)
    api.add_exception_handler(VaultKeyLost, on_lost_key)
    api.add_exception_handler(RequestValidationError, on_wrong_parameter)
    api.add_exception_handler(HTTPException, on_http_exception)
    api.add_exception_handler(Exception, on_fault)
    return api


def build_app(services: Services, beside: Sequence[Beside] = ()) -> Edge:
    """The whole app as the server runs it."""
    return whole(build_api(services, beside), services.log)


def whole(api: Api, log: FilteringBoundLogger) -> Edge:
    """The routes within the edge that every request passes."""
    return Edge(Straight(api, told_over_open311(told_over_fhir(api))), log)


async def on_refused(_request: Request, error: Exception) -> Response:
    assert isinstance(error, Refused)
    return refusal(error)


async def on_wrong_parameter(_request: Request, error: Exception) -> Response:
    assert isinstance(error, RequestValidationError)
    return problem("parameter-invalid", more={"errors": error_places(list(error.errors()))})


async def on_fault(request: Request, _error: Exception) -> Response:
    return problem("internal", more={"incident": incident_of(request.scope)})


async def on_http_exception(_request: Request, error: Exception) -> Response:
    assert isinstance(error, HTTPException)
    codes = {404: "not-found", 405: "method-not-allowed"}
    return problem(codes.get(error.status_code, "request-malformed"), error.headers)
