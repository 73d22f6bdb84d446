"""«Сигналы» for case workers: what waits, one with its history, what was done about it, a new one."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping
from secrets import token_hex
from typing import Any, Final

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from backend.client import ClientFailure
from backend.contract.signals import SignalFile
from callcenter.console import STALE_TOKEN, Console, status_of
from callcenter.guard import guarded_by_sign_in, refusal_page, sign_in_again
from callcenter.requests import DESK_FORM, PageProblem, read_query
from callcenter.signals import reading
from callcenter.signals.making import again_values, form_values, number_in, today_of, words_for
from callcenter.urgent.making import LAYOUT_AT_DESK
from callcenter.urgent.reading import Typed, once_in
from callcenter.urgent.sorting import SIGNALS, Sorting, query_of
from callcenter.visit import Visit

SIGNALS_PAGE: Final = "/signals"
_QUERY: Final = {"closed": frozenset({"yes"}), **query_of(SIGNALS)}
_DANGER: Final = {"danger": frozenset({"yes", "no"})}
_READ: Final[dict[str, Callable[[Typed], Any]]] = {
    "notes": reading.note_in,
    "passing-on": reading.passing_in,
    "check": reading.check_in,
    "closing": reading.closing_in,
}


class SignalPages:
    """One call of the API a page; after a refused form none but its own."""

    def __init__(self, console: Console) -> None:
        self._console = console

    async def show(self, request: Request, visit: Visit) -> Response:
        query = read_query(request, _QUERY)
        closed, sorting = "closed" in query, Sorting(SIGNALS, SIGNALS_PAGE, query)
        calls = self._console.calls.signals
        found = await self._console.ask(calls.page, self._console.as_(visit), closed=closed)
        if isinstance(found, ClientFailure):
            return refusal_page(self._console, visit, found, SIGNALS_PAGE)
        say = words_for(self._console, visit)
        rows = tuple(say.row(line) for line in sorting.of(found.signals))
        values = {"rows": rows, "closed": closed, "sorting": sorting}
        return self._page(request, visit, "signals/list.html", values)

    async def new(self, request: Request, visit: Visit) -> Response:
        danger = read_query(request, _DANGER).get("danger", "")
        values = form_values(self._console, visit, {"danger": danger} if danger else {}, "", "")
        return self._page(request, visit, "signals/new.html", values)

    async def take(self, request: Request, visit: Visit) -> Response:
        fields = await self._form(request, visit)
        told = reading.signal_in(fields, "")
        calls, acting = self._console.calls.signals, self._console.as_(visit)
        done = (
            told
            if isinstance(told, ClientFailure)
            else await self._console.ask(calls.take, acting, told, once_in(fields))
        )
        if isinstance(done, ClientFailure):
            values = form_values(self._console, visit, fields, "", "")
            return self._page(request, visit, "signals/new.html", values, done)
        return self._console.moved(f"{SIGNALS_PAGE}/{done.number}", visit)

    async def view(self, request: Request, visit: Visit) -> Response:
        number = number_in(request)
        calls = self._console.calls.signals
        found = await self._console.ask(calls.view, self._console.as_(visit), number)
        if isinstance(found, ClientFailure):
            return refusal_page(self._console, visit, found, SIGNALS_PAGE)
        view = words_for(self._console, visit).view(found)
        typed = {"version": str(found.version), "checked_on": today_of(self._console, visit)}
        values = {"view": view, "bodies": view.bodies, "typed": typed}
        return self._page(request, visit, "signals/one.html", values)

    async def step(self, request: Request, visit: Visit) -> Response:
        """Taken, or the same form again with what was typed."""
        fields, number = await self._form(request, visit), number_in(request)
        step = str(request.path_params["step"])
        done = await self._taken(visit, number, step, fields)
        if isinstance(done, ClientFailure):
            values = again_values(self._console, visit, number, step, fields, done)
            return self._page(request, visit, "signals/again.html", values, done)
        return self._console.moved(f"{SIGNALS_PAGE}/{number}", visit)

    async def _taken(self, visit: Visit, number: str, step: str, typed: Typed) -> SignalFile | ClientFailure:
        calls = self._console.calls.signals
        send: dict[str, Callable[..., SignalFile | ClientFailure]] = {
            "notes": calls.note,
            "passing-on": calls.pass_on,
            "check": calls.check,
            "closing": calls.close,
        }
        if step not in send:
            raise PageProblem("not-found", 404)
        told = _READ[step](typed)
        if isinstance(told, ClientFailure):
            return told
        return await self._console.ask(send[step], self._console.as_(visit), number, told, once_in(typed))

    async def _form(self, request: Request, visit: Visit) -> dict[str, str]:
        return await visit.form(request, DESK_FORM)

    def _page(
        self,
        request: Request,
        visit: Visit,
        template: str,
        values: Mapping[str, object],
        failure: ClientFailure | None = None,
    ) -> Response:
        if failure is not None and failure.code in STALE_TOKEN:
            return sign_in_again(self._console, request, visit)
        shared = {
            "here": SIGNALS_PAGE,
            "layout": LAYOUT_AT_DESK,
            "base": f"{SIGNALS_PAGE}/new",
            "back": SIGNALS_PAGE,
            "once": token_hex(16),
            "failure": failure,
        }
        status = 200 if failure is None else status_of(failure)
        return self._console.page(template, visit, {**shared, **values}, status)


def signal_routes(console: Console) -> list[Route]:
    """What case workers do; the backend refuses everybody else."""
    pages = SignalPages(console)

    def served(page: Callable[[Request, Visit], Awaitable[Response]]) -> Callable[..., Awaitable[Response]]:
        return guarded_by_sign_in(console, page)

    return [
        Route(SIGNALS_PAGE, served(pages.show), methods=["GET"]),
        Route(f"{SIGNALS_PAGE}/new", served(pages.new), methods=["GET"]),
        Route(f"{SIGNALS_PAGE}/new", served(pages.take), methods=["POST"]),
        Route(f"{SIGNALS_PAGE}/{{number}}", served(pages.view), methods=["GET"]),
        Route(f"{SIGNALS_PAGE}/{{number}}/{{step}}", served(pages.step), methods=["POST"]),
    ]
