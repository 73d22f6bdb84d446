"""What a benchmark says: absolutes for the eye, ratios within one run for the judgement."""

from __future__ import annotations

import statistics
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from time import perf_counter

NO_LIMIT = "—"


@dataclass(frozen=True, slots=True)
class Figure:
    """One measured value, e.g. ("level-1 page", 212.0, "ms")."""

    label: str
    value: float
    unit: str


@dataclass(frozen=True, slots=True)
class Ratio:
    """Ours against something measured in the same run, and the limit that was promised."""

    label: str
    value: float
    at_most: float | None = None
    at_least: float | None = None

    @property
    def kept(self) -> bool:
        return (self.at_most is None or self.value <= self.at_most) and (
            self.at_least is None or self.value >= self.at_least
        )

    @property
    def limit(self) -> str:
        if self.at_most is not None:
            return f"≤ {self.at_most:g}"
        return f"≥ {self.at_least:g}" if self.at_least is not None else NO_LIMIT


@dataclass(frozen=True, slots=True)
class Report:
    """The result of one benchmark; `left_out` says plainly what could not be measured here."""

    name: str
    figures: tuple[Figure, ...] = ()
    ratios: tuple[Ratio, ...] = ()
    left_out: tuple[str, ...] = field(default=())

    @property
    def passed(self) -> bool:
        return bool(self.ratios) and all(ratio.kept for ratio in self.ratios)


def alternate(rounds: int, *ways: Callable[[], float]) -> list[list[float]]:
    """Measure several ways in turn, so that the machine's noise falls on all of them alike.

    Each way does its work once and returns seconds (or any number). Returns one list per way.
    """
    results: list[list[float]] = [[] for _ in ways]
    for _ in range(rounds):
        for way, collected in zip(ways, results, strict=True):
            collected.append(way())
    return results


def timed(work: Callable[[], object]) -> Callable[[], float]:
    """A way that measures `work` in seconds."""

    def once() -> float:
        started = perf_counter()
        work()
        return perf_counter() - started

    return once


def median_ms(seconds: Sequence[float]) -> float:
    return statistics.median(seconds) * 1000
