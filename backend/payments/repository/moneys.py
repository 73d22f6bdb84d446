"""Statements over money that came and goes back, built once."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, RowMapping, bindparam, or_, select, update

from backend.bookings.tables import bookings
from backend.database.upsert import insert_if_absent
from backend.payments.tables import invoices, money, money_names, refunds

_OPEN_KOPECKS = money.c.amount_kopecks - money.c.credited_kopecks - money.c.returned_kopecks
_ITEMS = (
    select(money, invoices.c.number, _OPEN_KOPECKS.label("open_kopecks"))
    .select_from(money.outerjoin(invoices, invoices.c.invoice == money.c.invoice))
    .order_by(money.c.learnt_at, money.c.money)
)
_TO_DECIDE = _ITEMS.where(
    or_(
        (_OPEN_KOPECKS > 0) & money.c.set_aside_at.is_(None),
        money.c.confirmed_at.is_(None) & (money.c.learnt_at < bindparam("unconfirmed_before")),
    )
).limit(bindparam("most"))
_BY_ID = _ITEMS.where(money.c.money == bindparam("of_money"))
_BY_KEY = _ITEMS.join(money_names, money_names.c.money == money.c.money).where(
    money_names.c.source_key == bindparam("of_key")
)
# The other of both that a bank tells by, which has not been told of this money yet.
_TOLD_OTHERWISE = (
    _ITEMS.where(
        money.c.invoice == bindparam("of_invoice"),
        money.c.amount_kopecks == bindparam("kopecks"),
        money.c.source == bindparam("by_source"),
        ~select(1)
        .where(money_names.c.money == money.c.money, money_names.c.source == bindparam("not_source"))
        .correlate(money)
        .exists(),
    )
).limit(1)
_SET_ASIDE = (
    update(money)
    .where(money.c.money == bindparam("of_money"), money.c.set_aside_at.is_(None))
    .values(set_aside_at=bindparam("now"))
)
_SPEND = (
    update(money)
    .where(
        money.c.money == bindparam("of_money"),
        money.c.credited_kopecks == bindparam("seen_credited"),
        money.c.returned_kopecks == bindparam("seen_returned"),
    )
    .values(
        credited_kopecks=bindparam("new_credited"),
        returned_kopecks=bindparam("new_returned"),
        invoice=bindparam("new_invoice"),
        state=bindparam("new_state"),
    )
)
_CONFIRM = (
    update(money)
    .where(money.c.money == bindparam("of_money"), money.c.confirmed_at.is_(None))
    .values(confirmed_at=bindparam("now"))
)
_REFUNDS = (
    select(
        refunds,
        invoices.c.number.label("invoice_number"),
        bookings.c.number.label("booking_number"),
        money.c.document.label("money_document"),
    )
    .select_from(
        refunds.outerjoin(invoices, invoices.c.invoice == refunds.c.invoice)
        .outerjoin(bookings, bookings.c.booking == refunds.c.booking)
        .outerjoin(money, money.c.money == refunds.c.money)
    )
    .order_by(refunds.c.since, refunds.c.refund)
)
_OF_STATE = _REFUNDS.where(refunds.c.state == bindparam("of_state")).limit(bindparam("most"))
_REFUND = _REFUNDS.where(refunds.c.refund == bindparam("of_refund"))
_DOCUMENTS = (
    select(money.c.invoice, money.c.document)
    .where(money.c.invoice.in_(bindparam("of_invoices", expanding=True)), money.c.credited_kopecks > 0)
    .order_by(money.c.learnt_at, money.c.money)
)
_DONE = (
    update(refunds)
    .where(refunds.c.refund == bindparam("of_refund"), refunds.c.state == "due")
    .values(state="done", done_at=bindparam("now"), done_by=bindparam("actor"), document=bindparam("by"))
)


def add(connection: Connection, row: Mapping[str, Any]) -> bool:
    """False if this money was told of before."""
    if not insert_if_absent(connection, money, row):
        return False
    return add_name(connection, row["money"], row["source_key"], row["source"])


def add_name(connection: Connection, money: str, source_key: str, source: str) -> bool:
    """Another name for the same money; False if it has one of this source."""
    row = {"source_key": source_key, "money": money, "source": source}
    return insert_if_absent(connection, money_names, row)


def told_otherwise(
    connection: Connection, invoice: str, kopecks: int, sources: tuple[str, str]
) -> RowMapping | None:
    """Money of this sum for this invoice that the first source has told of, and the second not yet."""
    asked = {
        "of_invoice": invoice,
        "kopecks": kopecks,
        "by_source": sources[0],
        "not_source": sources[1],
    }
    return connection.execute(_TOLD_OTHERWISE, asked).mappings().first()


def set_aside(connection: Connection, money: str, now: datetime) -> bool:
    """Whether nobody had done so before."""
    return connection.execute(_SET_ASIDE, {"of_money": money, "now": now}).rowcount == 1


def by_id(connection: Connection, money: str) -> RowMapping | None:
    return connection.execute(_BY_ID, {"of_money": money}).mappings().one_or_none()


def by_key(connection: Connection, source_key: str) -> RowMapping | None:
    return connection.execute(_BY_KEY, {"of_key": source_key}).mappings().one_or_none()


def to_decide(connection: Connection, unconfirmed_before: datetime, most: int) -> list[RowMapping]:
    """Money neither credited nor sent back, and slips that no bank has confirmed; the oldest first."""
    asked = {"unconfirmed_before": unconfirmed_before, "most": most}
    return list(connection.execute(_TO_DECIDE, asked).mappings())


def spend(connection: Connection, seen: RowMapping, new: Mapping[str, Any]) -> bool:
    """Whether nothing was spent of it meanwhile; `new` has credited, returned, invoice, state."""
    asked = {
        "of_money": seen["money"],
        "seen_credited": seen["credited_kopecks"],
        "seen_returned": seen["returned_kopecks"],
        **{f"new_{name}": value for name, value in new.items()},
    }
    return connection.execute(_SPEND, asked).rowcount == 1


def confirm(connection: Connection, money: str, now: datetime) -> bool:
    """Whether only a slip had told of it until now."""
    return connection.execute(_CONFIRM, {"of_money": money, "now": now}).rowcount == 1


def refunds_of_state(connection: Connection, state: str, most: int) -> list[RowMapping]:
    return list(connection.execute(_OF_STATE, {"of_state": state, "most": most}).mappings())


def refund(connection: Connection, refund: str) -> RowMapping | None:
    return connection.execute(_REFUND, {"of_refund": refund}).mappings().one_or_none()


def documents_of(connection: Connection, of_invoices: list[str]) -> list[tuple[str, str]]:
    """Invoice and document of all money that was credited to these."""
    found = connection.execute(_DOCUMENTS, {"of_invoices": of_invoices})
    return [(row.invoice, row.document) for row in found]


def refund_done(connection: Connection, refund: str, now: datetime, actor: str, document: str) -> bool:
    """Whether it was still due."""
    asked = {"of_refund": refund, "now": now, "actor": actor, "by": document}
    return connection.execute(_DONE, asked).rowcount == 1
