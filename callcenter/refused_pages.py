"""«Непринятые заявления»: the list, whose one of them says it is, and «Разобрано»."""

from __future__ import annotations

import re
from typing import Final

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from backend.client import ClientFailure
from backend.contract.requests import RefusedDeliveries
from callcenter.addresses import address_of, link, sort_link
from callcenter.console import Console
from callcenter.guard import guarded_by_sign_in, refusal_page
from callcenter.operators_api import RefusedOne
from callcenter.refused_rows import COLUMNS, RefusedWords, ordered
from callcenter.requests import REFUSED_PAGE, PageProblem, read_query
from callcenter.visit import Visit

VIEW_ADDRESS: Final = f"{REFUSED_PAGE}/view"
SETTLE_ADDRESS: Final = f"{REFUSED_PAGE}/settle"
REOPEN_ADDRESS: Final = f"{REFUSED_PAGE}/reopen"
FIRST_COLUMN: Final = "at"
_RECEIPT: Final = re.compile(r"[0-9A-Z-]{6,24}")
_KIOSK: Final = re.compile(r"[0-9A-Za-z-]{1,40}")
_QUERY: Final[dict[str, frozenset[str] | re.Pattern[str]]] = {
    "sort": frozenset(COLUMNS),
    "order": frozenset({"desc"}),
    "settled": frozenset({"now", "before", "undone"}),  # by this operator, by somebody else, back again
    "receipt": _RECEIPT,
    "kiosk": _KIOSK,
}
_GONE: Final = "delivery-unknown"


def refused_routes(console: Console) -> list[Route]:
    """What citizens filed and the backend could not take in; names only where somebody asks for one."""

    async def show(request: Request, visit: Visit) -> Response:
        query = read_query(request, _QUERY)
        assert visit.session is not None
        found = await console.api.refused(visit.session.token)
        if isinstance(found, ClientFailure):
            return refusal_page(console, request, visit, found)
        return console.page(
            "refused.html", visit, {"here": address_of(request), **_list(found, query, visit)}
        )

    async def view(request: Request, visit: Visit) -> Response:
        which = await asked_for(request, visit)
        assert visit.session is not None
        filing = await console.api.refused_filing(visit.session.token, which)
        if isinstance(filing, ClientFailure):
            return failed(request, visit, filing)
        words = in_words(visit)
        values = {"here": REFUSED_PAGE, "row": words.row(filing.delivery), "claim": words.claim(filing)}
        return console.page("refused_one.html", visit, values)

    async def settle(request: Request, visit: Visit) -> Response:
        which = await asked_for(request, visit)
        assert visit.session is not None
        failure = await console.api.settle(visit.session.token, which)
        if failure is not None:
            return failed(request, visit, failure)
        told = {"settled": "now", "receipt": which.receipt_code, "kiosk": which.kiosk}
        return console.moved(link(REFUSED_PAGE, told), visit)

    async def reopen(request: Request, visit: Visit) -> Response:
        which = await asked_for(request, visit)
        assert visit.session is not None
        failure = await console.api.reopen(visit.session.token, which)
        if failure is not None:
            return failed(request, visit, failure)
        return console.moved(link(REFUSED_PAGE, {"settled": "undone"}), visit)

    async def asked_for(request: Request, visit: Visit) -> RefusedOne:
        fields = await visit.form(request)
        receipt_code, kiosk = fields.get("receipt", ""), fields.get("kiosk", "")
        if not _RECEIPT.fullmatch(receipt_code) or not _KIOSK.fullmatch(kiosk):
            raise PageProblem("body-invalid", 422)
        return RefusedOne(receipt_code, kiosk)

    def failed(request: Request, visit: Visit, failure: ClientFailure) -> Response:
        """One that is gone was settled by a colleague: the list says so."""
        if failure.code == _GONE:
            return console.moved(link(REFUSED_PAGE, {"settled": "before"}), visit)
        return refusal_page(console, request, visit, failure)

    def in_words(visit: Visit) -> RefusedWords:
        language = visit.language
        return RefusedWords(console.words[language], console.titles[language], console.zone, visit.now)

    def _list(found: RefusedDeliveries, query: dict[str, str], visit: Visit) -> dict[str, object]:
        words = in_words(visit)
        chosen: dict[str, str] = {name: query[name] for name in ("sort", "order") if name in query}
        column, descending = query.get("sort", FIRST_COLUMN), "order" in query
        rows = ordered(found.deliveries, column, descending=descending)
        return {
            "rows": [words.row(delivery) for delivery in rows],
            "more": found.more,
            "columns": {name: sort_link(REFUSED_PAGE, name, FIRST_COLUMN, chosen) for name in COLUMNS},
            "column": column,
            "descending": descending,
            "settled": query.get("settled", ""),
            "last": settled_just_now(query),
            "again": link(REFUSED_PAGE, chosen),
        }

    def settled_just_now(query: dict[str, str]) -> RefusedOne | None:
        """What could be put back."""
        if query.get("settled") != "now" or not {"receipt", "kiosk"} <= query.keys():
            return None
        return RefusedOne(query["receipt"], query["kiosk"])

    return [
        Route(REFUSED_PAGE, guarded_by_sign_in(console, show), methods=["GET"]),
        Route(VIEW_ADDRESS, guarded_by_sign_in(console, view), methods=["POST"]),
        Route(SETTLE_ADDRESS, guarded_by_sign_in(console, settle), methods=["POST"]),
        Route(REOPEN_ADDRESS, guarded_by_sign_in(console, reopen), methods=["POST"]),
    ]
