"""Seats that were not paid in time come free; a part that was paid goes back."""

from __future__ import annotations

from datetime import datetime
from typing import Final

from sqlalchemy import Connection

from backend.bookings.service import ending, looking
from backend.bookings.values import News, Tell
from backend.payments.repository import invoices
from backend.payments.service import changing, reading

SWEPT_AT_ONCE: Final = 100
STANDS: Final = frozenset({"confirmed", "arrived"})  # who has come without paying keeps no seat by it


def release_unpaid(connection: Connection, now: datetime, tell: Tell) -> int:
    """End the bookings of invoices that have run out, at most some in one transaction; how many invoices."""
    run_out = invoices.run_out(connection, now, SWEPT_AT_ONCE)
    for party in run_out:
        invoice = reading.invoice_of(connection, party)
        assert invoice is not None
        changing.change(connection, invoice, "overdue", now)
        if invoice.paid_kopecks:
            changing.refund(connection, "overdue", invoice.paid_kopecks, now, invoice=party)
        ended = [
            each
            for each in looking.of_party(connection, party)
            if each.state in STANDS and ending.lapse_unpaid(connection, each, now, tell)
        ]
        tell(connection, [News("unpaid", each) for each in ended[:1]])
    return len(run_out)
