"""Numerals in words, judged by num2words, a library of other people."""

from __future__ import annotations

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from num2words import num2words

from content import numerals_en, numerals_ru
from content.numerals_ru import Case, Gender

CASES = {Case.NOMINATIVE: "n", Case.GENITIVE: "g", Case.PREPOSITIONAL: "p"}


def without_yo(text: str) -> str:
    return text.replace("ё", "е")


@given(st.integers(0, numerals_ru.LARGEST), st.sampled_from(Gender))
@example(2_000, Gender.FEMININE)
@example(21_001, Gender.NEUTER)
def test_russian_cardinals_agree_with_num2words(number: int, gender: Gender) -> None:
    if number >= 10**6:
        gender = Gender.MASCULINE  # num2words says «одна миллион»
    for case in (Case.NOMINATIVE, Case.GENITIVE):
        ours = numerals_ru.cardinal(number, gender, case)
        theirs = num2words(number, lang="ru", gender=gender.value, case=CASES[case])
        assert without_yo(ours) == without_yo(theirs)


@given(st.integers(0, 2999), st.sampled_from(Gender), st.sampled_from(Case))
@example(1000, Gender.MASCULINE, Case.GENITIVE)
@example(2000, Gender.MASCULINE, Case.PREPOSITIONAL)
@example(1913, Gender.MASCULINE, Case.NOMINATIVE)
def test_russian_ordinals_agree_with_num2words(number: int, gender: Gender, case: Case) -> None:
    ours = numerals_ru.ordinal(number, case, gender)
    theirs = num2words(number, lang="ru", to="ordinal", gender=gender.value, case=CASES[case])
    assert without_yo(ours) == without_yo(theirs)


@given(st.integers(0, numerals_en.LARGEST))
@example(1_000_001)
def test_english_numerals_agree_with_num2words(number: int) -> None:
    assert numerals_en.cardinal(number) == num2words(number, lang="en").replace(",", "")
    assert numerals_en.ordinal(number) == num2words(number, lang="en", to="ordinal").replace(",", "")


@pytest.mark.parametrize(
    ("year", "words"),
    [
        (2026, "twenty twenty-six"),
        (1905, "nineteen oh five"),
        (1900, "nineteen hundred"),
        (2001, "two thousand and one"),
    ],
)
def test_english_years_are_said_as_people_say_them(year: int, words: str) -> None:
    assert numerals_en.year(year) == words


@pytest.mark.parametrize(
    ("number", "form"), [(1, "рубль"), (2, "рубля"), (5, "рублей"), (11, "рублей"), (22, "рубля")]
)
def test_a_noun_agrees_with_its_number(number: int, form: str) -> None:
    assert numerals_ru.agreeing(number, ("рубль", "рубля", "рублей")) == form


def test_after_of_a_noun_is_genitive() -> None:
    assert numerals_ru.agreeing(21, ("рубль", "рубля", "рублей"), Case.GENITIVE) == "рубля"
    assert numerals_ru.agreeing(2, ("рубль", "рубля", "рублей"), Case.GENITIVE) == "рублей"
