"""What operators decide about money that fits no invoice, and about refunds."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Final

from sqlalchemy import Connection, RowMapping

from backend.bookings.values import Tell
from backend.contract.payments import MoneyItem, RefundItem, RefundReason
from backend.errors import Refused
from backend.payments.repository import moneys
from backend.payments.service import changing, reading
from backend.payments.service.taking_money import credit

MOST_ITEMS: Final = 200
CONFIRMED_WITHIN: Final = timedelta(days=2)  # a bank tells of what its terminals took
REASONS: Final[dict[str, RefundReason]] = {"too_late": "too_late", "unknown": "unknown"}


def to_decide(connection: Connection, now: datetime) -> tuple[MoneyItem, ...]:
    """Money without a use, and what only a terminal's slip tells of for days."""
    rows = moneys.to_decide(connection, now - CONFIRMED_WITHIN, MOST_ITEMS)
    return tuple(map(_item, rows))


def credit_to(connection: Connection, money: str, number: str, now: datetime, tell: Tell) -> MoneyItem:
    """Use open money for an invoice that is still due; `money-unknown`, `money-settled`, `invoice-ended`."""
    row = _open(connection, money)
    invoice = reading.first_known(connection, (number,))
    if invoice is None:
        raise Refused("invoice-none")
    if not invoice.is_open:
        raise Refused("invoice-ended")
    if row["provider"] and row["provider"] != invoice.payee.provider:
        raise Refused("invoice-ended")  # it lies on another account
    credit(connection, row, invoice, now, tell)
    return _item(_stored(connection, money))


def send_back(connection: Connection, money: str, now: datetime) -> MoneyItem:
    """Open money becomes a refund; `money-unknown`, `money-settled`."""
    row = _open(connection, money)
    spent = {
        "credited": row["credited_kopecks"],
        "returned": row["returned_kopecks"] + row["open_kopecks"],
        "invoice": row["invoice"],
        "state": row["state"],
    }
    if not moneys.spend(connection, row, spent):
        raise Refused("database-busy")
    reason = REASONS.get(row["state"], "over")
    changing.refund(connection, reason, row["open_kopecks"], now, money=money)
    return _item(_stored(connection, money))


def set_aside(connection: Connection, money: str, now: datetime) -> MoneyItem:
    """It is none of ours: other income of the account, or an acquirer's lump; `money-settled`."""
    _open(connection, money)
    moneys.set_aside(connection, money, now)
    return _item(_stored(connection, money))


def refunds(connection: Connection, state: str) -> tuple[RefundItem, ...]:
    """What has to be sent back, or was; the oldest first."""
    rows = moneys.refunds_of_state(connection, state, MOST_ITEMS)
    return _refunds(connection, rows)


def mark_refunded(
    connection: Connection, refund: str, document: str, actor: str, now: datetime
) -> RefundItem:
    """By this document it went; once more with the same is no error. `refund-unknown`, `refund-done`."""
    row = moneys.refund(connection, refund)
    if row is None:
        raise Refused("refund-unknown")
    if row["state"] == "done" and row["document"] != document:
        raise Refused("refund-done")
    moneys.refund_done(connection, refund, now, actor, document)
    stored = moneys.refund(connection, refund)
    assert stored is not None
    return _refunds(connection, [stored])[0]


def _open(connection: Connection, money: str) -> RowMapping:
    row = moneys.by_id(connection, money)
    if row is None:
        raise Refused("money-unknown")
    if not row["open_kopecks"] or row["set_aside_at"] is not None:
        raise Refused("money-settled")
    return row


def _stored(connection: Connection, money: str) -> RowMapping:
    row = moneys.by_id(connection, money)
    assert row is not None
    return row


def _item(row: RowMapping) -> MoneyItem:
    return MoneyItem(
        money=row["money"],
        source=row["source"],
        state=row["state"],
        document=row["document"],
        paid_on=row["paid_on"],
        learnt_at=row["learnt_at"],
        amount_kopecks=row["amount_kopecks"],
        open_kopecks=0 if row["set_aside_at"] is not None else row["open_kopecks"],
        invoice=row["number"] or "",
        confirmed=row["confirmed_at"] is not None,
    )


def _refunds(connection: Connection, rows: list[RowMapping]) -> tuple[RefundItem, ...]:
    by_invoice: dict[str, list[str]] = {}
    parties = sorted({row["invoice"] for row in rows if row["invoice"]})
    for invoice, document in moneys.documents_of(connection, parties):
        by_invoice.setdefault(invoice, []).append(document)
    return tuple(
        RefundItem(
            refund=row["refund"],
            state=row["state"],
            reason=row["reason"],
            amount_kopecks=row["amount_kopecks"],
            invoice=row["invoice_number"] or "",
            booking=row["booking_number"] or "",
            money_documents=(
                (row["money_document"],)
                if row["money_document"]
                else tuple(by_invoice.get(row["invoice"], ()))
            ),
            since=row["since"],
            document=row["document"],
        )
        for row in rows
    )
