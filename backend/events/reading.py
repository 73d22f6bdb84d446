"""Reads plans and posters from YAML, and names the line of each fault."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence, Set
from dataclasses import dataclass
from typing import TypeVar

from pydantic import BaseModel, ValidationError

from backend.events.hall import HallPlan, PlanFile, laid_out
from backend.events.poster import Poster
from content.problems import Problem
from content.yaml_tree import Node, YamlTree

Model = TypeVar("Model", bound=BaseModel)
REMEDY = "Correct it here"


def read_plan(name: str, text: str) -> HallPlan | list[Problem]:
    """The hall, or every fault; `name` is the file's, for the faults."""
    found = _read(name, text, PlanFile)
    if isinstance(found, list):
        return found
    file, tree = found
    laid = laid_out(file)
    if isinstance(laid, HallPlan):
        return laid
    return [_problem(name, tree, ("rows", bad.index), bad.why) for bad in laid]


@dataclass(frozen=True, slots=True)
class Named:
    """What a poster may name: places and benefit categories of the pack, and plans that were imported."""

    places: Set[str]
    categories: Set[str]
    plans: Mapping[str, HallPlan]


def read_poster(name: str, text: str, named: Named) -> Poster | list[Problem]:
    """The poster, or every fault."""
    found = _read(name, text, Poster)
    if isinstance(found, list):
        return found
    poster, tree = found
    bad: list[Problem] = []
    seen: set[str] = set()
    for number, entry in enumerate(poster.events):
        at = ("events", number)
        if entry.place not in named.places:
            bad.append(_problem(name, tree, (*at, "place"), f"the pack has no place {entry.place}"))
        if entry.event in seen:
            bad.append(_problem(name, tree, (*at, "event"), f"{entry.event} stands in the file twice"))
        seen.add(entry.event)
        for index, discount in enumerate(entry.rules.discounts):
            if discount.category not in named.categories:
                where = (*at, "rules", "discounts", index, "category")
                what = f"the pack has no benefit category {discount.category}"
                bad.append(_problem(name, tree, where, what))
        if entry.plan is None:
            continue
        plan = named.plans.get(entry.plan)
        if plan is None:
            bad.append(_problem(name, tree, (*at, "plan"), f"no plan {entry.plan} was imported"))
        elif set(plan.zones) != set(entry.prices):
            zones = ", ".join(plan.zones)
            bad.append(_problem(name, tree, (*at, "prices"), f"give a price for each zone of it: {zones}"))
    return bad or poster


def _read(name: str, text: str, model: type[Model]) -> tuple[Model, Node] | list[Problem]:
    problems: list[Problem] = []
    tree = YamlTree(name, problems).read(text)
    if tree is None or problems:
        return problems
    try:
        return model.model_validate(tree.plain()), tree
    except ValidationError as error:
        told = json.loads(error.json(include_url=False, include_input=False, include_context=False))
        return [_problem(name, tree, tuple(each["loc"]), _why(each)) for each in told]


def _why(told: dict[str, object]) -> str:
    where = ".".join(str(part) for part in _list(told["loc"]))
    return f"{where}: {str(told['msg']).removeprefix('Value error, ')}"


def _list(found: object) -> Sequence[object]:
    return found if isinstance(found, list) else []


def _problem(name: str, tree: Node, path: tuple[str | int, ...], what: str) -> Problem:
    return Problem(name, tree.at(path).line, what, REMEDY)
