"""A small book written by hand, for tests that read like a story."""

from __future__ import annotations

from datetime import date
from typing import Any

from content.eligibility.book import RuleBook
from content.eligibility.knowledge import Knowledge
from content.model import LegalBasis, Text
from content.rules import syntax as s
from content.rules.model import Changeable, Fact, FactType, MemberField, Option, Register

TODAY = date(2026, 11, 22)
LAW = LegalBasis("Закон края № 1", "ст. 2")
OWN_LAW = LegalBasis("Закон края № 2", "ст. 7")
AT_LEAST, LESS_THAN, AT_MOST = s.Order.AT_LEAST, s.Order.LESS_THAN, s.Order.AT_MOST


def fact(name: str, kind: FactType, **more: Any) -> Fact:
    return Fact(name, kind, Text(name), **more)


def options(*names: str) -> tuple[Option, ...]:
    return tuple(Option(name, Text(name)) for name in names)


FACTS = (
    fact("born", FactType.DATE, question=Text("?"), min="1900-01-01", max="2026-11-22"),
    fact("sex", FactType.CHOICE, options=options("f", "m"), register=Register(Text("р"), person="sex")),
    fact("jobless", FactType.YES_NO, changeable=Changeable.REGISTER, question=Text("?")),
    fact("income", FactType.MONEY, min="0", changeable=Changeable.ACT, question=Text("?")),
    fact("papers", FactType.SET, options=options("veteran", "donor", "hero"), changeable=Changeable.APPLY),
    fact("children", FactType.NUMBER, min=0, max=15, question=Text("?"), changeable=Changeable.NO),
    fact("minors", FactType.NUMBER, min=0, max=15, question=Text("?"), changeable=Changeable.NO),
    fact(
        "family",
        FactType.HOUSEHOLD,
        fields=(
            MemberField("born", FactType.DATE, Text("born")),
            MemberField("income", FactType.MONEY, Text("income"), min="0"),
        ),
    ),
    fact("under-seven", FactType.NUMBER, min=0, max=20, question=Text("?")),
    fact("per-head", FactType.MONEY, min="0", question=Text("?")),
    fact("old", FactType.YES_NO),
)


def book(
    measures: dict[str, s.Requirement],
    *,
    constraints: dict[str, s.Requirement] | None = None,
    derived: dict[str, s.Requirement | s.Term] | None = None,
    categories: dict[str, s.Requirement] | None = None,
    parameters: dict[str, int] | None = None,
    **more: Any,
) -> RuleBook:
    """A book over FACTS on TODAY; `minimum` is 20,000 roubles."""
    return RuleBook(
        Knowledge(
            today=TODAY.toordinal(),
            facts={one.id: one for one in FACTS},
            derived=derived or {},
            measures=measures,
            categories=categories or {},
            constraints=constraints or {},
            parameters={"minimum": 2_000_000} if parameters is None else parameters,
            grounds={("measure", name): (LAW,) for name in measures},
        ),
        **more,
    )


def age(of: str = "born") -> s.Term:
    return s.AgeOf(s.FactValue(of))


def at_least(term: s.Term, value: int) -> s.Compare:
    return s.Compare(term, AT_LEAST, s.Constant(value))


OLD = at_least(age(), 65)
POOR = s.Compare(s.FactValue("income"), LESS_THAN, s.ParameterValueOf("minimum", 1500))
VETERAN = s.Includes("papers", frozenset({"veteran"}))
