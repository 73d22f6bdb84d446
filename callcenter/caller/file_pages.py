"""«Дело человека»: masked until the operator says what for; the lost card; earlier contacts."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Final

from starlette.responses import Response
from starlette.routing import Route

from backend.client import ClientFailure
from backend.contract.callers import DeskFile
from backend.contract.contacts import PastContacts
from backend.contract.workplace import Workplace
from callcenter.addresses import link, sort_link
from callcenter.caller import reading
from callcenter.caller.earlier_rows import earlier_rows
from callcenter.caller.file_rows import SORTS, FileWords, parts_in
from callcenter.console import Console
from callcenter.desk.frame import Frame, InContact
from callcenter.desk.tabs import address_in
from callcenter.requests import read_query

TAB: Final = "file"
EARLIER: Final = "earlier"
LOST_CARD: Final = "card-lost"  # a topic of the content: why a card is blocked
_QUERY: Final[Mapping[str, frozenset[str] | re.Pattern[str]]] = {
    "parts": re.compile(r"[a-z.]{1,120}"),
    "purpose": re.compile(r"[a-z0-9][a-z0-9-]{0,79}"),
    "sort": frozenset(SORTS),
    "order": frozenset({"desc"}),
    "done": frozenset({"blocked", "unblocked"}),
}
_BLOCK_FIELDS: Final = ("last_name", "first_name", "middle_name", "birth_date")


class FilePages:
    """One call of the API beside the frame's; without a purpose nothing is looked at."""

    def __init__(self, console: Console, frame: Frame) -> None:
        self._console = console
        self._frame = frame

    async def show(self, at: InContact) -> Response:
        query = read_query(at.request, _QUERY)
        parts, purpose = parts_in(query.get("parts", "")), query.get("purpose", "")
        if not parts or not purpose:
            return self._page(at, await self._frame.place(at), None, query)
        look = self._console.calls.identification.file
        place, file = await self._frame.together(at, look, at.acting, at.contact, purpose, parts)
        if isinstance(file, ClientFailure):
            return self._page(at, place, None, query, failure=file)
        return self._page(at, place, file, query)

    async def block(self, at: InContact) -> Response:
        fields = await at.form()
        told = reading.lost_card_in(fields, LOST_CARD)
        block = self._console.calls.identification.block_card
        done = told if isinstance(told, ClientFailure) else await self._console.ask(block, at.acting, told)
        return await self._after(at, done, fields, "blocked")

    async def unblock(self, at: InContact) -> Response:
        fields = await at.form()
        told = reading.found_card_in(fields, LOST_CARD)
        unblock = self._console.calls.identification.unblock_card
        done = told if isinstance(told, ClientFailure) else await self._console.ask(unblock, at.acting, told)
        return await self._after(at, done, fields, "unblocked")

    async def earlier(self, at: InContact) -> Response:
        calls = self._console.calls.contacts
        place, past = await self._frame.together(at, calls.earlier, at.acting, at.contact)
        if isinstance(past, ClientFailure):
            values = {"rows": None, "code": past.code}
            return self._frame.page(at, place, "caller/earlier.html", values, tab=EARLIER, failure=past)
        return self._frame.page(at, place, "caller/earlier.html", self._earlier(at, past), tab=EARLIER)

    def _earlier(self, at: InContact, past: PastContacts) -> dict[str, object]:
        console, language = self._console, at.visit.language
        rows = earlier_rows(past, console.titles[language], console.words[language], console.zone)
        return {"rows": rows}

    async def _after(self, at: InContact, done: object, fields: Mapping[str, str], what: str) -> Response:
        """What was typed stands there again where it was refused."""
        if isinstance(done, ClientFailure):
            place = await self._frame.place(at)
            return self._page(at, place, None, {}, failure=done, typed=fields)
        return self._console.moved(link(address_in(at.contact, TAB), {"done": what}), at.visit)

    def _page(
        self,
        at: InContact,
        place: Workplace,
        file: DeskFile | None,
        query: Mapping[str, str],
        *,
        failure: ClientFailure | None = None,
        typed: Mapping[str, str] | None = None,
    ) -> Response:
        console, language = self._console, at.visit.language
        titles, address = console.titles[language], address_in(at.contact, TAB)
        column, turned = query.get("sort", SORTS[0]), "order" in query
        asked = {name: query[name] for name in ("parts", "purpose", "sort", "order") if name in query}
        values = {
            "file": FileWords(console.words[language], titles, console.zone).view(
                place, file, column, turned=turned
            ),
            "purposes": tuple((topic, titles.of_topic(topic)) for topic in titles.topics),
            "purpose": query.get("purpose", place.contact.topic),
            "columns": {name: sort_link(address, name, SORTS[0], asked) for name in SORTS},
            "column": column,
            "turned": turned,
            "done": query.get("done", ""),
            "may_unblock": "unblock_card" in place.do,
            "unblock_level": titles.of_level(place.needs.get("unblock_card", "")),
            "typed": {name: (typed or {}).get(name, "") for name in _BLOCK_FIELDS},
            "asks_block": typed is not None,
        }
        return self._frame.page(at, place, "caller/file.html", values, tab=TAB, failure=failure)


def file_routes(console: Console, frame: Frame) -> list[Route]:
    """The file, what is done about a lost card, earlier contacts."""
    pages = FilePages(console, frame)
    address = address_in("{contact}", TAB)
    return [
        Route(address, frame.serve(pages.show), methods=["GET"]),
        Route(f"{address}/block", frame.serve(pages.block), methods=["POST"]),
        Route(f"{address}/unblock", frame.serve(pages.unblock), methods=["POST"]),
        Route(address_in("{contact}", EARLIER), frame.serve(pages.earlier), methods=["GET"]),
    ]
