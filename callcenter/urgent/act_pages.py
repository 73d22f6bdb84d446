"""«Акты и заявления» at a desk: what awaits a signature or help, one of them, a new one of who came in."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping
from secrets import token_hex
from typing import Final

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from backend.client import ClientFailure
from backend.contract.urgent import UrgentNotice
from callcenter.console import STALE_TOKEN, Console, status_of
from callcenter.guard import guarded_by_sign_in, refusal_page, sign_in_again
from callcenter.requests import DESK_FORM, read_query
from callcenter.urgent import reading
from callcenter.urgent.making import LAYOUT_AT_DESK, number_in, pages_of
from callcenter.urgent.sorting import URGENT, Sorting, query_of
from callcenter.urgent.steps import taken
from callcenter.visit import Visit

ACTS_PAGE: Final = "/acts"


class ActPages:
    """One call of the API a page; after a refused form none but its own."""

    def __init__(self, console: Console) -> None:
        self._console = console

    async def show(self, request: Request, visit: Visit) -> Response:
        query = read_query(request, query_of(URGENT))
        found = await self._console.ask(self._console.calls.urgent.work, self._console.as_(visit))
        if isinstance(found, ClientFailure):
            return refusal_page(self._console, visit, found, ACTS_PAGE)
        say, sorting = pages_of(self._console, visit).say, Sorting(URGENT, ACTS_PAGE, query)
        values = {
            "unsigned": tuple(say.row(line) for line in sorting.of(found.unsigned)),
            "waiting": tuple(say.row(line) for line in sorting.of(found.open)),
            "sorting": sorting,
        }
        return self._page(request, visit, "urgent/work.html", values)

    async def new(self, request: Request, visit: Visit) -> Response:
        return self._page(
            request, visit, "urgent/new.html", pages_of(self._console, visit).of_form({}, "", "")
        )

    async def form(self, request: Request, visit: Visit) -> Response:
        fields = await self._form(request, visit)
        told = reading.application_in(fields)
        done = (
            told
            if isinstance(told, ClientFailure)
            else await self._console.ask(
                self._console.calls.urgent.form,
                self._console.as_(visit),
                told,
                reading.once_in(fields),
            )
        )
        if isinstance(done, ClientFailure):
            values = pages_of(self._console, visit).of_form(fields, "", "")
            return self._page(request, visit, "urgent/new.html", values, done)
        return self._console.moved(f"{ACTS_PAGE}/{done.number}", visit)

    async def view(self, request: Request, visit: Visit) -> Response:
        number = number_in(request)
        found = await self._console.ask(self._console.calls.urgent.view, self._console.as_(visit), number)
        if isinstance(found, ClientFailure):
            return refusal_page(self._console, visit, found, ACTS_PAGE)
        values = pages_of(self._console, visit).of_file(found)
        return self._page(request, visit, "urgent/one.html", values)

    async def step(self, request: Request, visit: Visit) -> Response:
        fields, number = await self._form(request, visit), number_in(request)
        step = str(request.path_params["step"])
        done = await taken(self._console, self._console.as_(visit), number, step, fields)
        if isinstance(done, ClientFailure):
            values = pages_of(self._console, visit).again(number, step, fields, done)
            return self._page(request, visit, "urgent/again.html", values, done)
        if isinstance(done, UrgentNotice):
            return self._page(request, visit, "urgent/told.html", {"number": number, "given": done})
        return self._console.moved(f"{ACTS_PAGE}/{number}", visit)

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
            "here": ACTS_PAGE,
            "layout": LAYOUT_AT_DESK,
            "base": ACTS_PAGE,
            "once": token_hex(16),
            "place": None,
            "failure": failure,
        }
        status = 200 if failure is None else status_of(failure)
        return self._console.page(template, visit, {**shared, **values}, status)


def act_routes(console: Console) -> list[Route]:
    """What case workers do."""
    pages = ActPages(console)

    def served(page: Callable[[Request, Visit], Awaitable[Response]]) -> Callable[..., Awaitable[Response]]:
        return guarded_by_sign_in(console, page)

    return [
        Route(ACTS_PAGE, served(pages.show), methods=["GET"]),
        Route(f"{ACTS_PAGE}/new", served(pages.new), methods=["GET"]),
        Route(f"{ACTS_PAGE}/new", served(pages.form), methods=["POST"]),
        Route(f"{ACTS_PAGE}/{{number}}", served(pages.view), methods=["GET"]),
        Route(f"{ACTS_PAGE}/{{number}}/{{step}}", served(pages.step), methods=["POST"]),
    ]
