"""What a pack says about rules at a date, as the engine takes it."""

from __future__ import annotations

from datetime import date
from typing import Final

from content.eligibility.knowledge import Knowledge
from content.pack import Pack
from content.rules.reading import ReadRules

MEASURE: Final = "measure"
CATEGORY: Final = "category"


def knowledge_of(pack: Pack, read: ReadRules, on: date) -> Knowledge:
    """The rules that were read, with the parameters in force."""
    parameters = {}
    for parameter in pack.parameters:
        in_force = [
            value
            for value in parameter.values
            if value.valid_from <= on and (value.valid_to is None or on <= value.valid_to)
        ]
        if in_force:
            parameters[parameter.id] = max(in_force, key=lambda value: value.valid_from).value
    return Knowledge(
        today=on.toordinal(),
        facts=read.facts,
        derived=read.derived,
        measures={name: rule.when for name, rule in read.measures.items()},
        categories={name: rule.when for name, rule in read.categories.items()},
        constraints=read.constraints,
        parameters=parameters,
        grounds={
            **{(MEASURE, name): rule.law for name, rule in read.measures.items()},
            **{(CATEGORY, name): rule.law for name, rule in read.categories.items()},
        },
    )
