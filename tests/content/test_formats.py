"""Dates, money, phones, names and distances as they are written."""

from __future__ import annotations

from datetime import date

import pytest
from babel.dates import format_date
from babel.numbers import format_decimal
from hypothesis import given
from hypothesis import strategies as st

from content import formats


@given(st.dates(min_value=date(1900, 1, 1), max_value=date(2100, 1, 1)))
def test_dates_agree_with_babel(day: date) -> None:
    assert formats.date_in_words(day, "ru") == format_date(day, "d MMMM y", locale="ru")
    assert formats.date_in_words(day, "en") == format_date(day, "d MMMM y", locale="en")
    assert formats.date_in_figures(day) == format_date(day, "dd.MM.y", locale="ru")


@given(st.integers(0, 10**12))
def test_integers_agree_with_babel(number: int) -> None:
    for language in ("ru", "en"):
        assert formats.integer(number, language) == format_decimal(number, locale=language)


@pytest.mark.parametrize(
    ("kopecks", "russian", "english"),
    [
        (1_234_567, "12\u00a0345,67\u00a0₽", "12,345.67\u00a0₽"),
        (35_000_000, "350\u00a0000\u00a0₽", "350,000\u00a0₽"),
        (5, "0,05\u00a0₽", "0.05\u00a0₽"),
        (-150, "−1,50\u00a0₽", "−1.50\u00a0₽"),
        (0, "0\u00a0₽", "0\u00a0₽"),
    ],
)
def test_money(kopecks: int, russian: str, english: str) -> None:
    assert formats.money(kopecks, "ru") == russian
    assert formats.money(kopecks, "en") == english


@pytest.mark.parametrize(
    ("number", "written"),
    [
        ("+78005550142", "8\u00a0800\u00a0555-01-42"),
        ("+78152550142", "+7\u00a0815\u00a0255-01-42"),
        ("+4712345678", "+4712345678"),
        ("", ""),
    ],
)
def test_phones(number: str, written: str) -> None:
    assert formats.phone(number) == written


def test_names() -> None:
    assert formats.short_name("Иванова", "Мария", "Петровна") == "Иванова\u00a0М.\u00a0П."
    assert formats.short_name("Ли", "Анна") == "Ли\u00a0А."
    assert formats.first_name_and_initial("Мария", "И") == "Мария\u00a0И."


@pytest.mark.parametrize(
    ("metres", "written"),
    [(0, "0\u00a0м"), (346, "350\u00a0м"), (996, "1\u00a0км"), (1240, "1,2\u00a0км"), (14_400, "14\u00a0км")],
)
def test_distances(metres: float, written: str) -> None:
    assert formats.distance(metres, "ru") == written


@pytest.mark.parametrize(
    ("number", "unit", "language", "written"),
    [
        (1, "лет", "ru", "год"),
        (22, "лет", "ru", "года"),
        (11, "лет", "ru", "лет"),
        (3, "человек", "ru", "человека"),
        (1, "years", "en", "year"),
        (40, "years", "en", "years"),
        (25, "%", "ru", "%"),
    ],
)
def test_units_take_the_form_that_goes_with_the_number(
    number: int, unit: str, language: str, written: str
) -> None:
    assert formats.unit_of(number, unit, language) == written


def test_a_law_is_not_broken_before_its_numbers() -> None:
    law = "Федеральный закон № 5-ФЗ, ст. 7, ч. 2.1"
    assert formats.law_in_line(law) == "Федеральный закон №\u00a05-ФЗ, ст.\u00a07, ч.\u00a02.1"


def test_a_title_within_a_sentence_begins_small_unless_it_is_an_abbreviation() -> None:
    assert formats.within_sentence("Справка экспертизы") == "справка экспертизы"
    assert formats.within_sentence("СНИЛС ребёнка") == "СНИЛС ребёнка"


@given(st.dates(min_value=date(1900, 1, 1)))
def test_weekdays_agree_with_babel(day: date) -> None:
    assert formats.weekday_and_day(day, "ru") == format_date(day, "EEEE, d MMMM", locale="ru")
    assert formats.weekday_and_day(day, "en") == format_date(day, "EEEE, d MMMM", locale="en")
    assert formats.short_weekday(day, "ru") == format_date(day, "EEEEEE", locale="ru")


def test_a_line_begins_with_a_capital_and_keeps_the_others() -> None:
    assert formats.capitalised("среда, 25 ноября") == "Среда, 25 ноября"
    assert formats.capitalised("") == ""
