"""The one place where an invoice changes, and where a refund is written."""

from __future__ import annotations

from datetime import datetime
from uuid import NAMESPACE_URL, uuid5

from sqlalchemy import Connection

from backend.contract.payments import InvoiceState, RefundReason
from backend.errors import Refused
from backend.payments.repository import invoices
from backend.payments.values import Invoice


def change(
    connection: Connection,
    invoice: Invoice,
    state: InvoiceState,
    now: datetime,
    *,
    paid: int | None = None,
    amount: int | None = None,
) -> None:
    """`database-busy` if somebody else changed it since it was read; the next try sees that."""
    seen = {
        "invoice": invoice.invoice,
        "state": invoice.state,
        "paid": invoice.paid_kopecks,
        "amount": invoice.amount_kopecks,
    }
    new = {
        "state": state,
        "paid": invoice.paid_kopecks if paid is None else paid,
        "amount": invoice.amount_kopecks if amount is None else amount,
        "settled_at": None if state in {"due", "short"} else now,
    }
    if not invoices.change(connection, seen, new):
        raise Refused("database-busy")


def refund(
    connection: Connection,
    reason: RefundReason,
    kopecks: int,
    now: datetime,
    *,
    invoice: str | None = None,
    booking: str | None = None,
    money: str | None = None,
) -> None:
    """Money that has to go back; for one booking, or one sum that came, at most once."""
    about = booking or money or invoice
    row = {
        # Made of what it is about, so that a transaction that is run again makes the same.
        "refund": str(uuid5(NAMESPACE_URL, f"okno:refund:{reason}:{about}")),
        "reason": reason,
        "amount_kopecks": kopecks,
        "invoice": invoice,
        "booking": booking,
        "money": money,
        "state": "due",
        "since": now,
    }
    invoices.add_refund(connection, row)
