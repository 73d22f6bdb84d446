"""The text of a payment's QR code (ГОСТ Р 56042-2014), which any bank's application reads. Pure."""

from __future__ import annotations

from typing import Final

from backend.payments.values import Payee

FORMAT, VERSION, UTF_8 = "ST", "0001", "2"
SEPARATOR: Final = "|"
# Longest values in characters; the first five are required (table 1 of the standard).
NAME_LENGTH: Final = 160
BANK_LENGTH: Final = 45
PURPOSE_LENGTH: Final = 210
SUM_DIGITS: Final = 18
NO_CORRESPONDENT: Final = "0"


class PaymentCodeRefused(ValueError):
    """A value that does not fit into the code."""


def payment_text(payee: Payee, kopecks: int, purpose: str) -> str:
    """«ST00012|Name=…|PersonalAcc=…|BankName=…|BIC=…|CorrespAcc=…|Sum=…|Purpose=…»; `PaymentCodeRefused`."""
    if kopecks <= 0 or len(str(kopecks)) > SUM_DIGITS:
        raise PaymentCodeRefused("a sum of at least one kopeck")
    values = {
        "Name": _limited(payee.name, NAME_LENGTH),
        "PersonalAcc": payee.account,
        "BankName": _limited(payee.bank, BANK_LENGTH),
        "BIC": payee.bic,
        "CorrespAcc": payee.correspondent or NO_CORRESPONDENT,
        "Sum": str(kopecks),
        "Purpose": _limited(purpose, PURPOSE_LENGTH),
        "PayeeINN": payee.inn,
        "KPP": payee.kpp,
    }
    fields = [f"{name}={_plain(value)}" for name, value in values.items() if value]
    return SEPARATOR.join([f"{FORMAT}{VERSION}{UTF_8}", *fields])


def _limited(value: str, longest: int) -> str:
    if not value.strip() or len(value) > longest:
        raise PaymentCodeRefused(f"between 1 and {longest} characters: {value[:20]!r}")
    return value


def _plain(value: str) -> str:
    if SEPARATOR in value or not value.isprintable():
        raise PaymentCodeRefused(f"no {SEPARATOR!r} and no line break: {value[:20]!r}")
    return value
