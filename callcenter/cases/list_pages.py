"""«Обращения» and «Сроки обращений»: lists that name nobody, filtered, sorted, on and on."""

from __future__ import annotations

import re
from typing import Final

from pydantic import TypeAdapter
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from backend.client import ClientFailure
from backend.contract.cases import CaseOrder
from callcenter.addresses import link
from callcenter.cases.case_rows import rows_of
from callcenter.cases.case_view import STEPS
from callcenter.cases.leading import CASES_PAGE, TERMS_PAGE, form_values, spoken_for
from callcenter.console import Console
from callcenter.guard import guarded_by_sign_in, refusal_page
from callcenter.requests import read_query
from callcenter.visit import Visit

ORDER: Final[TypeAdapter[CaseOrder]] = TypeAdapter(CaseOrder)
FILTERS: Final = ("state", "kind", "whose", "town")
ORDERS: Final = ("newest", "due", "number")
_TOWN: Final = re.compile(r"[0-9A-Za-zА-Яа-яЁё .,()-]{0,80}")
_AFTER: Final = re.compile(r"([ОЖЗ]-[0-9]{2}-[0-9]{6,9})?")
_KINDS: Final = frozenset({"", "enquiry", "suggestion", "application", "grievance", "complaint"})
_LIST_QUERY: Final[dict[str, frozenset[str] | re.Pattern[str]]] = {
    "state": frozenset({"", *STEPS}),
    "kind": _KINDS,
    "whose": frozenset({"", "me", "nobody"}),
    "town": _TOWN,
    "order": frozenset({"", *ORDERS}),
    "after": _AFTER,
}


def case_list_routes(console: Console) -> list[Route]:
    """A page of fifty cases, and everything whose term is near or over."""

    async def show_list(request: Request, visit: Visit) -> Response:
        query = read_query(request, _LIST_QUERY)
        order = ORDER.validate_python(query.get("order") or "newest")
        filters = {name: query.get(name, "") for name in FILTERS}
        after = query.get("after", "")
        found = await console.ask(
            console.calls.cases.page, console.as_(visit), filters, order=order, after=after
        )
        if isinstance(found, ClientFailure):
            return refusal_page(console, request, visit, found)
        spoken = spoken_for(console, visit)
        asked = {**filters, "order": order}
        values = {
            "here": CASES_PAGE,
            "rows": rows_of(found.cases, spoken),
            "asked": asked,
            "filtered": any(filters.values()),
            "orders": {each: link(CASES_PAGE, {**filters, "order": each}) for each in ORDERS},
            "states": tuple((each, spoken.state(each)) for each in STEPS),
            "towns": _towns(console, visit),
            "more": link(CASES_PAGE, {**asked, "after": found.after}) if found.after else "",
            "from_start": link(CASES_PAGE, asked) if after else "",
            **form_values(spoken),
        }
        return console.page("cases/list.html", visit, values)

    async def show_terms(request: Request, visit: Visit) -> Response:
        query = read_query(request, {"only": frozenset({"overdue"})})
        overdue_only = "only" in query
        found = await console.ask(console.calls.cases.terms, console.as_(visit), overdue_only=overdue_only)
        if isinstance(found, ClientFailure):
            return refusal_page(console, request, visit, found)
        rows = rows_of(found.cases, spoken_for(console, visit))
        overdue = sum(each.due is not None and each.due.overdue for each in found.cases)
        values = {"here": TERMS_PAGE, "rows": rows, "overdue": overdue, "overdue_only": overdue_only}
        return console.page("cases/terms.html", visit, values)

    return [
        Route(CASES_PAGE, guarded_by_sign_in(console, show_list), methods=["GET"]),
        Route(TERMS_PAGE, guarded_by_sign_in(console, show_terms), methods=["GET"]),
    ]


def _towns(console: Console, visit: Visit) -> tuple[str, ...]:
    places = console.titles[visit.language].places.values()
    return tuple(sorted({place.town for place in places if place.town}))
