"""What tickets and citizens are told of money."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import Connection, RowMapping

from backend.bookings.values import Booked
from backend.contract import payments as told
from backend.payments.payment_code import payment_text
from backend.payments.purposes import purpose_of
from backend.payments.repository import invoices
from backend.payments.service import reading
from backend.payments.values import Invoice, Paying

STANDS = frozenset({"confirmed", "arrived"})


def paying_of(connection: Connection, booked: Sequence[Booked]) -> dict[str, Paying]:
    """Of each booking what its ticket says of money."""
    priced = {each.booking: each for each in booked if each.seat.price_kopecks}
    found = invoices.of_bookings(connection, sorted(priced)) if priced else {}
    return {booking: _paying(priced[booking], row) for booking, row in found.items()}


def invoice_told(connection: Connection, party: str, now: datetime) -> told.Invoice | None:
    """The invoice of a hold with the text of its QR code; None where nothing is paid by invoice."""
    invoice = reading.invoice_of(connection, party)
    return None if invoice is None else as_told(invoice, now)


def as_told(invoice: Invoice, now: datetime) -> told.Invoice:
    purpose = purpose_of(invoice.number)
    is_due = invoice.is_open and invoice.released_at > now
    return told.Invoice(
        number=invoice.number,
        state=invoice.state,
        amount_kopecks=invoice.amount_kopecks,
        paid_kopecks=invoice.paid_kopecks,
        pay_until=invoice.pay_until,
        payee=invoice.payee.name,
        purpose=purpose,
        qr=payment_text(invoice.payee, invoice.missing_kopecks, purpose) if is_due else "",
        server_time=now,
    )


def _paying(booked: Booked, row: RowMapping) -> Paying:
    stands = booked.state in STANDS
    if row["refund"] is not None:
        return Paying("refunded" if row["refund"] == "done" else "refund_due")
    match row["state"]:
        case None:
            return Paying("on_site" if stands else "none")
        case "due" | "short":
            return Paying("due", row["pay_until"]) if stands else Paying()
        case "paid":
            return Paying("paid")
        case "overdue":
            return Paying("overdue")
        case _:
            return Paying()
