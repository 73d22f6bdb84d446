"""OpenFisca with its country template and zen-engine, timed; run by the interpreter that has them.

Reads {"rules": {measure: expression}, "people": [{fact: value}]} and prints seconds as JSON. Nothing of
ours is imported: the peers live in a virtual environment of their own.
"""

from __future__ import annotations

import json
import sys
from time import perf_counter
from typing import Any

import numpy as np
import zen  # type: ignore[import-not-found]
from openfisca_core.simulation_builder import SimulationBuilder  # type: ignore[import-not-found]
from openfisca_country_template import CountryTaxBenefitSystem  # type: ignore[import-not-found]

MONTH = "2026-11"
ROUNDS = 60
PEOPLE = 100_000
VARIABLES = (
    "basic_income",
    "income_tax",
    "social_security_contribution",
    "pension",
    "age",
    "housing_allowance",
    "parenting_allowance",
    "household_income",
    "total_benefits",
    "disposable_income",
)


def main() -> None:
    asked = json.load(sys.stdin)
    system = CountryTaxBenefitSystem()
    built, calculated = zip(*(one_person(system, at) for at in range(ROUNDS)), strict=True)
    answer = {
        "variables": len(VARIABLES),
        "openfisca_person": min(calculated),
        "openfisca_person_built": min(built),
        "openfisca_batch": min(many(system) for _ in range(3)),
        "people": PEOPLE,
        **zen_engine(asked["rules"], asked["people"]),
    }
    print(json.dumps(answer))


def one_person(system: Any, at: int) -> tuple[float, float]:
    """Seconds with and without making the simulation."""
    began = perf_counter()
    entities = {
        "persons": {"anna": {"salary": {MONTH: 1000 + at}, "birth": {"ETERNITY": "1960-01-01"}}},
        "households": {"home": {"adults": ["anna"], "rent": {MONTH: 300}, "accommodation_size": {MONTH: 40}}},
    }
    simulation = SimulationBuilder().build_from_entities(system, entities)
    made = perf_counter()
    for variable in VARIABLES:
        simulation.calculate(variable, MONTH)
    ended = perf_counter()
    return ended - began, ended - made


def many(system: Any) -> float:
    """Seconds for everybody, the simulation made beforehand."""
    simulation = SimulationBuilder().build_default_simulation(system, PEOPLE)
    simulation.set_input("salary", MONTH, np.linspace(0, 5000, PEOPLE))
    simulation.set_input("birth", "ETERNITY", np.full(PEOPLE, "1960-01-01", dtype="datetime64[D]"))
    began = perf_counter()
    for variable in VARIABLES:
        simulation.calculate(variable, MONTH)
    return perf_counter() - began


def zen_engine(rules: dict[str, str], people: list[dict[str, str]]) -> dict[str, Any]:
    """Seconds for one person, all rules as one expression node; and the verdicts, to be compared."""
    expressions = [{"id": name, "key": name, "value": value} for name, value in rules.items()]
    content = {"expressions": expressions, "passThrough": False, "inputField": None, "outputPath": None}
    at = {"x": 0, "y": 0}
    nodes = [
        {"id": "in", "type": "inputNode", "name": "in", "position": at},
        {
            "id": "rules",
            "type": "expressionNode",
            "name": "r",
            "position": at,
            "content": content,
        },
        {"id": "out", "type": "outputNode", "name": "out", "position": at},
    ]
    edges = [
        {"id": "a", "type": "edge", "sourceId": "in", "targetId": "rules"},
        {"id": "b", "type": "edge", "sourceId": "rules", "targetId": "out"},
    ]
    decision = zen.ZenEngine().create_decision(json.dumps({"nodes": nodes, "edges": edges}))
    seconds, verdicts = [], []
    for person in people:
        began = perf_counter()
        result = decision.evaluate(person)
        seconds.append(perf_counter() - began)
        verdicts.append([bool(result["result"][name]) for name in rules])
    return {"zen_person": sum(seconds) / len(seconds), "zen_verdicts": verdicts}


if __name__ == "__main__":
    main()
