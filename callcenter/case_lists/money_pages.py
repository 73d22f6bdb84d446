"""«Деньги без счёта» and «Возвраты»: credited, sent back, left aside; sent."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Final

from starlette.responses import Response
from starlette.routing import Route

from backend.client import ClientFailure
from backend.contract.payments import RefundDoneIn, SettleIn
from callcenter.addresses import link
from callcenter.case_lists.list_view import ID, LONGEST, AtList, ListDesk, head_of, matched
from callcenter.case_lists.rows import MONEY_COLUMNS, REFUND_COLUMNS, money_row, ordered, refund_row
from callcenter.reception.typed import ONCE
from callcenter.requests import PageProblem

MONEY_PAGE: Final = "/money"
REFUNDS_PAGE: Final = "/refunds"
_INVOICE: Final = re.compile(r"[0-9]{9}")
_DOCUMENT: Final = re.compile(r"[0-9A-Za-z._/-]{1,64}")
_BETWEEN: Final = re.compile(r"[\s\u00a0-]+")
MISSING: Final = ClientFailure("case-list-incomplete")


def money_routes(desk: ListDesk) -> list[Route]:
    """Nothing here says who paid: that stands at the bank, under the document's number."""

    async def show(at: AtList) -> Response:
        return await page(at, at.query(MONEY_COLUMNS))

    async def page(
        at: AtList,
        query: Mapping[str, str],
        typed: Mapping[str, str] | None = None,
        failure: ClientFailure | None = None,
    ) -> Response:
        found = await desk.console.ask(desk.calls.money, at.acting)
        if isinstance(found, ClientFailure):
            return desk.refused(at, found)
        head = head_of(MONEY_PAGE, MONEY_COLUMNS, query)
        column, descending = query.get("sort", next(iter(MONEY_COLUMNS))), "order" in query
        items = ordered(found.money, MONEY_COLUMNS, column, descending=descending)
        rows = [money_row(each, desk.spoken(at)) for each in items]
        return desk.page(at, "case_lists/money.html", {**head, "rows": rows, "typed": typed or {}}, failure)

    async def settle(at: AtList) -> Response:
        fields = await at.form()
        money, once = matched(ID, fields.get("money", "")), matched(ONCE, fields.get("once", ""))
        how = settled(fields)
        if how is None:
            return await page(at, {}, fields, MISSING)
        done = await desk.console.ask(desk.calls.settle, at.acting, money, how, once)
        if isinstance(done, ClientFailure):
            return await page(at, {}, fields, done)
        return desk.moved(at, MONEY_PAGE, {})

    return [
        Route(MONEY_PAGE, desk.serve(show), methods=["GET"]),
        Route(f"{MONEY_PAGE}/settle", desk.serve(settle), methods=["POST"]),
    ]


def refund_routes(desk: ListDesk) -> list[Route]:
    """What has to be sent back, and what went."""

    async def show(at: AtList) -> Response:
        return await page(at, at.query(REFUND_COLUMNS, {"state": frozenset({"done"})}))

    async def page(
        at: AtList,
        query: Mapping[str, str],
        typed: Mapping[str, str] | None = None,
        failure: ClientFailure | None = None,
    ) -> Response:
        is_done = "state" in query
        found = await desk.console.ask(desk.calls.refunds, at.acting, "done" if is_done else "due")
        if isinstance(found, ClientFailure):
            return desk.refused(at, found)
        head = head_of(REFUNDS_PAGE, REFUND_COLUMNS, query, ("state",))
        column, descending = query.get("sort", next(iter(REFUND_COLUMNS))), "order" in query
        items = ordered(found.refunds, REFUND_COLUMNS, column, descending=descending)
        values = {
            "rows": [refund_row(each, desk.spoken(at)) for each in items],
            "is_done": is_done,
            "total": desk.spoken(at).sum(sum(each.amount_kopecks for each in items)),
            "other": REFUNDS_PAGE if is_done else link(REFUNDS_PAGE, {"state": "done"}),
            "typed": typed or {},
        }
        return desk.page(at, "case_lists/refunds.html", {**head, **values}, failure)

    async def sent(at: AtList) -> Response:
        fields = await at.form()
        refund, once = matched(ID, fields.get("refund", "")), matched(ONCE, fields.get("once", ""))
        document = fields.get("document", "").strip()
        if not _DOCUMENT.fullmatch(document):
            return await page(at, {}, fields, MISSING)
        done = await desk.console.ask(
            desk.calls.refunded, at.acting, refund, RefundDoneIn(document=document), once
        )
        if isinstance(done, ClientFailure):
            return await page(at, {}, fields, done)
        return desk.moved(at, REFUNDS_PAGE, {})

    return [
        Route(REFUNDS_PAGE, desk.serve(show), methods=["GET"]),
        Route(f"{REFUNDS_PAGE}/done", desk.serve(sent), methods=["POST"]),
    ]


def settled(fields: Mapping[str, str]) -> SettleIn | None:
    """The decision; None where something is missing; `body-invalid` for what no form of ours sends."""
    what, reason = fields.get("what", ""), fields.get("reason", "").strip()
    invoice = _BETWEEN.sub("", fields.get("invoice", "")) if what == "credit" else ""
    if not reason or (what == "credit" and not _INVOICE.fullmatch(invoice)):
        return None
    if len(reason) > LONGEST:
        raise PageProblem("body-invalid", 422)
    match what:
        case "credit" | "refund" | "set_aside":
            return SettleIn(what=what, invoice=invoice, reason=reason)
        case _:
            return None
