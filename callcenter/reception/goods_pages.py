"""Medicines and books: searched for, looked for at places, reserved."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from starlette.responses import Response
from starlette.routing import Route

from backend.client import ClientFailure
from backend.contract.on_behalf import DeskReservationIn
from backend.contract.stock import MOST_UNITS, ItemKind, places_that_have
from callcenter.addresses import link
from callcenter.desk.frame import InContact
from callcenter.desk.tabs import address_in
from callcenter.reception.desk_view import TAB, Desk, fresh_once, once_for
from callcenter.reception.goods_rows import holding_rows, holdings_of, items_of
from callcenter.reception.kept_pages import BASE
from callcenter.reception.typed import ITEM, ONCE, PERSON, SLUG, matched, or_nothing
from callcenter.requests import PageProblem, read_query

KINDS: Final[Mapping[str, ItemKind]] = {"medicines": "medicine", "books": "book"}
LONGEST_SEARCH: Final = 100


def goods_routes(desk: Desk) -> list[Route]:
    """What was searched for is sent in a form: it stands in no address."""

    def searches(folder: str, kind: ItemKind) -> list[Route]:
        async def ask(at: InContact) -> Response:
            query = read_query(at.request, {"for": PERSON})
            place = await desk.frame.place(at)
            return desk.frame.page(at, place, "reception/search.html", view(folder, query), tab=TAB)

        async def answer(at: InContact) -> Response:
            query = read_query(at.request, {"for": PERSON})
            fields = await at.form()
            text = fields.get("text", "").strip()[:LONGEST_SEARCH]
            if not text:
                return desk.moved(at, folder)
            place, found = await desk.frame.together(at, desk.calls.search_goods, at.acting, kind, text)
            values = {**view(folder, query), "text": text}
            if isinstance(found, ClientFailure):
                return desk.frame.page(at, place, "reception/search.html", values, tab=TAB, failure=found)
            told = {"rows": items_of(found, desk.spoken(at)), "understood": found.understood}
            return desk.frame.page(at, place, "reception/search.html", {**values, **told}, tab=TAB)

        path = f"{BASE}/{folder}"
        return [
            Route(path, desk.frame.serve(ask), methods=["GET"]),
            Route(path, desk.frame.serve(answer), methods=["POST"]),
        ]

    def view(folder: str, query: Mapping[str, str]) -> dict[str, object]:
        return {"folder": folder, "query": query, "text": "", "rows": None, "understood": ""}

    async def show(at: InContact) -> Response:
        query = read_query(at.request, {"for": PERSON})
        item = str(at.request.path_params["item"])
        if not ITEM.fullmatch(item):
            raise PageProblem("not-found", 404)
        place, found = await desk.frame.together(
            at, desk.calls.holdings, at.acting, item, query.get("for", "")
        )
        if isinstance(found, ClientFailure):
            return desk.frame.failed(at, place, found, tab=TAB)
        values = {"found": holdings_of(found, desk.spoken(at)), "query": query, "once": fresh_once()}
        return desk.frame.page(at, place, "reception/holdings.html", values, tab=TAB)

    async def reserve(at: InContact) -> Response:
        fields = await at.form()
        units = fields.get("units", "1")
        if not units.isdigit() or not 1 <= int(units) <= MOST_UNITS:
            raise PageProblem("body-invalid", 422)
        wish = DeskReservationIn(
            item=matched(ITEM, fields.get("item", "")),
            place=matched(SLUG, fields.get("place", "")),
            units=int(units),
            person=or_nothing(PERSON, fields.get("for", "")),
        )
        once = once_for(matched(ONCE, fields.get("once", "")), wish.model_dump_json())
        made = await desk.console.ask(desk.calls.reserve, at.acting, wish, once)
        if not isinstance(made, ClientFailure):
            return desk.moved(at, made.number)
        again = address_in(at.contact, f"{TAB}/goods/{wish.item}")
        values = {
            "rows": holding_rows(places_that_have(made.problem), desk.spoken(at)),
            "item": wish.item,
            "units": wish.units,
            "whom": wish.person,
            "back": link(again, {"for": wish.person}),
            "once": fresh_once(),
        }
        return await desk.failed(at, made, values, "reception/not_reserved.html")

    return [
        *(route for folder, kind in KINDS.items() for route in searches(folder, kind)),
        Route(f"{BASE}/goods/{{item}}", desk.frame.serve(show), methods=["GET"]),
        Route(f"{BASE}/reserve", desk.frame.serve(reserve), methods=["POST"]),
    ]
