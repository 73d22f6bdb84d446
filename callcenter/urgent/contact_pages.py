"""«Срочная помощь» within a contact: what the caller has, a new application, its act."""

from __future__ import annotations

from collections.abc import Mapping
from secrets import token_hex
from typing import Final

from starlette.responses import Response
from starlette.routing import Route

from backend.client import ClientFailure
from backend.contract.urgent import URGENT_NUMBER, UrgentNotice
from backend.contract.workplace import Workplace
from callcenter.console import Console
from callcenter.desk.frame import Frame, InContact
from callcenter.desk.tabs import address_in
from callcenter.numbered.steps import led, number_in, sent
from callcenter.urgent import reading
from callcenter.urgent.making import LAYOUT_IN_CONTACT, pages_of
from callcenter.urgent.steps import steps_of

TAB: Final = "urgent"
SUBJECT: Final = "urgent-social-services"  # the measure of the pack, for the knowledge beside it
RIGHT: Final = "urgent_service"  # of the identification policy


class UrgentInContact:
    """Two calls of the API a page: the frame's and its own."""

    def __init__(self, console: Console, frame: Frame) -> None:
        self._console = console
        self._frame = frame

    async def show(self, at: InContact) -> Response:
        place, found = await self._frame.together(at, self._console.calls.urgent.of_contact, at.acting)
        if isinstance(found, ClientFailure):
            return self._frame.failed(at, place, found, tab=TAB)
        say = pages_of(self._console, at.visit).say
        rows = tuple(say.row(line) for line in found.services)
        return self._page(at, place, "urgent/list.html", {"rows": rows, "is_known": _is_known(place)})

    async def new(self, at: InContact) -> Response:
        return self._form(at, await self._frame.place(at), {})

    async def form(self, at: InContact) -> Response:
        """Formed once, however often the form comes."""
        fields = await at.form()
        calls, told = self._console.calls.urgent, reading.application_in(fields)
        done = await sent(self._console, calls.form, told, fields, at.acting)
        if isinstance(done, ClientFailure):
            return self._form(at, await self._frame.place(at), fields, done)
        return self._frame.moved(at, f"{TAB}/{done.number}")

    async def view(self, at: InContact) -> Response:
        number = number_in(at.request, URGENT_NUMBER)
        place, found = await self._frame.together(at, self._console.calls.urgent.view, at.acting, number)
        if isinstance(found, ClientFailure):
            return self._frame.failed(at, place, found, tab=TAB)
        values = pages_of(self._console, at.visit).of_file(found)
        return self._page(at, place, "urgent/one.html", values)

    async def step(self, at: InContact) -> Response:
        """Taken, or the same form again with what was typed."""
        fields, number = await at.form(), number_in(at.request, URGENT_NUMBER)
        step = str(at.request.path_params["step"])
        steps = steps_of(self._console.calls.urgent)
        done = await led(self._console, steps, step, fields, at.acting, number)
        if isinstance(done, ClientFailure):
            place = await self._frame.place(at)
            values = pages_of(self._console, at.visit).again(number, step, fields, done)
            return self._page(at, place, "urgent/again.html", values, done)
        if isinstance(done, UrgentNotice):
            place = await self._frame.place(at)
            return self._page(at, place, "urgent/told.html", {"number": number, "given": done})
        return self._frame.moved(at, f"{TAB}/{number}")

    def _form(
        self,
        at: InContact,
        place: Workplace,
        typed: Mapping[str, str],
        failure: ClientFailure | None = None,
    ) -> Response:
        pages = pages_of(self._console, at.visit)
        person = place.contact.person if _is_known(place) else None
        values = pages.of_form(typed, person or "", place.person.short_name if place.person else "")
        return self._page(at, place, "urgent/new.html", values, failure)

    def _page(
        self,
        at: InContact,
        place: Workplace,
        template: str,
        values: Mapping[str, object],
        failure: ClientFailure | None = None,
    ) -> Response:
        shared = {
            "layout": LAYOUT_IN_CONTACT,
            "base": address_in(at.contact, TAB),
            "once": token_hex(16),
            "place": place,
        }
        values = {**shared, **values}
        return self._frame.page(at, place, template, values, tab=TAB, subject=SUBJECT, failure=failure)


def _is_known(place: Workplace) -> bool:
    """Whether help can be formed for the person of the register."""
    return place.contact.person is not None and RIGHT in place.do


def urgent_routes(console: Console, frame: Frame) -> list[Route]:
    """What an operator does in a call."""
    pages = UrgentInContact(console, frame)
    path = "/contacts/{contact}/urgent"
    return [
        Route(path, frame.serve(pages.show), methods=["GET"]),
        Route(f"{path}/new", frame.serve(pages.new), methods=["GET"]),
        Route(f"{path}/new", frame.serve(pages.form), methods=["POST"]),
        Route(f"{path}/{{number}}", frame.serve(pages.view), methods=["GET"]),
        Route(f"{path}/{{number}}/{{step}}", frame.serve(pages.step), methods=["POST"]),
    ]
