"""What goes into and out of the services of payments."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from backend.contract.payments import InvoiceState, MoneySource, MoneyState, PaymentState


@dataclass(frozen=True, slots=True)
class Payee:
    """Who takes a provider's money, and where."""

    provider: str
    name: str
    account: str
    bank: str
    bic: str
    correspondent: str
    inn: str = ""
    kpp: str = ""


@dataclass(frozen=True, slots=True)
class Invoice:
    """What is to be paid for one party's seats, with whom it is paid to."""

    invoice: str  # the party
    number: str
    amount_kopecks: int
    paid_kopecks: int
    state: InvoiceState
    pay_until: datetime
    released_at: datetime
    payee: Payee

    @property
    def missing_kopecks(self) -> int:
        return self.amount_kopecks - self.paid_kopecks

    @property
    def is_open(self) -> bool:
        return self.state in {"due", "short"}


@dataclass(frozen=True, slots=True)
class MoneyTold:
    """Money as somebody tells of it; `source_key` is the same however often they do."""

    source: MoneySource
    source_key: str
    document: str
    paid_on: datetime
    amount_kopecks: int
    invoices: tuple[str, ...]  # numbers that may be meant; the first that is known counts
    provider: str = ""  # whose account it came to; "" if that is not told
    confirmed: bool = True  # by the bank; False: a terminal's slip alone


@dataclass(frozen=True, slots=True)
class MoneyTaken:
    """What became of it."""

    known: bool  # it was told of before
    state: MoneyState
    invoice: str  # the number; "" where none is known
    differs: bool = False  # told of before with another sum


@dataclass(frozen=True, slots=True)
class Paying:
    """What a ticket says of money."""

    state: PaymentState = "none"
    pay_until: datetime | None = None
