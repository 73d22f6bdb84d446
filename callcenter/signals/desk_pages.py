"""«Сигналы» for case workers: what waits, one with its history, what was done about it, a new one."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, ClassVar, Final

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from backend.client import ClientFailure
from backend.contract.signals import SIGNAL_NUMBER, SignalFile, SignalIn, SignalLine, SignalTaken
from callcenter.console import Console
from callcenter.guard import refusal_page
from callcenter.numbered.at_desk import NumberedAtDesk
from callcenter.numbered.fields import Typed
from callcenter.numbered.sorting import Sorting, due_of, query_of
from callcenter.numbered.steps import Step
from callcenter.requests import read_query
from callcenter.signals import reading
from callcenter.signals.making import again_values, form_values, today_of, words_for
from callcenter.visit import Visit

SIGNALS_PAGE: Final = "/signals"
COLUMNS: Final[Mapping[str, Callable[[SignalLine], Any]]] = {
    "number": lambda line: line.number,
    "kind": lambda line: (line.kind, line.number),
    "source": lambda line: line.source,
    "taken": lambda line: line.taken_at,
    "body": lambda line: line.body,
    "state": lambda line: line.state,
    "due": lambda line: due_of(line.due),
}
_QUERY: Final = {"closed": frozenset({"yes"}), **query_of(COLUMNS)}
_DANGER: Final = {"danger": frozenset({"yes", "no"})}


class SignalsAtDesk(NumberedAtDesk[SignalFile]):
    """Signals as they are worked off."""

    address: ClassVar[str] = SIGNALS_PAGE
    templates: ClassVar[str] = "signals"
    pattern: ClassVar[str] = SIGNAL_NUMBER
    shared: ClassVar[Mapping[str, object]] = {"base": f"{SIGNALS_PAGE}/new", "back": SIGNALS_PAGE}

    async def show(self, request: Request, visit: Visit) -> Response:
        query = read_query(request, _QUERY)
        closed, sorting = "closed" in query, Sorting(COLUMNS, SIGNALS_PAGE, query)
        calls = self._console.calls.signals
        found = await self._console.ask(calls.page, self._console.as_(visit), closed=closed)
        if isinstance(found, ClientFailure):
            return refusal_page(self._console, request, visit, found)
        say = words_for(self._console, visit)
        rows = tuple(say.row(line) for line in sorting.of(found.signals))
        values = {"rows": rows, "closed": closed, "sorting": sorting}
        return self.page(request, visit, "list", values)

    async def new(self, request: Request, visit: Visit) -> Response:
        """Whether a life is in danger comes first."""
        return self.page(request, visit, "new", self.form_values(visit, read_query(request, _DANGER)))

    def form_values(self, visit: Visit, typed: Typed) -> dict[str, object]:
        return form_values(self._console, visit, typed, "", "")

    def file_values(self, visit: Visit, file: SignalFile) -> dict[str, object]:
        view = words_for(self._console, visit).view(file)
        typed = {"version": str(file.version), "checked_on": today_of(self._console, visit)}
        return {"view": view, "bodies": view.bodies, "typed": typed}

    def again_values(
        self, visit: Visit, number: str, step: str, typed: Typed, failure: ClientFailure
    ) -> dict[str, object]:
        return again_values(self._console, visit, number, step, typed, failure)

    def read(self, typed: Typed) -> SignalIn | ClientFailure:
        return reading.signal_in(typed, "")

    @property
    def make(self) -> Callable[..., SignalTaken | ClientFailure]:
        return self._console.calls.signals.take

    @property
    def look(self) -> Callable[..., SignalFile | ClientFailure]:
        return self._console.calls.signals.view

    @property
    def steps(self) -> Mapping[str, Step[SignalFile | ClientFailure]]:
        calls = self._console.calls.signals
        return {
            "notes": (reading.note_in, calls.note),
            "passing-on": (reading.passing_in, calls.pass_on),
            "check": (reading.check_in, calls.check),
            "closing": (reading.closing_in, calls.close),
        }


def signal_routes(console: Console) -> list[Route]:
    return SignalsAtDesk(console).routes()
