"""The published benefits of USA.gov as they are: criteria and which answers each benefit accepts."""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Final

import yaml

from tests.independent.usagov.wordings import ACCEPTED, OPTIONS

ROOT: Final = Path(__file__).resolve().parents[3]
VALUE_KEY: Final = ".eligibility.acceptableValues"
SHARED: Final = "OKNO_SHARED"  # where the published set lies, when not in ../shared/data

Accepted = bool | str


@dataclass(frozen=True, slots=True)
class Criterion:
    """A benefit's demand: any of these answers; for a date every one of these conditions (">65years")."""

    key: str
    accepted: tuple[Accepted, ...]


@dataclass(frozen=True, slots=True)
class Benefit:
    id: str
    criteria: tuple[Criterion, ...]


def published_folder() -> Path | None:
    """The folder of the published set, or None, said aloud, where it is not at hand."""
    shared = os.environ.get(SHARED)
    folder = (Path(shared) if shared else ROOT.parent / "shared" / "data") / "usagov-benefits" / "content"
    if folder.is_dir():
        return folder
    print(f"The published set of USA.gov is not at {folder}; name its place in {SHARED}.")
    return None


def benefits(folder: Path) -> tuple[Benefit, ...]:
    """Every benefit, its answers named by option instead of by key."""
    return tuple(_benefit(path) for path in sorted((folder / "benefits").glob("*.md")))


def criteria_in_order(folder: Path) -> tuple[str, ...]:
    """The criteria in the order in which USA.gov asks them."""
    lines = (folder / "criteria.csv").read_text().splitlines()[1:]
    return tuple(line.split(",", 1)[0] for line in lines)


def is_date(key: str) -> bool:
    return "_date_" in key


def fact_id(key: str) -> str:
    return key.lower().replace("_", "-")


def measure_id(benefit: Benefit) -> str:
    return benefit.id.replace("_", "-")


def moment(condition: str) -> tuple[str, int | date]:
    """A condition on a date: its operator, and years ago or a date."""
    operator, what = condition[0], condition[1:]
    if what.endswith("years"):
        return operator, int(what.removesuffix("years"))
    month, day, year = what.split("-")
    return operator, date(int(year), int(month), int(day))


def _benefit(path: Path) -> Benefit:
    front: Mapping[str, list[Mapping[str, object]]] = yaml.safe_load(path.read_text().split("---")[1])
    return Benefit(path.stem, tuple(_criterion(path.stem, written) for written in front["eligibility"]))


def _criterion(benefit: str, written: Mapping[str, object]) -> Criterion:
    key, values = str(written["criteriaKey"]), written["acceptableValues"]
    assert isinstance(values, list)
    accepted = tuple(_meant(benefit, value) for value in values)
    if key not in OPTIONS and not is_date(key):  # a yes/no question, or a radio button of yes and no
        accepted = tuple(value in (True, "yes") for value in accepted)
    return Criterion(key, accepted)


def _meant(benefit: str, value: object) -> Accepted:
    if isinstance(value, bool):
        return value
    text = str(value)
    if not text.startswith(benefit + VALUE_KEY):
        return text
    return ACCEPTED[benefit][int(text.removeprefix(benefit + VALUE_KEY) or 0)]
