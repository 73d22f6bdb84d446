"""Receipt codes: dictated by old people over bad lines, so each slip is noticed."""

from __future__ import annotations

from itertools import combinations
from random import Random

import pytest

from backend.contract.receipt_codes import SYMBOLS, is_receipt_code, receipt_code

CODES = [receipt_code(Random(seed).randrange) for seed in range(40)]


def test_looks_like_three_groups() -> None:
    assert all(is_receipt_code(code) and len(code) == 14 and code.count("-") == 2 for code in CODES)
    assert len(set(CODES)) == len(CODES)


@pytest.mark.parametrize("code", CODES)
def test_every_single_wrong_symbol_is_noticed(code: str) -> None:
    for place, symbol in enumerate(code):
        for other in SYMBOLS:
            if symbol not in ("-", other):
                assert not is_receipt_code(code[:place] + other + code[place + 1 :])


@pytest.mark.parametrize("code", CODES)
def test_every_two_symbols_that_changed_places_are_noticed(code: str) -> None:
    places = [place for place, symbol in enumerate(code) if symbol != "-"]
    for one, other in combinations(places, 2):
        swapped = list(code)
        swapped[one], swapped[other] = swapped[other], swapped[one]
        assert "".join(swapped) == code or not is_receipt_code("".join(swapped))


@pytest.mark.parametrize("typed", ["", "hello", "0000-0000-0000", "АААА-АААА-ААА", "2222-2222-22222"])
def test_what_is_no_code_is_said_to_be_none(typed: str) -> None:
    assert not is_receipt_code(typed)
