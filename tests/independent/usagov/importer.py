"""Writes the published set as a rules-only pack: folder, facts.yaml and one rule a benefit."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from pathlib import Path

import yaml

from tests.independent.usagov.published import (
    Benefit,
    Criterion,
    benefits,
    criteria_in_order,
    fact_id,
    is_date,
    measure_id,
    moment,
)
from tests.independent.usagov.wordings import OPTIONS

BIRTH = "applicant_date_of_birth"
Tree = dict[str, object]


def write_pack(published: Path, folder: Path, yes: float | None = None) -> Path:
    """The pack in `folder`; `yes` is how likely a yes/no question is answered yes."""
    found = benefits(published)
    used = {criterion.key for benefit in found for criterion in benefit.criteria}
    rules = folder / "rules" / "measures"
    rules.mkdir(parents=True, exist_ok=True)
    _write(folder / "pack.yaml", {"id": "usagov", "version": "2022.07.27", "title": "USA.gov"})
    _write(folder / "facts.yaml", [_fact(key, yes) for key in criteria_in_order(published) if key in used])
    for benefit in found:
        _write(rules / f"{measure_id(benefit)}.yaml", _rule(benefit))
    return folder


def _write(path: Path, tree: object) -> None:
    path.write_text(yaml.safe_dump(tree, sort_keys=False, allow_unicode=True))


def _fact(key: str, yes: float | None) -> Tree:
    fact: Tree = {"id": fact_id(key), "type": "yes_no", "title": _plain(key), "question": _plain(key) + "?"}
    if key in OPTIONS:
        options: list[Tree] = [{"id": option, "title": _plain(option)} for option in OPTIONS[key]]
        return fact | {"type": "choice", "options": options}
    if is_date(key):
        return fact | {"type": "date"}
    return fact | ({"likely": {"true": yes}} if yes is not None else {})


def _plain(name: str) -> str:
    return name.replace("_", " ").replace("-", " ").capitalize()


def _rule(benefit: Benefit) -> Tree:
    parts = [part for criterion in benefit.criteria for part in _requirements(criterion)]
    return {"measure": measure_id(benefit), "when": {"all": parts}}


def _requirements(criterion: Criterion) -> list[Tree]:
    name = fact_id(criterion.key)
    if is_date(criterion.key):
        return [_dated(criterion.key, name, str(condition)) for condition in criterion.accepted]
    if criterion.key in OPTIONS:
        return [{"fact": name, "in": list(criterion.accepted)}]
    return [{"fact": name, "is": True}]


def _dated(key: str, name: str, condition: str) -> Tree:
    operator, bound = moment(condition)
    if key == BIRTH:
        return {"age": name, "less_than" if operator == "<" else "at_least": bound}
    if isinstance(bound, date):
        return {"fact": name, "before" if operator == "<" else "after": bound.isoformat()}
    ago: Mapping[str, object] = {"date": "today", "years": -bound}
    return {"fact": name, "on_or_after" if operator == "<" else "before": dict(ago)}
