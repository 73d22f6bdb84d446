"""What every page of one console shares: made once in wiring, passed in."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Mapping
from concurrent.futures import Executor
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from typing import Final, ParamSpec, TypeVar
from zoneinfo import ZoneInfo

from jinja2 import Environment
from starlette.requests import Request
from starlette.responses import HTMLResponse, RedirectResponse, Response
from structlog.typing import FilteringBoundLogger

from backend.calling.acting import As
from backend.calling.waiting import WaitingLine
from backend.client import ClientFailure
from callcenter.calls import Calls
from callcenter.knowledge.library import Library
from callcenter.navigation import nav_of
from callcenter.office_hours import OfficeHours
from callcenter.operators_api import OperatorsApi
from callcenter.pack_titles import Titles
from callcenter.rules_of_day import RulesOfDay
from callcenter.session import LOCK_AFTER, SessionSeal
from callcenter.visit import Visit
from content.i18n import Words

Asked = ParamSpec("Asked")
Answer = TypeVar("Answer")
SIGN_IN_PAGE: Final = "/sign-in"
LOCK_SECONDS: Final = int(LOCK_AFTER.total_seconds())
# Codes of a token that no longer works: password and code are due again.
STALE_TOKEN: Final = frozenset({"token-missing", "token-invalid", "token-expired"})
_STATUS_OF_REFUSAL: Final = {"role-missing": 403, "too-many-attempts": 429, "login-wrong": 403}
_REFUSALS: Final = frozenset({403, 404, 409, 410, 422, 429})
BACKEND_DOWN: Final = 503
TYPED_WRONG: Final = 422
# What the line to the backend says of itself; any other failure without a problem is a page's own word.
_OF_THE_LINE: Final = ("backend-", "clock-wrong", "fetch-stopped")


@dataclass(frozen=True, slots=True)
class Console:
    """The parts of a running console."""

    api: OperatorsApi
    calls: Calls
    waiting: WaitingLine
    hands: Executor  # as many threads as requests go to the backend at the same time
    seal: SessionSeal
    words: Mapping[str, Words]
    titles: Mapping[str, Titles]
    library: Mapping[str, Library]  # what operators look up, by language
    templates: Environment
    rules: RulesOfDay
    clock: Callable[[], datetime]
    zone: ZoneInfo
    hours: OfficeHours
    log: FilteringBoundLogger

    def as_(self, visit: Visit) -> As:
        """Who asks, in no contact; only of a visit that is signed in."""
        assert visit.session is not None
        return As(visit.session.token)

    async def ask(
        self, function: Callable[Asked, Answer], *arguments: Asked.args, **named: Asked.kwargs
    ) -> Answer:
        """Run a blocking call beside the event loop."""
        work = partial(function, *arguments, **named)
        return await asyncio.get_running_loop().run_in_executor(self.hands, work)

    async def close(self) -> None:
        """Let go of all lines."""
        await self.waiting.close()
        self.api.close()
        self.calls.line.close()
        self.hands.shutdown(wait=False)

    def visit(self, request: Request) -> Visit:
        """Who asks."""
        return Visit.of(request, self.seal, self.clock())

    def page(self, template: str, visit: Visit, values: Mapping[str, object], status: int = 200) -> Response:
        """A page in the visitor's language, with their cookies."""
        nav = () if visit.session is None else nav_of(visit.session.roles)
        shared = {
            "words": self.words[visit.language],
            "visit": visit,
            "nav": nav,
            "lock_seconds": LOCK_SECONDS,
        }
        content = self.templates.get_template(template).render(shared | dict(values))
        response = HTMLResponse(content, status)
        visit.leave_cookies(response, self.seal)
        return response

    def moved(self, address: str, visit: Visit) -> Response:
        """Go there with GET."""
        response = RedirectResponse(address, 303)
        visit.leave_cookies(response, self.seal)
        return response

    def problem(self, visit: Visit, code: str, status: int, incident: str = "") -> Response:
        """A page that names what happened and what to do."""
        return self.page("problem.html", visit, {"code": code, "incident": incident}, status)

    async def renewed(self, visit: Visit) -> None:
        """Take a fresh token in time; without one the old token serves to its end."""
        session = visit.session
        if session is None or not session.needs_renewal(visit.now):
            return
        token = await self.api.renew(session.token)
        if not isinstance(token, ClientFailure):
            visit.session = session.renewed(token, visit.now)
        elif token.code in STALE_TOKEN:
            visit.session = None


def status_of(failure: ClientFailure) -> int:
    """What we answer when the backend answered that: a refusal of a person's wish stays one."""
    if failure.problem is not None and failure.problem.status in _REFUSALS:
        return failure.problem.status
    is_ours = failure.problem is None and not failure.code.startswith(_OF_THE_LINE)
    return _STATUS_OF_REFUSAL.get(failure.code, TYPED_WRONG if is_ours else BACKEND_DOWN)
