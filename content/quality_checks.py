"""What is wrong with a quality form that its types do not see."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from content.quality import FULL, QualityPoint

Fault = tuple[tuple[str | int, ...], str, str]


def faults_of(point: QualityPoint, points: Sequence[QualityPoint]) -> Iterator[Fault]:
    """A weight of nothing, weights that do not come to the whole, words without their English."""
    if point.weight <= 0:
        yield ("weight",), f"the weight is {point.weight}", "Give it at least 1, or leave the point out"
    for name in ("title", "look_for"):
        if not getattr(point, name).en:
            yield (name,), f"{name} has no English", f"Write {name}: {{ru, en}}"
    if point is points[0]:
        whole = sum(each.weight for each in points)
        if whole != FULL:
            yield ("weight",), f"the weights come to {whole}", f"Let them come to {FULL}"
