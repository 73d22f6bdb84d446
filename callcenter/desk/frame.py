"""The frame of a call: caller left, work in the middle, knowledge right; it stays whatever fails within.

A page of a feature is made so:

    async def show(at: InContact) -> Response:
        place, found = await frame.together(at, console.calls.cases.of_contact, at.acting)
        if isinstance(found, ClientFailure):
            return frame.failed(at, place, found, tab="cases")
        return frame.page(at, place, "cases/list.html", {"rows": rows_of(found)}, tab="cases")

    async def file_it(at: InContact) -> Response:
        fields = await at.form()
        done = await console.ask(console.calls.cases.open, at.acting, ...)
        if isinstance(done, ClientFailure):
            place = await frame.place(at)
            return frame.page(at, place, "cases/new.html", {"typed": fields}, tab="cases", failure=done)
        return frame.moved(at, "cases")

    Route("/contacts/{contact}/cases", frame.serve(show), methods=["GET"])
"""

from __future__ import annotations

import asyncio
import re
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from secrets import token_hex
from typing import Final, ParamSpec, TypeVar

from starlette.requests import Request
from starlette.responses import Response

from backend.calling.acting import As
from backend.client import ClientFailure
from backend.contract.workplace import Workplace
from callcenter.console import Console
from callcenter.desk.caller_zone import CallerZone, zone_of
from callcenter.desk.tabs import address_in, tabs_of
from callcenter.guard import form_page, guarded_by_sign_in, refusal_page
from callcenter.knowledge.aside import aside_of
from callcenter.knowledge.values import Knowledge
from callcenter.requests import DESK_FORM, PageProblem
from callcenter.visit import Visit

Asked = ParamSpec("Asked")
Answer = TypeVar("Answer")
_CONTACT: Final = re.compile(r"[0-9a-f-]{36}")


class NoFrame(Exception):
    """The contact itself cannot be shown: it is unknown, a colleague's, or the backend is down."""

    def __init__(self, failure: ClientFailure) -> None:
        super().__init__(failure.code)
        self.failure = failure


@dataclass(frozen=True, slots=True)
class InContact:
    """One request of a signed-in operator within a contact."""

    request: Request
    visit: Visit
    contact: str

    @property
    def acting(self) -> As:
        """The operator in this contact: what the backend is asked as."""
        assert self.visit.session is not None
        return As(self.visit.session.token, self.contact)

    async def form(self) -> dict[str, str]:
        """What our own page sent; PageProblem for anything else."""
        return await self.visit.form(self.request, DESK_FORM)


class Frame:
    """Serves pages within a contact: at most one call of their own beside the frame's."""

    def __init__(self, console: Console) -> None:
        self._console = console

    def serve(
        self, page: Callable[[InContact], Awaitable[Response]]
    ) -> Callable[[Request], Awaitable[Response]]:
        """The endpoint of a page whose address begins with /contacts/{contact}."""

        async def within(request: Request, visit: Visit) -> Response:
            contact = str(request.path_params["contact"])
            if not _CONTACT.fullmatch(contact):
                raise PageProblem("not-found", 404)
            try:
                return await page(InContact(request, visit, contact))
            except NoFrame as no_frame:
                return refusal_page(self._console, request, visit, no_frame.failure)

        return guarded_by_sign_in(self._console, within)

    async def place(self, at: InContact) -> Workplace:
        """The contact in hand; NoFrame where there is none to show."""
        calls = self._console.calls.contacts
        found = await self._console.ask(calls.workplace, at.acting, at.contact)
        if isinstance(found, ClientFailure):
            raise NoFrame(found)
        return found

    async def together(
        self,
        at: InContact,
        own: Callable[Asked, Answer],
        *arguments: Asked.args,
        **named: Asked.kwargs,
    ) -> tuple[Workplace, Answer]:
        """The frame's call and the page's own at the same time."""
        place, answer = await asyncio.gather(self.place(at), self._console.ask(own, *arguments, **named))
        return place, answer

    def page(
        self,
        at: InContact,
        place: Workplace,
        template: str,
        values: Mapping[str, object],
        *,
        tab: str = "",
        subject: str = "",
        failure: ClientFailure | None = None,
    ) -> Response:
        """The template, which extends desk.html; `failure` stands above the work, the person stays in sight.

        `subject` is the id of what the page is about (a measure, a place) for the knowledge beside it.
        """
        around = self._around(at, place, tab, subject)
        return form_page(self._console, at.request, at.visit, template, {**around, **values}, failure)

    def failed(self, at: InContact, place: Workplace, failure: ClientFailure, *, tab: str = "") -> Response:
        """The page's own call failed, and there is nothing to show but that."""
        return self.page(at, place, "desk/failed.html", {}, tab=tab, failure=failure)

    def moved(self, at: InContact, tab: str = "") -> Response:
        """After a form: to a page of the same contact, with GET."""
        return self._console.moved(address_in(at.contact, tab), at.visit)

    def _around(self, at: InContact, place: Workplace, tab: str, subject: str) -> dict[str, object]:
        return {
            "here": address_in(at.contact, tab),
            "contact": at.contact,
            "place": place,
            "zone": self._zone(at, place),
            "tabs": tabs_of(at.contact, tab),
            "subject": subject,
            "aside": self._aside(at, place, subject),
            "aside_once": token_hex(16),
            "live": "contact",
            "turn": place.turn,
        }

    def _aside(self, at: InContact, place: Workplace, subject: str) -> Knowledge:
        library = self._console.library[at.visit.language]
        now = at.visit.now.astimezone(self._console.zone)
        return aside_of(library, address_in(at.contact, "knowledge"), place.contact.topic, subject, now)

    def _zone(self, at: InContact, place: Workplace) -> CallerZone:
        language = at.visit.language
        return zone_of(place, self._console.words[language], self._console.titles[language])
