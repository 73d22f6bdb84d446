"""What the rules of a pack may speak of: its facts, parameters, categories and measures."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Final, Protocol

from content.model import BenefitCategory, Measure, Parameter
from content.rules.model import (
    BestOf,
    CategoryRule,
    Constraint,
    Fact,
    FactType,
    MeasureRule,
    MemberField,
    QuestionGroup,
)
from content.suggestions import suggest

ORDERED: Final = frozenset({FactType.NUMBER, FactType.MONEY, FactType.DATE})
CHOSEN: Final = frozenset({FactType.CHOICE, FactType.REGION})


class RulePack(Protocol):
    """The part of a pack that rules are made of."""

    @property
    def facts(self) -> tuple[Fact, ...]: ...
    @property
    def question_groups(self) -> tuple[QuestionGroup, ...]: ...
    @property
    def constraints(self) -> tuple[Constraint, ...]: ...
    @property
    def best_of(self) -> tuple[BestOf, ...]: ...
    @property
    def rules(self) -> tuple[MeasureRule, ...]: ...
    @property
    def category_rules(self) -> tuple[CategoryRule, ...]: ...
    @property
    def parameters(self) -> tuple[Parameter, ...]: ...
    @property
    def measures(self) -> tuple[Measure, ...]: ...
    @property
    def categories(self) -> tuple[BenefitCategory, ...]: ...


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """Everything that can be named in a requirement or a term."""

    facts: Mapping[str, Fact]
    parameters: Mapping[str, Parameter]
    categories: frozenset[str]  # those with rules
    measures: frozenset[str]

    @staticmethod
    def of(pack: RulePack) -> Vocabulary:
        return Vocabulary(
            {fact.id: fact for fact in pack.facts},
            {parameter.id: parameter for parameter in pack.parameters},
            frozenset(rule.category for rule in pack.category_rules),
            frozenset(rule.measure for rule in pack.rules),
        )


@dataclass(frozen=True, slots=True)
class Subject:
    """A fact, or a field of the member that is spoken of; `name` is how the AST names it."""

    name: str
    what: Fact | MemberField


@dataclass(frozen=True, slots=True)
class Scope:
    """Of whom a requirement speaks: the person, or also a member of this household."""

    household: Fact | None = None

    def field(self, name: str) -> Subject | None:
        if self.household is None:
            return None
        for field in self.household.fields:
            if field.id == name:
                return Subject(f"{self.household.id}.{name}", field)
        return None

    @property
    def fields(self) -> list[str]:
        return [field.id for field in self.household.fields] if self.household else []


def nearest(name: str, known: Iterable[str]) -> str:
    """A remedy for a name that is not known."""
    names = list(known)
    if alike := suggest(name, names):
        return f"Did you mean {alike}"
    return f"Use one of: {', '.join(names)}" if 0 < len(names) <= 12 else "Write one that the pack has"
