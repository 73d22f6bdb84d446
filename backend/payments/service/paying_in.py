"""To whose account a provider's events are paid."""

from __future__ import annotations

from dataclasses import asdict

from sqlalchemy import Connection

from backend.payments.accounts import is_account, is_bic, is_correspondent
from backend.payments.payment_code import PaymentCodeRefused, payment_text
from backend.payments.purposes import purpose_of
from backend.payments.repository import invoices
from backend.payments.values import Payee


def put_payee(connection: Connection, payee: Payee) -> list[str]:
    """Store it; what is wrong with it instead, and nothing is stored."""
    faults = faults_of(payee)
    if not faults:
        invoices.put_payee(connection, asdict(payee))
    return faults


def faults_of(payee: Payee) -> list[str]:
    """A slip of the finger in an account is found by its control digit."""
    faults = []
    if not is_bic(payee.bic):
        faults.append("bic: nine digits")
    if not is_account(payee.account, payee.bic):
        faults.append("account: 20 digits whose control digit fits the BIC")
    if not is_correspondent(payee.correspondent, payee.bic):
        faults.append("correspondent: 20 digits whose control digit fits the BIC")
    if payee.inn and not (payee.inn.isdigit() and len(payee.inn) in {10, 12}):
        faults.append("inn: 10 or 12 digits")
    if payee.kpp and not (payee.kpp.isdigit() and len(payee.kpp) == 9):
        faults.append("kpp: nine digits")
    try:
        payment_text(payee, 1, purpose_of("123456789"))
    except PaymentCodeRefused as refused:
        faults.append(f"name or bank: {refused}")
    return faults
