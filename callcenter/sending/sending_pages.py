"""The pages of sending: what will go and where, read back, then done; and the same on paper."""

from __future__ import annotations

import re
from collections.abc import Mapping
from secrets import token_hex
from typing import Final

from starlette.responses import Response
from starlette.routing import Route

from backend.client import ClientFailure
from backend.contract.letters import LetterPreview, LetterSent
from backend.contract.workplace import Workplace
from callcenter.console import Console
from callcenter.desk.frame import Frame, InContact
from callcenter.desk.tabs import NAMES
from callcenter.requests import PageProblem, read_query
from callcenter.sending.asked import Sending, matter_in, sending_in
from callcenter.sending.sheet import sheet_of
from callcenter.times import day_and_time

_QUERY: Final = {"matter": re.compile(r"(documents|place):[0-9a-z,-]{1,800}")}


class SendingPages:
    """Two calls of the API a page: the frame's and the letter's."""

    def __init__(self, console: Console, frame: Frame) -> None:
        self._console = console
        self._frame = frame

    async def read_back(self, at: InContact) -> Response:
        """What will go, and the address aloud; nothing is sent yet."""
        fields = await at.form()
        sending = _asked(fields)
        place = await self._frame.place(at)
        preview = await self._console.ask(
            self._console.calls.paperwork.preview,
            at.acting,
            sending.of_person(place.contact.person or ""),
            sending.letter,
        )
        if isinstance(preview, ClientFailure):
            return self._again(at, place, sending, fields, preview)
        return self._page(at, place, sending, fields, "sending/read_back.html", self._told(at, preview))

    async def send(self, at: InContact) -> Response:
        """Sent once, however often the form comes."""
        fields = await at.form()
        sending = _asked(fields)
        place = await self._frame.place(at)
        sent = await self._console.ask(
            self._console.calls.paperwork.send,
            at.acting,
            sending.of_person(place.contact.person or ""),
            sending.letter,
            fields.get("once", ""),
        )
        if isinstance(sent, ClientFailure):
            return self._again(at, place, sending, fields, sent)
        return self._page(at, place, sending, fields, "sending/sent.html", self._done(at, sent))

    async def paper(self, at: InContact) -> Response:
        """An A4 sheet of what is public."""
        matter = matter_in(read_query(at.request, _QUERY).get("matter", ""))
        titles = self._console.titles[at.visit.language]
        sheet = None if matter is None else sheet_of(matter, titles)
        if sheet is None:
            raise PageProblem("not-found", 404)
        return self._frame.page(at, await self._frame.place(at), "sending/sheet.html", {"sheet": sheet})

    def _told(self, at: InContact, preview: LetterPreview) -> dict[str, object]:
        return {"preview": preview, "due": self._due(at, preview), "once": token_hex(16)}

    def _done(self, at: InContact, sent: LetterSent) -> dict[str, object]:
        return {"sent": sent, "due": self._due(at, sent)}

    def _due(self, at: InContact, letter: LetterPreview | LetterSent) -> str:
        """When it goes; "" for at once."""
        if letter.due_at <= self._console.clock():
            return ""
        return day_and_time(letter.due_at, self._console.zone, at.visit.language)

    def _again(
        self,
        at: InContact,
        place: Workplace,
        sending: Sending,
        fields: Mapping[str, str],
        failure: ClientFailure,
    ) -> Response:
        return self._page(at, place, sending, fields, "sending/again.html", {}, failure)

    def _page(
        self,
        at: InContact,
        place: Workplace,
        sending: Sending,
        fields: Mapping[str, str],
        template: str,
        values: Mapping[str, object],
        failure: ClientFailure | None = None,
    ) -> Response:
        tab = sending.back.partition("/")[0]
        shared = {"sending": sending, "sealed": fields.get("sealed", "")}
        return self._frame.page(
            at, place, template, {**shared, **values}, tab=tab if tab in NAMES else "", failure=failure
        )


def sending_routes(console: Console, frame: Frame) -> list[Route]:
    """Within a contact; nothing that is typed stands in an address."""
    pages = SendingPages(console, frame)
    path = "/contacts/{contact}/sending"
    return [
        Route(path, frame.serve(pages.read_back), methods=["POST"]),
        Route(f"{path}/done", frame.serve(pages.send), methods=["POST"]),
        Route(f"{path}/paper", frame.serve(pages.paper), methods=["GET"]),
    ]


def _asked(fields: Mapping[str, str]) -> Sending:
    sending = sending_in(fields)
    if sending is None:
        raise PageProblem("body-invalid", 422)
    return sending
