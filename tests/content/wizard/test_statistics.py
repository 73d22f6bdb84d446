from __future__ import annotations

import random

import pytest

from content.wizard.statistics import mean, ratio_of_means


def test_a_mean_and_its_interval() -> None:
    estimate = mean([1.0, 2.0, 3.0, 4.0])
    assert estimate.value == 2.5
    assert estimate.margin == pytest.approx(1.96 * (5 / 3 / 4) ** 0.5)
    assert (estimate.low, estimate.high) == (
        estimate.value - estimate.margin,
        estimate.value + estimate.margin,
    )


def test_nothing_and_one_case_have_no_interval() -> None:
    assert (mean([]).value, mean([]).margin) == (0.0, 0.0)
    assert (mean([3.0]).value, mean([3.0]).margin) == (3.0, 0.0)


def test_a_ratio_of_means_is_one_where_nothing_is_to_be_asked() -> None:
    assert ratio_of_means([0.0, 0.0], [0.0, 0.0]).value == 1.0
    assert ratio_of_means([6.0, 6.0], [4.0, 8.0]).value == 1.0


def test_the_interval_of_a_ratio_holds_the_truth_about_nineteen_times_in_twenty() -> None:
    chance = random.Random(11)
    held = 0
    for _ in range(300):
        lower = [chance.uniform(5, 15) for _ in range(100)]
        upper = [one * 1.2 + chance.gauss(0, 1) for one in lower]
        estimate = ratio_of_means(upper, lower)
        held += estimate.low <= 1.2 <= estimate.high
    assert 270 <= held <= 297
