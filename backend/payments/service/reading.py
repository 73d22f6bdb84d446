"""Invoices and payees as values."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import Connection, RowMapping

from backend.payments.repository import invoices
from backend.payments.values import Invoice, Payee

_PAYEE = tuple(Payee.__dataclass_fields__)


def invoice_of(connection: Connection, party: str) -> Invoice | None:
    """The invoice of a hold; None where nothing is paid by invoice."""
    row = invoices.by_id(connection, party)
    return None if row is None else _invoice(row)


def first_known(connection: Connection, numbers: Sequence[str]) -> Invoice | None:
    """The first of these numbers that is one of ours."""
    found = invoices.by_numbers(connection, numbers)
    return next((_invoice(found[number]) for number in numbers if number in found), None)


def payee_of(connection: Connection, provider: str) -> Payee | None:
    row = invoices.payee(connection, provider)
    return None if row is None else _payee(row)


def payees(connection: Connection) -> tuple[Payee, ...]:
    """Everybody who takes money in this region."""
    return tuple(map(_payee, invoices.every_payee(connection)))


def _invoice(row: RowMapping) -> Invoice:
    return Invoice(
        invoice=row["invoice"],
        number=row["number"],
        amount_kopecks=row["amount_kopecks"],
        paid_kopecks=row["paid_kopecks"],
        state=row["state"],
        pay_until=row["pay_until"],
        released_at=row["released_at"],
        payee=_payee(row),
    )


def _payee(row: RowMapping) -> Payee:
    return Payee(**{name: row[name] for name in _PAYEE})
