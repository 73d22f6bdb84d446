"""The ASGI app of the console: routes, problem pages, headers that every answer carries."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Final

from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Mount
from starlette.staticfiles import StaticFiles

from callcenter.account.lock_pages import lock_routes
from callcenter.account.single_sign_on_pages import single_sign_on_routes
from callcenter.applications.application_pages import application_routes
from callcenter.applications.signature_pages import signature_routes
from callcenter.auditor.journal_pages import journal_routes
from callcenter.caller.caller_pages import caller_routes
from callcenter.caller.code_word_pages import code_word_routes
from callcenter.caller.file_pages import file_routes
from callcenter.case_lists.routes import office_list_routes
from callcenter.cases.call_pages import case_call_routes
from callcenter.cases.desk_pages import case_desk_routes
from callcenter.cases.list_pages import case_list_routes
from callcenter.code_pages import code_routes
from callcenter.console import Console
from callcenter.desk.contact_pages import contact_routes
from callcenter.desk.frame import Frame
from callcenter.desk.lists_page import lists_routes
from callcenter.desk.live import live_routes
from callcenter.desk.notes_pages import notes_routes
from callcenter.desk.start_pages import start_routes
from callcenter.desk.wrap_up_page import wrap_up_routes
from callcenter.edge import Edge, incident_of
from callcenter.looking_up.pages import knowledge_routes
from callcenter.looking_up.wrong_record_pages import wrong_record_routes
from callcenter.match_pages import match_routes
from callcenter.reception.routes import reception_routes
from callcenter.refused_pages import refused_routes
from callcenter.requests import PageProblem
from callcenter.sending.sending_pages import sending_routes
from callcenter.sign_in_page import sign_in_routes
from callcenter.signals.contact_pages import signal_in_contact_routes
from callcenter.signals.desk_pages import signal_routes
from callcenter.supervisor.announcement_pages import announcement_routes
from callcenter.supervisor.board_pages import board_routes
from callcenter.supervisor.quality_pages import quality_routes
from callcenter.supervisor.report_pages import report_routes
from callcenter.ticket_pages import ticket_routes
from callcenter.unsent_pages import unsent_routes
from callcenter.urgent.act_pages import act_routes
from callcenter.urgent.contact_pages import urgent_routes
from callcenter.wizard.wizard_pages import wizard_routes
from callcenter.work_pages import work_routes

STATIC_FOLDER: Final = Path(__file__).parent / "static"
_CODES: Final = {404: "not-found", 405: "method-not-allowed"}


def build_app(console: Console, *, over_tls: bool) -> Edge:
    """The whole console as the server runs it."""

    @asynccontextmanager
    async def lifespan(_app: Starlette) -> AsyncIterator[None]:
        yield
        await console.close()

    async def on_problem(request: Request, error: Exception) -> Response:
        assert isinstance(error, PageProblem)
        return console.problem(console.visit(request), error.code, error.status)

    async def on_http_exception(request: Request, error: Exception) -> Response:
        assert isinstance(error, HTTPException)
        code = _CODES.get(error.status_code, "request-malformed")
        response = console.problem(console.visit(request), code, error.status_code)
        response.headers.update(error.headers or {})
        return response

    async def on_fault(request: Request, _error: Exception) -> Response:
        return console.problem(console.visit(request), "internal", 500, incident_of(request.scope))

    frame = Frame(console)
    app = Starlette(
        routes=[
            *sign_in_routes(console),
            *lock_routes(console),
            *single_sign_on_routes(console),
            *start_routes(console),
            *live_routes(console),
            *lists_routes(console),
            *work_routes(console),
            *contact_routes(console, frame),
            *case_call_routes(console, frame),
            *case_list_routes(console),
            *case_desk_routes(console),
            *notes_routes(console, frame),
            *wrap_up_routes(console, frame),
            *caller_routes(console, frame),
            *file_routes(console, frame),
            *code_word_routes(console),
            *sending_routes(console, frame),
            *wizard_routes(console, frame, console.rules),
            *application_routes(console, frame, console.rules),
            *signature_routes(console, console.rules),
            *knowledge_routes(console, frame),
            *wrong_record_routes(console),
            *reception_routes(console, frame),
            *office_list_routes(console),
            *urgent_routes(console, frame),
            *signal_in_contact_routes(console, frame),
            *act_routes(console),
            *signal_routes(console),
            *code_routes(console),
            *refused_routes(console),
            *unsent_routes(console),
            *match_routes(console),
            *ticket_routes(console),
            *board_routes(console),
            *report_routes(console),
            *quality_routes(console),
            *announcement_routes(console),
            *journal_routes(console),
            Mount("/static", StaticFiles(directory=STATIC_FOLDER)),
        ],
        exception_handlers={
            PageProblem: on_problem,
            HTTPException: on_http_exception,
            Exception: on_fault,
        },
        lifespan=lifespan,
    )
    app.router.redirect_slashes = False
    return Edge(app, console.log, over_tls=over_tls)
