"""«Кто звонит»: candidates, search, for whom and who speaks, and making sure of it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from secrets import token_hex
from typing import Any, Final

from starlette.responses import Response
from starlette.routing import Route

from backend.client import ClientFailure
from backend.contract.callers import CallerPage
from backend.contract.contacts import ContactPersonIn
from backend.contract.identification import Identified
from backend.contract.person_search import Candidates
from backend.contract.workplace import Workplace
from callcenter.addresses import link
from callcenter.caller import reading
from callcenter.caller.view import view_of
from callcenter.console import Console
from callcenter.desk.frame import Frame, InContact
from callcenter.desk.tabs import address_in
from callcenter.requests import PageProblem, read_query

TAB: Final = "caller"
TEMPLATE: Final = "caller/caller.html"
PURPOSE: Final = "caller"
"""What candidates are looked at for, as the journal names it: to find out who calls."""

DONE: Final = frozenset({"chosen", "unnamed", "nobody", "data", "code_word", "call_back"})
_QUERY: Final = {"others": frozenset({"yes"}), "done": DONE}
_KEPT: Final = (*reading.SEARCHED, "birth_date", *reading.ENDINGS, "house", "ground", "relation")
"""What was typed stands there again; a code word does not."""

Typed = Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Attempt:
    """A form as it was sent, and what became of it: `where` names the form."""

    where: str = ""
    typed: Typed = field(default_factory=dict, repr=False)
    failure: ClientFailure | None = None


NO_ATTEMPT: Final = Attempt()


class CallerPages:
    """One call of the API beside the frame's, whatever is done."""

    def __init__(self, console: Console, frame: Frame) -> None:
        self._console = console
        self._frame = frame

    async def show(self, at: InContact) -> Response:
        query = read_query(at.request, _QUERY)
        calls = self._console.calls.identification
        place, page = await self._frame.together(
            at, calls.caller, at.acting, at.contact, PURPOSE, others="others" in query
        )
        if isinstance(page, ClientFailure):
            return self._frame.failed(at, place, page, tab=TAB)
        return self._page(at, place, page=page, done=query.get("done", ""))

    async def search(self, at: InContact) -> Response:
        fields = await at.form()
        asked = reading.search_in(fields, PURPOSE)
        if isinstance(asked, ClientFailure):
            return self._page(at, await self._frame.place(at), attempt=Attempt("search", fields, asked))
        calls = self._console.calls.identification
        place, found = await self._frame.together(at, calls.search, at.acting, asked)
        if isinstance(found, ClientFailure):
            return self._page(at, place, attempt=Attempt("search", fields, found))
        return self._page(at, place, found=found, attempt=Attempt("search", fields))

    async def choose(self, at: InContact) -> Response:
        fields = await at.form()
        return await self._attached(at, reading.chosen_in(fields), fields, "chosen")

    async def speak(self, at: InContact) -> Response:
        fields = await at.form()
        return await self._attached(at, reading.relation_in(fields), fields, "chosen", where="relation")

    async def unname(self, at: InContact) -> Response:
        await at.form()
        return await self._attached(at, ContactPersonIn(anonymous=True), {}, "unnamed")

    async def forget(self, at: InContact) -> Response:
        await at.form()
        return await self._attached(at, ContactPersonIn(), {}, "nobody")

    async def by_data(self, at: InContact) -> Response:
        fields = await at.form()
        told = reading.data_in(fields, PURPOSE)
        return await self._identified(at, self._console.calls.identification.by_data, told, fields, "data")

    async def by_code_word(self, at: InContact) -> Response:
        fields = await at.form()
        told, calls = reading.word_in(fields, PURPOSE), self._console.calls.identification
        return await self._identified(at, calls.by_code_word, told, fields, "code_word")

    async def by_call_back(self, at: InContact) -> Response:
        fields = await at.form()
        told, calls = reading.called_back_in(PURPOSE), self._console.calls.identification
        return await self._identified(at, calls.by_call_back, told, fields, "call_back")

    async def ring(self, at: InContact) -> Response:
        """To the page of the call that is now to be dialled."""
        fields = await at.form()
        calls = self._console.calls.identification
        opened = await self._console.ask(calls.ring_registered, at.acting, at.contact, once_in(fields))
        if isinstance(opened, ClientFailure):
            attempt = Attempt("call_back", failure=opened)
            return self._page(at, await self._frame.place(at), attempt=attempt)
        return self._console.moved(address_in(opened.contact, TAB), at.visit)

    async def _attached(
        self,
        at: InContact,
        who: ContactPersonIn | ClientFailure,
        fields: Typed,
        done: str,
        where: str = "search",
    ) -> Response:
        attach = self._console.calls.contacts.attach
        answer = (
            who
            if isinstance(who, ClientFailure)
            else await self._console.ask(attach, at.acting, at.contact, who)
        )
        if isinstance(answer, ClientFailure):
            place = await self._frame.place(at)
            return self._page(at, place, attempt=Attempt(where, fields, answer))
        return self._moved(at, done)

    async def _identified(
        self,
        at: InContact,
        way: Callable[..., Identified | ClientFailure],
        told: Any | ClientFailure,
        fields: Typed,
        done: str,
    ) -> Response:
        answer = (
            told
            if isinstance(told, ClientFailure)
            else await self._console.ask(way, at.acting, at.contact, told)
        )
        if isinstance(answer, ClientFailure):
            place = await self._frame.place(at)
            return self._page(at, place, attempt=Attempt(done, fields, answer))
        return self._moved(at, done)

    def _moved(self, at: InContact, done: str) -> Response:
        return self._console.moved(link(address_in(at.contact, TAB), {"done": done}), at.visit)

    def _page(
        self,
        at: InContact,
        place: Workplace,
        *,
        page: CallerPage | None = None,
        found: Candidates | None = None,
        attempt: Attempt = NO_ATTEMPT,
        done: str = "",
    ) -> Response:
        console, language = self._console, at.visit.language
        titles, words = console.titles[language], console.words[language]
        values = {
            "view": view_of(place, page, found, titles, words, console.zone),
            "typed": {name: attempt.typed.get(name, "") for name in _KEPT},
            "where": attempt.where,
            "done": done,
            "once": token_hex(16),
        }
        return self._frame.page(at, place, TEMPLATE, values, tab=TAB, failure=attempt.failure)


def once_in(fields: Typed) -> str:
    """The form's own key, so that a form sent twice does one thing."""
    once = fields.get("once", "")
    if len(once) != 32 or not set(once) <= set("0123456789abcdef"):
        raise PageProblem("body-invalid", 422)
    return once


def caller_routes(console: Console, frame: Frame) -> list[Route]:
    """The page and its forms."""
    pages = CallerPages(console, frame)
    address = address_in("{contact}", TAB)
    forms = {
        "search": pages.search,
        "choose": pages.choose,
        "speaks": pages.speak,
        "unnamed": pages.unname,
        "nobody": pages.forget,
        "data": pages.by_data,
        "code-word": pages.by_code_word,
        "call-back": pages.by_call_back,
        "ring": pages.ring,
    }
    return [
        Route(address, frame.serve(pages.show), methods=["GET"]),
        *(Route(f"{address}/{name}", frame.serve(work), methods=["POST"]) for name, work in forms.items()),
    ]
