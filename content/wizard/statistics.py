"""Means with their 95 % intervals, of single cases and of a ratio of two sums."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import sqrt
from typing import Final

NORMAL_95: Final = 1.96  # of the standard normal distribution


@dataclass(frozen=True, slots=True)
class Estimate:
    """A value, and half the width of its 95 % interval."""

    value: float
    margin: float

    @property
    def low(self) -> float:
        return self.value - self.margin

    @property
    def high(self) -> float:
        return self.value + self.margin


def mean(values: Sequence[float]) -> Estimate:
    """The mean of independent cases; of none it is nought."""
    if not values:
        return Estimate(0.0, 0.0)
    middle = sum(values) / len(values)
    if len(values) == 1:
        return Estimate(middle, 0.0)
    variance = sum((value - middle) ** 2 for value in values) / (len(values) - 1)
    return Estimate(middle, NORMAL_95 * sqrt(variance / len(values)))


def ratio_of_means(upper: Sequence[float], lower: Sequence[float]) -> Estimate:
    """Mean ÷ mean over the same cases, by the delta method (Cochran, *Sampling Techniques*, ratio estimates).

    Where the lower mean is nought, it is one if the upper is so too, else the upper mean.
    """
    below = mean(lower).value
    if not below:
        return Estimate(mean(upper).value or 1.0, 0.0)
    ratio = mean(upper).value / below
    residuals = [one - ratio * other for one, other in zip(upper, lower, strict=True)]
    return Estimate(ratio, mean(residuals).margin / below)
