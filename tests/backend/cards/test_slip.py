"""First PINs are never a run or one figure."""

from __future__ import annotations

from itertools import cycle, pairwise

from hypothesis import given
from hypothesis import strategies as st

from backend.cards.slip import first_pin, puk, slip


@given(st.lists(st.integers(min_value=0, max_value=9), min_size=1, max_size=40))
def test_a_first_pin_has_six_figures_and_is_no_pattern(figures: list[int]) -> None:
    source = iter([*figures, *([1, 1, 1, 1, 1, 1, 1, 2, 3, 4, 5, 6, 9, 8, 7, 6, 5, 4, 4, 8, 1, 5, 0, 2] * 3)])
    pin = first_pin(lambda: next(source))
    steps = {(int(second) - int(first)) % 10 for first, second in pairwise(pin)}
    assert len(pin) == 6
    assert len(steps) > 1


def test_the_slip_carries_both_codes_and_no_name() -> None:
    digits = cycle([4, 8, 1, 5, 0, 2])
    codes = first_pin(lambda: next(digits)), puk(lambda: next(digits))
    text = slip("•••• 4821", *codes)
    assert all(code in text for code in codes)
    assert len(codes[1]) == 8
