"""Plays the wizard against complete facts, a line of JSON a case, and sums up how much was asked."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Final

from content.eligibility.verdicts import ContradictionError
from content.rules.problems import FactInvalidError
from content.rules.values import read_facts
from content.wizard.goals import Goals
from content.wizard.interview import Interview
from content.wizard.least_questions import least_questions
from content.wizard.play import play
from content.wizard.statistics import Estimate, mean, ratio_of_means
from content.wizard.told import as_told
from content.wizard.wizard import Wizard

MOSTLY: Final = 0.9


@dataclass(frozen=True, slots=True)
class CaseAsked:
    """One case: how many questions, until nine goals in ten were settled, and how few would have done."""

    id: object
    asked: int
    decided_90: int
    certificate: int
    order: tuple[str, ...] = field(repr=False)
    screens: int = 0

    def line(self) -> dict[str, object]:
        return {
            "id": self.id,
            "asked": self.asked,
            "decided_90": self.decided_90,
            "certificate": self.certificate,
            "order": list(self.order),
        }


@dataclass(frozen=True, slots=True)
class LineFailed:
    """A line that is no case; `number` counts from 1."""

    number: int
    id: object
    code: str
    what: str

    def line(self) -> dict[str, object]:
        return {"id": self.id, "error": {"line": self.number, "code": self.code, "what": self.what}}


class LineInvalidError(Exception):
    """A line that is not {"id": …, "facts": {…}}."""

    code = "line-invalid"


def interviewed(lines: Iterable[str], wizard: Wizard, goals: Goals) -> Iterator[CaseAsked | LineFailed]:
    """The result of every line, in order; empty lines are passed over."""
    for number, line in enumerate(lines, start=1):
        if line.strip():
            yield _line(number, line, wizard, goals)


def summary(cases: Iterable[CaseAsked]) -> dict[str, object]:
    """The means with their 95 % intervals; `ratio` is mean asked ÷ mean certificate."""
    every = list(cases)
    asked = [float(case.asked) for case in every]
    least = [float(case.certificate) for case in every]
    return {
        "cases": len(every),
        "asked": _written(mean(asked)),
        "decided_90": _written(mean([float(case.decided_90) for case in every])),
        "certificate": _written(mean(least)),
        "ratio": _written(ratio_of_means(asked, least)),
        "screens": _written(mean([float(case.screens) for case in every])),
    }


def _written(estimate: Estimate) -> dict[str, object]:
    return {
        "mean": round(estimate.value, 4),
        "interval_95": [round(estimate.low, 4), round(estimate.high, 4)],
    }


def _line(number: int, line: str, wizard: Wizard, goals: Goals) -> CaseAsked | LineFailed:
    identity: object = None
    try:
        identity, written = _read(line)
        facts = as_told(wizard.book, read_facts(wizard.book.facts, written))
        beginning = Interview.begun(wizard, goals)
        least = least_questions(beginning, facts)
        played = play(beginning, facts)
    except (LineInvalidError, FactInvalidError, ContradictionError) as failed:
        return LineFailed(number, identity, failed.code, str(failed))
    return CaseAsked(
        identity, len(played.order), played.asked_until(MOSTLY), len(least), played.order, played.screens
    )


def _read(line: str) -> tuple[object, Mapping[str, object]]:
    try:
        read = json.loads(line)
    except ValueError as error:
        raise LineInvalidError(f"it is no JSON: {error}") from None
    if not isinstance(read, dict) or not isinstance(read.get("facts"), dict):
        raise LineInvalidError('it is not {"id": …, "facts": {…}}')
    return read.get("id"), read["facts"]
