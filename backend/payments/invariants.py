"""What must be true of money at every moment, also after a crash: each look is one statement."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any, Protocol

from sqlalchemy import Connection, Select, func, or_, select

from backend.bookings.tables import bookings
from backend.payments.tables import invoices, money, refunds

STANDS = ("confirmed", "arrived", "no_show", "done")
SWEPT_WITHIN = timedelta(days=1)  # housekeeping runs every minute


class Look(Protocol):
    """Counts one kind of fault as of `now`."""

    def __call__(self, connection: Connection, now: datetime) -> int: ...


def paid_without_money(connection: Connection, now: datetime) -> int:
    """Invoices that are paid by other sums than were credited to them."""
    credited = _sums(money.c.invoice, money.c.credited_kopecks)
    joined = invoices.outerjoin(credited, credited.c.about == invoices.c.invoice)
    wrong = func.coalesce(credited.c.kopecks, 0) != invoices.c.paid_kopecks
    return _rows_of(connection, select(invoices.c.invoice).select_from(joined).where(wrong))


def wrong_amounts(connection: Connection, now: datetime) -> int:
    """Invoices for other sums than their seats cost, with what went back for seats given back."""
    seats = _sums(bookings.c.party, bookings.c.price_kopecks, bookings.c.state.in_(STANDS))
    back = _sums(refunds.c.invoice, refunds.c.amount_kopecks, refunds.c.booking.is_not(None))
    joined = invoices.outerjoin(seats, seats.c.about == invoices.c.invoice).outerjoin(
        back, back.c.about == invoices.c.invoice
    )
    kopecks = func.coalesce(seats.c.kopecks, 0) + func.coalesce(back.c.kopecks, 0)
    wrong = invoices.c.state.in_(("due", "short", "paid")) & (kopecks != invoices.c.amount_kopecks)
    return _rows_of(connection, select(invoices.c.invoice).select_from(joined).where(wrong))


def wrong_refunds(connection: Connection, now: datetime) -> int:
    """Invoices of which more goes back than came, and money whose refund is not what it should be."""
    of_invoice = _sums(refunds.c.invoice, refunds.c.amount_kopecks)
    too_much = (
        select(invoices.c.invoice)
        .join(of_invoice, of_invoice.c.about == invoices.c.invoice)
        .where(of_invoice.c.kopecks > invoices.c.paid_kopecks)
    )
    of_money = _sums(refunds.c.money, refunds.c.amount_kopecks)
    differs = (
        select(money.c.money)
        .select_from(money.outerjoin(of_money, of_money.c.about == money.c.money))
        .where(func.coalesce(of_money.c.kopecks, 0) != money.c.returned_kopecks)
    )
    return _rows_of(connection, too_much) + _rows_of(connection, differs)


def unpaid_seats(connection: Connection, now: datetime) -> int:
    """Bookings that stand although their invoice has run out or asks for nothing."""
    ended = invoices.c.state.in_(("overdue", "cancelled"))
    stands = bookings.c.state.in_(("confirmed", "arrived")) & (bookings.c.price_kopecks > 0)
    found = (
        select(bookings.c.booking).join(invoices, invoices.c.invoice == bookings.c.party).where(ended, stands)
    )
    return _rows_of(connection, found)


def stale_invoices(connection: Connection, now: datetime) -> int:
    """Invoices that ran out more than a day ago and whose seats were not let go."""
    is_open = or_(invoices.c.state == "due", invoices.c.state == "short")
    stale = select(invoices.c.invoice).where(is_open, invoices.c.released_at < now - SWEPT_WITHIN)
    return _rows_of(connection, stale)


LOOKS: Mapping[str, Look] = {
    "payment-sum-wrong": paid_without_money,
    "invoice-amount-wrong": wrong_amounts,
    "refund-sum-wrong": wrong_refunds,
    "booking-unpaid": unpaid_seats,
    "invoice-stale": stale_invoices,
}


def check(connection: Connection, now: datetime) -> list[str]:
    """The codes of what is not true; empty when the till balances."""
    return [code for code, look in LOOKS.items() if look(connection, now)]


def _sums(about: Any, kopecks: Any, where: Any = True) -> Any:
    """The sum of something by what it is about."""
    return (
        select(about.label("about"), func.sum(kopecks).label("kopecks"))
        .where(where)
        .group_by(about)
        .subquery()
    )


def _rows_of(connection: Connection, statement: Select[str]) -> int:
    return int(connection.execute(select(func.count()).select_from(statement.subquery())).scalar_one())
