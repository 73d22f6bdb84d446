"""The form by which a supervisor judges a contact: points with weights, and what a judgement comes to."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final, Literal

from msgspec import Struct

from content.model import Text

FULL: Final = 100  # what the weights come to
Judgement = Literal["yes", "partly", "no", "not_applicable"]
JUDGEMENTS: Final[tuple[Judgement, ...]] = ("yes", "partly", "no", "not_applicable")
_HALVES: Final[Mapping[Judgement, int]] = {"yes": 2, "partly": 1, "no": 0}


class QualityPoint(Struct, frozen=True):
    """One line of the form."""

    id: str
    title: Text
    look_for: Text  # by what to judge, so that two supervisors judge alike
    weight: int  # of FULL
    decisive: bool = False  # a plain no here fails the whole contact


class Result(Struct, frozen=True):
    """What a filled form comes to; `score` is None where nothing of it applied."""

    score: int | None
    failed: bool


def result_of(points: Sequence[QualityPoint], answers: Mapping[str, Judgement]) -> Result:
    """Percent of what could be reached: points that do not apply count on neither side."""
    applied = [point for point in points if answers[point.id] != "not_applicable"]
    reachable = 2 * sum(point.weight for point in applied)
    reached = sum(point.weight * _HALVES[answers[point.id]] for point in applied)
    return Result(
        score=(200 * reached + reachable) // (2 * reachable) if reachable else None,
        failed=any(point.decisive and answers[point.id] == "no" for point in points),
    )
