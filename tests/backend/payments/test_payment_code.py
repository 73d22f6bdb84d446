"""ГОСТ Р 56042-2014: what stands in the QR code, and which accounts may stand there."""

from __future__ import annotations

from dataclasses import replace

import pytest

from backend.payments.accounts import is_account, is_correspondent
from backend.payments.payment_code import PaymentCodeRefused, payment_text
from backend.payments.service.paying_in import faults_of
from tests.backend.events.theatre import PAYEE


def test_the_required_fields_come_first_and_the_sum_is_in_kopecks() -> None:
    assert payment_text(PAYEE, 1600_50, "Оплата билетов, заказ 123456789") == (
        "ST00012|Name=МБУК «Областной театр»|PersonalAcc=40703810800000000017|BankName=АО «Северный пример»"
        "|BIC=044705999|CorrespAcc=30101810000000000999|Sum=160050|Purpose=Оплата билетов, заказ 123456789"
        "|PayeeINN=5190000017|KPP=519001001"
    )


def test_a_bank_without_a_correspondent_account_says_zero() -> None:
    assert "|CorrespAcc=0|" in payment_text(replace(PAYEE, correspondent=""), 1, "Билет")


@pytest.mark.parametrize(
    ("payee", "kopecks", "purpose"),
    [
        (PAYEE, 0, "Билет"),
        (PAYEE, 10**18, "Билет"),
        (PAYEE, 100, ""),
        (PAYEE, 100, "б" * 211),
        (PAYEE, 100, "Билет|Sum=1"),
        (PAYEE, 100, "Билет\nSum=1"),
        (replace(PAYEE, name="и" * 161), 100, "Билет"),
        (replace(PAYEE, bank="б" * 46), 100, "Билет"),
    ],
)
def test_what_does_not_fit_is_refused(payee: object, kopecks: int, purpose: str) -> None:
    with pytest.raises(PaymentCodeRefused):
        payment_text(payee, kopecks, purpose)  # type: ignore[arg-type]


def test_the_control_digit_of_a_published_account() -> None:
    """A large bank's own account at the Bank of Russia, as every payment form shows it."""
    assert is_correspondent("30101810400000000225", "044525225")
    assert not is_correspondent("30101810500000000225", "044525225")


def test_every_wrong_digit_and_every_other_bank_is_found() -> None:
    account = PAYEE.account
    assert is_account(account, PAYEE.bic)
    for at in range(20):
        for digit in "0123456789":
            changed = account[:at] + digit + account[at + 1 :]
            assert is_account(changed, PAYEE.bic) == (digit == account[at]), changed
    assert not is_account(account, "044705998")
    assert not is_account(account[:-1], PAYEE.bic)


def test_of_treasury_accounts_only_the_form_is_known() -> None:
    assert is_account("03224643510000004900", "014705901")
    assert not is_account("0322464351000000490", "014705901")


@pytest.mark.parametrize(
    ("change", "told"),
    [
        ({"account": "40703810700000000017"}, "account"),
        ({"bic": "04470599"}, "bic"),
        ({"correspondent": "30101810100000000999"}, "correspondent"),
        ({"inn": "123"}, "inn"),
        ({"kpp": "5190"}, "kpp"),
        ({"name": "Театр|Касса"}, "name"),
    ],
)
def test_a_faulty_payee_is_named_by_its_field(change: dict[str, str], told: str) -> None:
    assert faults_of(PAYEE) == []
    assert any(fault.startswith(told) for fault in faults_of(replace(PAYEE, **change)))
