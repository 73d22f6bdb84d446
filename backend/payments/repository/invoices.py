"""Statements over payees and invoices, built once."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, RowMapping, bindparam, select, text, update

from backend.bookings.tables import bookings
from backend.database.upsert import insert_if_absent, insert_or_update
from backend.payments.tables import invoices, payees, refunds

_OPEN = text("invoices.state IN ('due', 'short')")
_WHOLE_OF = select(
    invoices,
    payees.c.name,
    payees.c.account,
    payees.c.bank,
    payees.c.bic,
    payees.c.correspondent,
    payees.c.inn,
    payees.c.kpp,
).join(payees, payees.c.provider == invoices.c.provider)
_BY_ID = _WHOLE_OF.where(invoices.c.invoice == bindparam("of_invoice"))
_BY_NUMBERS = _WHOLE_OF.where(invoices.c.number.in_(bindparam("numbers", expanding=True)))
# Written out, not bound: SQLite takes a partial index only for its very words.
_RUN_OUT = (
    select(invoices.c.invoice)
    .where(_OPEN, invoices.c.released_at <= bindparam("now"))
    .order_by(invoices.c.released_at)
    .limit(bindparam("most"))
)
_CHANGE = (
    update(invoices)
    .where(
        invoices.c.invoice == bindparam("of_invoice"),
        invoices.c.state == bindparam("seen_state"),
        invoices.c.paid_kopecks == bindparam("seen_paid"),
        invoices.c.amount_kopecks == bindparam("seen_amount"),
    )
    .values(
        state=bindparam("new_state"),
        paid_kopecks=bindparam("new_paid"),
        amount_kopecks=bindparam("new_amount"),
        settled_at=bindparam("new_settled_at"),
    )
)
_OF_BOOKINGS = (
    select(
        bookings.c.booking,
        invoices.c.state,
        invoices.c.pay_until,
        refunds.c.state.label("refund"),
    )
    .select_from(
        bookings.outerjoin(invoices, invoices.c.invoice == bookings.c.party).outerjoin(
            refunds, refunds.c.booking == bookings.c.booking
        )
    )
    .where(bookings.c.booking.in_(bindparam("of_bookings", expanding=True)))
)


def put_payee(connection: Connection, row: Mapping[str, Any]) -> None:
    insert_or_update(connection, payees, row)


def payee(connection: Connection, provider: str) -> RowMapping | None:
    found = connection.execute(select(payees).where(payees.c.provider == provider))
    return found.mappings().one_or_none()


def every_payee(connection: Connection) -> list[RowMapping]:
    return list(connection.execute(select(payees).order_by(payees.c.provider)).mappings())


def is_number_taken(connection: Connection, number: str) -> bool:
    found = connection.execute(select(invoices.c.invoice).where(invoices.c.number == number))
    return found.first() is not None


def add(connection: Connection, row: Mapping[str, Any]) -> bool:
    """False if there is one for the party already."""
    return insert_if_absent(connection, invoices, row)


def by_id(connection: Connection, invoice: str) -> RowMapping | None:
    return connection.execute(_BY_ID, {"of_invoice": invoice}).mappings().one_or_none()


def by_numbers(connection: Connection, numbers: Sequence[str]) -> dict[str, RowMapping]:
    found = connection.execute(_BY_NUMBERS, {"numbers": list(numbers)}).mappings()
    return {row["number"]: row for row in found}


def run_out(connection: Connection, now: datetime, most: int) -> list[str]:
    """Invoices that were not paid while their seats were kept."""
    return list(connection.execute(_RUN_OUT, {"now": now, "most": most}).scalars())


def change(connection: Connection, seen: Mapping[str, Any], new: Mapping[str, Any]) -> bool:
    """Whether it still stood as it was seen; `seen` and `new` have state, paid, amount."""
    asked = {
        "of_invoice": seen["invoice"],
        **{f"seen_{name}": seen[name] for name in ("state", "paid", "amount")},
        **{f"new_{name}": new[name] for name in ("state", "paid", "amount", "settled_at")},
    }
    return connection.execute(_CHANGE, asked).rowcount == 1


def of_bookings(connection: Connection, of_bookings: Sequence[str]) -> dict[str, RowMapping]:
    """Of each booking: its invoice's state and end, and its refund's state, or None."""
    found = connection.execute(_OF_BOOKINGS, {"of_bookings": list(of_bookings)}).mappings()
    return {row["booking"]: row for row in found}


def add_refund(connection: Connection, row: Mapping[str, Any]) -> bool:
    """False if there is one for the booking or the money already."""
    return insert_if_absent(connection, refunds, row)
