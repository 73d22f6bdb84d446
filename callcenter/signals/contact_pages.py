"""A signal within a call: is a life in danger, 112 first; then who, where, what; then a number."""

from __future__ import annotations

import re
from collections.abc import Mapping
from secrets import token_hex
from typing import Final

from starlette.responses import Response
from starlette.routing import Route

from backend.client import ClientFailure
from backend.contract.signals import SIGNAL_NUMBER
from backend.contract.workplace import Workplace
from callcenter.addresses import link
from callcenter.console import Console
from callcenter.desk.frame import Frame, InContact
from callcenter.desk.tabs import address_in
from callcenter.numbered.steps import sent
from callcenter.requests import read_query
from callcenter.signals import reading
from callcenter.signals.making import form_values
from callcenter.urgent.making import LAYOUT_IN_CONTACT

TAB: Final = "urgent"
_QUERY: Final = {"danger": frozenset({"yes", "no"})}
_TAKEN: Final[dict[str, frozenset[str] | re.Pattern[str]]] = {
    "number": re.compile(SIGNAL_NUMBER),
    "state": frozenset({"taken", "passed_on"}),
}


class SignalInContact:
    """One call of the API beside the frame's; what was told is never shown again."""

    def __init__(self, console: Console, frame: Frame) -> None:
        self._console = console
        self._frame = frame

    async def new(self, at: InContact) -> Response:
        danger = read_query(at.request, _QUERY).get("danger", "")
        place = await self._frame.place(at)
        return self._form(at, place, {"danger": danger} if danger else {})

    async def take(self, at: InContact) -> Response:
        """Taken once, however often the form comes."""
        fields = await at.form()
        calls, told = self._console.calls.signals, reading.signal_in(fields, fields.get("person", ""))
        done = await sent(self._console, calls.take, told, fields, at.acting)
        if isinstance(done, ClientFailure):
            return self._form(at, await self._frame.place(at), fields, done)
        state = "passed_on" if done.state == "passed_on" else "taken"
        taken = link(address_in(at.contact, "signal/taken"), {"number": done.number, "state": state})
        return self._console.moved(taken, at.visit)

    async def taken(self, at: InContact) -> Response:
        told = read_query(at.request, _TAKEN)
        values = {"number": told.get("number", ""), "state": told.get("state", "taken")}
        return self._page(at, await self._frame.place(at), "signals/taken.html", values)

    def _form(
        self,
        at: InContact,
        place: Workplace,
        typed: Mapping[str, str],
        failure: ClientFailure | None = None,
    ) -> Response:
        person = place.contact.person or ""
        name = place.person.short_name if place.person else ""
        values = form_values(self._console, at.visit, typed, person, name)
        return self._page(at, place, "signals/new.html", values, failure)

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
            "base": address_in(at.contact, "signal"),
            "back": address_in(at.contact, TAB),
            "once": token_hex(16),
        }
        return self._frame.page(at, place, template, {**shared, **values}, tab=TAB, failure=failure)


def signal_in_contact_routes(console: Console, frame: Frame) -> list[Route]:
    """What an operator does in a call."""
    pages = SignalInContact(console, frame)
    path = "/contacts/{contact}/signal"
    return [
        Route(path, frame.serve(pages.new), methods=["GET"]),
        Route(path, frame.serve(pages.take), methods=["POST"]),
        Route(f"{path}/taken", frame.serve(pages.taken), methods=["GET"]),
    ]
