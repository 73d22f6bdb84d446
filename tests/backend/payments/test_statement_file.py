"""A bank's statement, as the bank's own program writes it."""

from __future__ import annotations

from datetime import date

import pytest

from backend.bad_line import BadLine
from backend.payments.purposes import numbers_in
from backend.payments.statement_file import Statement, read_statement
from tests.backend.events.theatre import PAYEE
from tests.backend.payments.statements import Paid, statement

OURS = {PAYEE.account}
PAID = Paid("117", "05.12.2026", "1600.50", "Оплата билетов, заказ 123456786")


def read(text: str, encoding: str = "cp1251") -> Statement:
    found = read_statement(text.encode(encoding), OURS)
    assert isinstance(found, Statement), found
    return found


def faults(text: str) -> list[str]:
    found = read_statement(text.encode("cp1251"), OURS)
    assert isinstance(found, list), found
    assert all(isinstance(each, BadLine) for each in found)
    return [str(each) for each in found]


def test_what_came_to_our_account_is_read() -> None:
    (line,) = read(statement(PAID)).lines
    assert (line.document, line.paid_on, line.kopecks) == ("117", date(2026, 12, 5), 1600_50)
    assert line.purpose.strip() == "Оплата билетов, заказ 123456786"


def test_what_went_out_or_elsewhere_is_passed_over() -> None:
    other = Paid("118", "05.12.2026", "99.00", "Аренда", to="40702810000000000001")
    found = read(statement(PAID, other))
    assert (len(found.lines), found.others) == (1, 1)


@pytest.mark.parametrize(
    ("encoding", "said"),
    [("cp1251", "Windows"), ("cp866", "DOS"), ("utf-8-sig", "Windows"), ("utf-8", "UTF-8")],
)
def test_each_encoding_a_bank_may_use(encoding: str, said: str) -> None:
    (line,) = read(statement(PAID, encoding=said), encoding).lines
    assert "билетов" in line.purpose


def test_the_day_of_receipt_counts_where_it_is_told() -> None:
    later = statement(PAID).replace("Сумма=", "ДатаПоступило=07.12.2026\r\nСумма=", 1)
    assert read(later).lines[0].paid_on == date(2026, 12, 7)


@pytest.mark.parametrize(
    ("right", "wrong", "told"),
    [
        ("Сумма=1600.50", "Сумма=1600.505", "line 8: Сумма"),
        ("Сумма=1600.50", "Сумма=-5.00", "line 8: Сумма"),
        ("Сумма=1600.50", "Сумма=много", "line 8: Сумма"),
        ("Дата=05.12.2026", "Дата=31.11.2026", "line 8: ДатаПоступило or Дата"),
        ("Номер=117", "Номер=", "line 8: Номер"),
        ("Номер=117", "Номер=117\r\nНомер=118", "line 10: Номер is there twice"),
        ("КонецДокумента", "", "line 8: КонецДокумента is missing"),
        ("КонецФайла", "", "КонецФайла is missing"),
        ("1CClientBankExchange", "Выписка", "does not begin with"),
    ],
)
def test_each_bad_line_is_named(right: str, wrong: str, told: str) -> None:
    text = statement(PAID)
    assert right in text
    assert any(told in fault for fault in faults(text.replace(right, wrong, 1))), faults(
        text.replace(right, wrong, 1)
    )


def test_one_document_twice_in_a_file_is_a_fault() -> None:
    assert any("the same document stands on line 8" in fault for fault in faults(statement(PAID, PAID)))


def test_neither_payer_nor_purpose_is_shown_by_accident() -> None:
    line = read(statement(PAID)).lines[0]
    assert "билетов" not in repr(line)
    assert line.payer_account not in repr(line)


@pytest.mark.parametrize(
    "purpose",
    [
        "Оплата билетов, заказ 123456786. НДС не облагается",
        "ЗАКАЗ№123456786",
        "оплата билетов заказ 123456786 от 05.12.2026 БИК 044525225",
    ],
)
def test_a_number_is_found_however_it_was_written(purpose: str) -> None:
    assert "123456786" in numbers_in(purpose)


@pytest.mark.parametrize("purpose", ["заказ 123456783", "заказ 1234567861", "заказ 12345678", ""])
def test_a_slip_of_the_finger_is_no_number(purpose: str) -> None:
    assert numbers_in(purpose) == ()
