"""«Акты и заявления» at a desk: what awaits a signature or help, one of them, a new one of who came in."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any, ClassVar, Final

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from backend.client import ClientFailure
from backend.contract.urgent import URGENT_NUMBER, UrgentFile, UrgentIn, UrgentLine, UrgentNotice
from callcenter.console import Console
from callcenter.guard import refusal_page
from callcenter.numbered.at_desk import NumberedAtDesk
from callcenter.numbered.fields import Typed
from callcenter.numbered.sorting import Sorting, due_of, query_of
from callcenter.numbered.steps import Step
from callcenter.requests import read_query
from callcenter.urgent import reading
from callcenter.urgent.making import pages_of
from callcenter.urgent.steps import Done, steps_of
from callcenter.visit import Visit

ACTS_PAGE: Final = "/acts"
COLUMNS: Final[Mapping[str, Callable[[UrgentLine], Any]]] = {
    "act": lambda line: line.act_number,
    "number": lambda line: line.number,
    "state": lambda line: line.state,
    "opened": lambda line: line.opened_at,
    "provided": lambda line: line.provided_on or date.max,
    "due": lambda line: due_of(line.due),
}


class ActsAtDesk(NumberedAtDesk[UrgentFile]):
    """Urgent help as it is followed up on paper."""

    address: ClassVar[str] = ACTS_PAGE
    templates: ClassVar[str] = "urgent"
    pattern: ClassVar[str] = URGENT_NUMBER
    shared: ClassVar[Mapping[str, object]] = {"base": ACTS_PAGE, "place": None}

    async def show(self, request: Request, visit: Visit) -> Response:
        query = read_query(request, query_of(COLUMNS))
        found = await self._console.ask(self._console.calls.urgent.work, self._console.as_(visit))
        if isinstance(found, ClientFailure):
            return refusal_page(self._console, request, visit, found)
        say, sorting = pages_of(self._console, visit).say, Sorting(COLUMNS, ACTS_PAGE, query)
        values = {
            "unsigned": tuple(say.row(line) for line in sorting.of(found.unsigned)),
            "waiting": tuple(say.row(line) for line in sorting.of(found.open)),
            "sorting": sorting,
        }
        return self.page(request, visit, "work", values)

    def form_values(self, visit: Visit, typed: Typed) -> dict[str, object]:
        return pages_of(self._console, visit).of_form(typed, "", "")

    def file_values(self, visit: Visit, file: UrgentFile) -> dict[str, object]:
        return pages_of(self._console, visit).of_file(file)

    def again_values(
        self, visit: Visit, number: str, step: str, typed: Typed, failure: ClientFailure
    ) -> dict[str, object]:
        return pages_of(self._console, visit).again(number, step, typed, failure)

    def read(self, typed: Typed) -> UrgentIn | ClientFailure:
        return reading.application_in(typed)

    @property
    def make(self) -> Callable[..., UrgentFile | ClientFailure]:
        return self._console.calls.urgent.form

    @property
    def look(self) -> Callable[..., UrgentFile | ClientFailure]:
        return self._console.calls.urgent.view

    @property
    def steps(self) -> Mapping[str, Step[Done]]:
        return steps_of(self._console.calls.urgent)

    def after(self, request: Request, visit: Visit, number: str, done: object) -> Response:
        if isinstance(done, UrgentNotice):
            return self.page(request, visit, "told", {"number": number, "given": done})
        return super().after(request, visit, number, done)


def act_routes(console: Console) -> list[Route]:
    return ActsAtDesk(console).routes()
