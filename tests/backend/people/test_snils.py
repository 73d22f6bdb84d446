"""SNILS: the published examples, the limit of the rule, and every single wrong digit."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from backend.people.snils import (
    LAST_UNCONTROLLED,
    SnilsInvalid,
    check_digits,
    masked,
    parse,
    with_check_digits,
)

NUMBERS = st.integers(min_value=LAST_UNCONTROLLED + 1, max_value=999_999_999)


def test_the_widely_published_example_number_is_accepted() -> None:
    assert parse("112-233-445 95") == "11223344595"


@pytest.mark.parametrize(("number", "expected"), [(87_654_303, 0), (87_654_302, 0), (112_233_445, 95)])
def test_sums_of_100_and_101_give_nought(number: int, expected: int) -> None:
    assert check_digits(number) == expected


@given(NUMBERS)
def test_a_number_with_its_check_digits_is_always_accepted(number: int) -> None:
    digits = with_check_digits(number)
    assert parse(f"{digits[:3]}-{digits[3:6]}-{digits[6:9]} {digits[9:]}") == digits
    assert len(digits) == 11


@given(NUMBERS, st.integers(min_value=0, max_value=8), st.integers(min_value=1, max_value=9))
def test_one_wrong_digit_is_noticed(number: int, place: int, difference: int) -> None:
    digits = with_check_digits(number)
    changed = str((int(digits[place]) + difference) % 10)
    wrong = digits[:place] + changed + digits[place + 1 :]
    if int(wrong[:9]) <= LAST_UNCONTROLLED:
        return
    if check_digits(int(wrong[:9])) == check_digits(number):
        # 100 and 101 both give 00: the rule itself cannot tell those two apart.
        assert check_digits(number) == 0
        return
    with pytest.raises(SnilsInvalid):
        parse(wrong)


def test_numbers_up_to_the_limit_carry_no_controlled_digits() -> None:
    assert parse("001-001-998 77") == "00100199877"
    with pytest.raises(SnilsInvalid):
        parse("001-001-999 77")


@pytest.mark.parametrize(
    "text", ["", "112-233-445", "112-233-445 9Б", "١١٢٢٣٣٤٤٥٩٥", "00000000000", "1" * 12]
)
def test_what_is_no_snils_is_refused_without_being_repeated(text: str) -> None:
    with pytest.raises(SnilsInvalid) as refused:
        parse(text)
    assert not text or text not in str(refused.value)


def test_the_mask_shows_the_last_four_digits() -> None:
    assert masked("11223344595") == "•••-•••-•45 95"
    assert masked(None) == ""
