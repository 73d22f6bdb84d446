"""Takes money that somebody tells of: credits it to its invoice, or names why not."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Final
from uuid import NAMESPACE_URL, uuid5

from sqlalchemy import Connection, RowMapping

from backend.bookings.service import looking
from backend.bookings.values import News, Tell
from backend.contract.payments import MoneySource, MoneyState, RefundReason
from backend.errors import Refused
from backend.payments.repository import moneys
from backend.payments.service import changing, reading
from backend.payments.values import Invoice, MoneyTaken, MoneyTold

# What a bank tells by: a notice at once, its statement the day after. A terminal's sales come in a lump.
OTHER: Final[Mapping[MoneySource, MoneySource]] = {"statement": "notice", "notice": "statement"}


def take(connection: Connection, told: MoneyTold, now: datetime, tell: Tell) -> MoneyTaken:
    """What became of it; money that was told of before changes nothing, but may be confirmed now."""
    known = moneys.by_key(connection, told.source_key)
    if known is not None:
        return _known(connection, known, told, now)
    invoice = reading.first_known(connection, told.invoices)
    if invoice is not None and told.provider and told.provider != invoice.payee.provider:
        invoice = None  # it came to somebody else's account
    if invoice is not None and told.source in OTHER:
        sources = (OTHER[told.source], told.source)
        same = moneys.told_otherwise(connection, invoice.invoice, told.amount_kopecks, sources)
        if same is not None:
            moneys.add_name(connection, same["money"], told.source_key, told.source)
            return _known(connection, same, told, now)
    row = {
        "money": str(uuid5(NAMESPACE_URL, f"okno:money:{told.source_key}")),
        "source": told.source,
        "source_key": told.source_key,
        "document": told.document,
        "provider": told.provider,
        "paid_on": told.paid_on,
        "learnt_at": now,
        "amount_kopecks": told.amount_kopecks,
        "state": "unknown",
        "confirmed_at": now if told.confirmed else None,
    }
    if not moneys.add(connection, row):
        raise Refused("database-busy")  # somebody tells of it at this moment; the next try knows it
    if invoice is None:
        return MoneyTaken(known=False, state="unknown", invoice="")
    stored = moneys.by_key(connection, told.source_key)
    assert stored is not None
    state = credit(connection, stored, invoice, now, tell)
    return MoneyTaken(known=False, state=state, invoice=invoice.number)


def credit(
    connection: Connection, money: RowMapping, invoice: Invoice, now: datetime, tell: Tell
) -> MoneyState:
    """Credit what is open of this money as far as the invoice asks for it; the rest is to go back."""
    kopecks = money["amount_kopecks"] - money["credited_kopecks"] - money["returned_kopecks"]
    credited = min(kopecks, invoice.missing_kopecks) if invoice.is_open else 0
    rest = kopecks - credited
    state = _state(invoice, rest)
    # Whether what came too late buys other seats or goes back is for an operator to decide.
    returned = rest if state in {"over", "twice"} else 0
    spent = {
        "credited": money["credited_kopecks"] + credited,
        "returned": money["returned_kopecks"] + returned,
        "invoice": invoice.invoice,
        "state": state,
    }
    if not moneys.spend(connection, money, spent):
        raise AssertionError("money that was just added was spent by somebody else")
    if returned:
        reason: RefundReason = "over" if state == "over" else "twice"
        changing.refund(connection, reason, returned, now, money=money["money"])
    if credited:
        paid = invoice.paid_kopecks + credited
        is_whole = paid == invoice.amount_kopecks
        changing.change(connection, invoice, "paid" if is_whole else "short", now, paid=paid)
        if is_whole:
            _tell_paid(connection, invoice, tell)
    return state


def _state(invoice: Invoice, rest: int) -> MoneyState:
    if invoice.is_open:
        return "over" if rest else "credited"
    return "twice" if invoice.state == "paid" else "too_late"


def _known(connection: Connection, stored: RowMapping, told: MoneyTold, now: datetime) -> MoneyTaken:
    if told.confirmed:
        moneys.confirm(connection, stored["money"], now)
    return MoneyTaken(
        known=True,
        state=stored["state"],
        invoice=stored["number"] or "",
        differs=stored["amount_kopecks"] != told.amount_kopecks,
    )


def _tell_paid(connection: Connection, invoice: Invoice, tell: Tell) -> None:
    """One piece of news for all seats of a party."""
    booked = [each for each in looking.of_party(connection, invoice.invoice) if each.state == "confirmed"]
    tell(connection, [News("paid", each) for each in booked[:1]])
