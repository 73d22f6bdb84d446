"""The tab itself: everything kept for the person; waiting lists joined, left, and taken from."""

from __future__ import annotations

from typing import Final

from starlette.responses import Response
from starlette.routing import Route

from backend.client import ClientFailure
from backend.contract.on_behalf import DeskWaitIn
from callcenter.addresses import sort_link
from callcenter.desk.frame import InContact
from callcenter.desk.tabs import address_in
from callcenter.reception.desk_view import TAB, Desk, fresh_once
from callcenter.reception.kept_rows import COLUMNS, FIRST_COLUMN, rows_of
from callcenter.reception.typed import HOLD, ONCE, PERSON, SLUG, matched, or_nothing
from callcenter.requests import read_query

BASE: Final = "/contacts/{contact}/bookings"
_QUERY: Final = {
    "sort": frozenset(COLUMNS),
    "order": frozenset({"desc"}),
    "done": frozenset({"waiting", "left"}),
}


def kept_routes(desk: Desk) -> list[Route]:
    """A look at a person: the backend notes it."""

    async def show(at: InContact) -> Response:
        query = read_query(at.request, _QUERY)
        place, kept = await desk.frame.together(at, desk.calls.kept, at.acting)
        if isinstance(kept, ClientFailure):
            return desk.frame.failed(at, place, kept, tab=TAB)
        column, descending = query.get("sort", FIRST_COLUMN), "order" in query
        chosen: dict[str, str] = {name: query[name] for name in ("sort", "order") if name in query}
        here = address_in(at.contact, TAB)
        values = {
            "rows": rows_of(kept, desk.spoken(at), column, descending=descending),
            "columns": {name: sort_link(here, name, FIRST_COLUMN, chosen) for name in COLUMNS},
            "column": column,
            "descending": descending,
            "done": query.get("done", ""),
            "once": fresh_once(),
        }
        return desk.frame.page(at, place, "reception/kept.html", values, tab=TAB)

    async def join(at: InContact) -> Response:
        fields = await at.form()
        wish = DeskWaitIn(
            speciality=matched(SLUG, fields.get("speciality", "")),
            place=matched(SLUG, fields.get("place", "")),
            person=or_nothing(PERSON, fields.get("for", "")),
        )
        once = matched(ONCE, fields.get("once", ""))
        return await done(at, await desk.console.ask(desk.calls.wait, at.acting, wish, once), "waiting")

    async def leave(at: InContact) -> Response:
        await at.form()
        return await done(at, await desk.console.ask(desk.calls.leave_line, at.acting, entry_of(at)), "left")

    async def take(at: InContact) -> Response:
        fields = await at.form()
        once = matched(ONCE, fields.get("once", ""))
        taken = await desk.console.ask(desk.calls.take_offer, at.acting, entry_of(at), once)
        if isinstance(taken, ClientFailure):
            return await done(at, taken, "")
        return desk.moved(at, taken.tickets[0].number)

    async def done(at: InContact, answer: object, what: str) -> Response:
        if isinstance(answer, ClientFailure):
            return desk.frame.failed(at, await desk.frame.place(at), answer, tab=TAB)
        return desk.frame.moved(at, f"{TAB}?done={what}")

    def entry_of(at: InContact) -> str:
        return matched(HOLD, str(at.request.path_params["entry"]))

    return [
        Route(BASE, desk.frame.serve(show), methods=["GET"]),
        Route(f"{BASE}/waiting", desk.frame.serve(join), methods=["POST"]),
        Route(f"{BASE}/waiting/{{entry}}/take", desk.frame.serve(take), methods=["POST"]),
        Route(f"{BASE}/waiting/{{entry}}/leave", desk.frame.serve(leave), methods=["POST"]),
    ]
