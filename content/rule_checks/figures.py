"""Whether the rules stand on figures: dated parameters in force, and how many rules use one at all."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Final

from msgspec import Struct

from content.model import Parameter
from content.problems import Finding
from content.rule_checks.context import RuleContext
from content.rules.model import FactType
from content.rules.syntax import AgeOf, Compare, CountOf, EveryMember, ParameterValueOf, SomeMember, TotalOf
from content.rules.walking import facts_of, parameters_of

WANTED_SHARE: Final = 0.6
_FIGURES: Final = frozenset({FactType.NUMBER, FactType.MONEY, FactType.DATE, FactType.HOUSEHOLD})


@dataclass(frozen=True, slots=True)
class ShareOfFigures:
    """How many rules of measures use a number, a date, the household or a dated parameter."""

    using: int
    rules: int

    @property
    def share(self) -> float:
        return self.using / self.rules if self.rules else 1.0


NO_RULES: Final = ShareOfFigures(0, 0)


def out_of_force(context: RuleContext) -> Iterator[Finding]:
    """Parameters that a rule needs and that have no value on the day of the check."""
    needed = frozenset[str]().union(*(parameters_of(node) for node in _everything(context)))
    for parameter in context.pack.parameters:
        if parameter.id in needed and not has_value(parameter, context.on):
            last = len(parameter.values) - 1
            what = f"there is no value on {context.on.isoformat()}, and a rule needs one"
            remedy = "Add the value that is in force, with valid_from and source"
            yield Finding("parameters", parameter.id, ("values", last), what, remedy)


def has_value(parameter: Parameter, on: date) -> bool:
    """Whether one of the values holds on the day."""
    return any(
        value.valid_from <= on and (value.valid_to is None or on <= value.valid_to)
        for value in parameter.values
    )


def share_of_figures(context: RuleContext) -> ShareOfFigures:
    """Counted over the rules of measures, through derived facts and categories."""
    names = [("rules", measure) for measure in context.rules.measures]
    using = [name for name in names if any(_is_figure(context, node) for node in context.reached(name))]
    return ShareOfFigures(len(using), len(names))


def _everything(context: RuleContext) -> Iterator[Struct]:
    for name, _ in context.all_rules():
        yield from context.reached(name)
    yield from context.through(context.rules.constraints.values())


def _is_figure(context: RuleContext, node: Struct) -> bool:
    if isinstance(node, ParameterValueOf | AgeOf | CountOf | TotalOf | SomeMember | EveryMember):
        return True
    if not isinstance(node, Compare):
        return False
    return any(context.rules.facts[fact].type in _FIGURES for fact in facts_of(node))
