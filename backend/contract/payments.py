"""Payments: what is to be paid for bookings, how far it is, and how money is told of."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated, Literal

from pydantic import Field

from backend.contract.base import AwareMoment, Contract, Personal

NOTICE_SIGNATURE_HEADER = "Okno-Signature"  # "t=<Unix time>,v1=<HMAC-SHA256 of `<t>.<body>` in hex>"
MOST_KOPECKS = 10_000_000_00

# What a booking's paper says of money.
PaymentState = Literal[
    "none",  # costs nothing
    "on_site",  # paid at the place itself
    "due",
    "paid",
    "overdue",  # it was not paid in time; the booking has ended
    "refund_due",
    "refunded",
]
InvoiceState = Literal["due", "short", "paid", "overdue", "cancelled"]  # short: a part has come
MoneySource = Literal["statement", "notice", "terminal"]
MoneyState = Literal[
    "credited",
    "over",  # more than was asked for: the rest goes back
    "twice",  # the invoice was paid already
    "too_late",  # the bookings had ended before it came
    "unknown",  # no invoice of ours stands in its purpose
]
RefundReason = Literal["cancelled", "provider", "over", "twice", "too_late", "unknown", "overdue"]
Kopecks = Annotated[int, Field(ge=1, le=MOST_KOPECKS)]
InvoiceNumber = Annotated[str, Field(pattern=r"^[0-9]{9}$")]
Reference = Annotated[str, Field(pattern=r"^[0-9A-Za-z._/-]{1,64}$")]


class Invoice(Personal):
    """What is to be paid for the seats of one hold; the QR text is for any bank's application."""

    number: str  # nine digits; stands in the payment's purpose
    state: InvoiceState
    amount_kopecks: int
    paid_kopecks: int  # of it, so far
    pay_until: datetime
    payee: str  # «МБУК «Областной театр»»
    purpose: str
    qr: str  # ГОСТ Р 56042-2014, over what is still missing; "" where nothing is to be paid any more
    server_time: datetime


class InvoiceAskIn(Personal):
    """`code` from the paper where no holder's session is open."""

    code: Annotated[str, Field(pattern=r"^([0-9]{4})?$")] = ""


class TerminalSlipIn(Contract):
    """What a payment terminal has approved."""

    terminal: Annotated[str, Field(pattern=r"^[0-9A-Za-z-]{1,32}$")]
    reference: Reference  # the acquirer's number of this operation (RRN)
    amount_kopecks: Kopecks
    approved_at: AwareMoment


class PaymentNoticeIn(Contract):
    """A bank or acquirer tells of money; sent again, it is the same notice."""

    notice: Reference  # the sender's own number of the operation
    invoice: InvoiceNumber
    amount_kopecks: Kopecks
    paid_at: AwareMoment
    terminal: Annotated[str, Field(pattern=r"^[0-9A-Za-z-]{0,32}$")] = ""  # where paid at a terminal
    reference: Annotated[str, Field(pattern=r"^[0-9A-Za-z._/-]{0,64}$")] = ""  # as on the terminal's slip


class NoticeTaken(Contract):
    """`known` if this notice had come before."""

    known: bool


class MoneyItem(Personal):
    """Money that has come, as an operator settles it."""

    money: str
    source: MoneySource
    state: MoneyState
    document: str  # number at the bank or acquirer
    paid_on: datetime
    learnt_at: datetime
    amount_kopecks: int
    open_kopecks: int  # not credited, and no refund decided on
    invoice: str  # "" where none is known
    confirmed: bool  # false: only a terminal's slip tells of it


class MoneyItems(Personal):
    """What needs a decision, the oldest first."""

    money: tuple[MoneyItem, ...]


class SettleIn(Contract):
    """What to do with open money: credit it to an invoice, send it back, or leave it: it is none of ours."""

    what: Literal["credit", "refund", "set_aside"]
    invoice: Annotated[str, Field(pattern=r"^([0-9]{9})?$")] = ""  # to credit to
    reason: Annotated[str, Field(min_length=1, max_length=300)]


class RefundItem(Personal):
    """Money to be sent back, or sent."""

    refund: str
    state: Literal["due", "done"]
    reason: RefundReason
    amount_kopecks: int
    invoice: str
    booking: str  # the ticket's number; "" where it is about none
    money_documents: tuple[str, ...]  # by which it came
    since: datetime
    document: str  # by which it went


class RefundItems(Personal):
    refunds: tuple[RefundItem, ...]


class RefundDoneIn(Contract):
    document: Reference
