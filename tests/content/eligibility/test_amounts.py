"""How much a measure comes to, by hand."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from content.eligibility.amounts import amount
from content.eligibility.book import RuleBook
from content.loader import load

FACTS = """
- {id: bill, type: money, title: bill, question: bill?, min: '0', max: '100000'}
- {id: income, type: money, title: income, question: income?}
- {id: group, type: choice, title: group, question: group?, options: [first, second, third]}
"""
PAYS = {
    "half-the-bill": "[{amount: {percent: 50, of: {fact: bill}}, text: Половина платы}]",
    "by-group": "[{when: {fact: group, is: first}, amount: '1500.00', text: Первая группа},"
    " {when: {fact: group, is: second}, amount: '1000.00', text: Вторая группа}]",
    "third-of-it": "[{amount: {divide: [{fact: bill}, 3]}}]",
    "half-the-income": "[{amount: {percent: 50, of: {fact: income}}}]",
    "nothing-said": "[]",
}


@pytest.fixture(scope="module")
def book(tmp_path_factory: pytest.TempPathFactory) -> RuleBook:
    folder: Path = tmp_path_factory.mktemp("amounts")
    (folder / "rules" / "measures").mkdir(parents=True)
    (folder / "pack.yaml").write_text("{id: amounts, version: '1', title: Amounts}")
    (folder / "facts.yaml").write_text(FACTS)
    for measure, pays in PAYS.items():
        rule = f"measure: {measure}\nwhen: {{always: true}}\npays: {pays}\n"
        (folder / "rules" / "measures" / f"{measure}.yaml").write_text(rule)
    return RuleBook.of(load(folder), date(2026, 11, 22))


def kopecks(book: RuleBook, measure: str, **facts: int | str) -> int | None:
    found = amount(book, measure, book.case(facts))
    return found.kopecks if found is not None else None


def test_half_of_a_bill(book: RuleBook) -> None:
    assert kopecks(book, "half-the-bill", bill=700_001) == 350_001, "halves of a kopeck go up"


def test_parts_of_a_kopeck_are_rounded_at_the_end(book: RuleBook) -> None:
    assert kopecks(book, "third-of-it", bill=100) == 33
    assert kopecks(book, "third-of-it", bill=200) == 67


def test_the_first_line_that_holds_counts(book: RuleBook) -> None:
    assert kopecks(book, "by-group", group="first") == 150_000
    assert kopecks(book, "by-group", group="second") == 100_000
    assert amount(book, "by-group", book.case({"group": "third"})) is None


def test_between_two_amounts_while_the_group_is_not_known(book: RuleBook) -> None:
    found = amount(book, "by-group", book.case({}))
    assert found is not None
    assert (found.low, found.high, found.kopecks, found.text) == (100_000, 150_000, None, None)


def test_between_the_bounds_of_a_bill_that_is_not_known(book: RuleBook) -> None:
    found = amount(book, "half-the-bill", book.case({}))
    assert found is not None
    assert (found.low, found.high) == (0, 5_000_000)
    assert found.text is not None
    assert found.text.ru == "Половина платы"


def test_no_bound_where_nothing_bounds_it(book: RuleBook) -> None:
    found = amount(book, "half-the-income", book.case({}))
    assert found is not None
    assert (found.low, found.high) == (None, None)


def test_none_where_the_rule_names_none(book: RuleBook) -> None:
    assert amount(book, "nothing-said", book.case({})) is None
    assert amount(book, "no-such-measure", book.case({})) is None
