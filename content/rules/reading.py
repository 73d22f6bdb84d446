"""The rules of a pack read from their written trees, all faults collected with their places."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from content.model import LegalBasis, Text
from content.problems import Finding
from content.rules.arithmetic import in_places
from content.rules.cursor import Cursor
from content.rules.fact_checks import fact_findings
from content.rules.model import CategoryRule, Fact, FactType, MeasureRule, Pay, Tree
from content.rules.options import UNREADABLE
from content.rules.problems import RulesInvalidError
from content.rules.references import circles
from content.rules.requirements import Requirements
from content.rules.syntax import Always, Constant, Judged, Requirement, Term
from content.rules.vocabulary import ORDERED, RulePack, Scope, Vocabulary


@dataclass(frozen=True, slots=True)
class ReadPay:
    """A line of an amount: `amount` in kopecks, counted where `when` holds."""

    amount: Term
    when: Requirement
    text: Text | None


@dataclass(frozen=True, slots=True)
class ReadRule:
    """The rule of a measure or of a category."""

    id: str
    when: Requirement
    law: tuple[LegalBasis, ...]
    pays: tuple[ReadPay, ...] = ()


@dataclass(frozen=True, slots=True)
class ReadRules:
    """Everything that a pack's rules say, by id."""

    facts: Mapping[str, Fact]
    derived: Mapping[str, Requirement | Term]
    constraints: Mapping[str, Requirement]
    measures: Mapping[str, ReadRule]
    categories: Mapping[str, ReadRule]
    judged: Mapping[str, Judged]


def read_rules(pack: RulePack) -> ReadRules:
    """The rules of a pack; raises RulesInvalidError with every fault."""
    rules, findings = read_with_findings(pack)
    if findings:
        raise RulesInvalidError(findings)
    return rules


def read_with_findings(pack: RulePack) -> tuple[ReadRules, list[Finding]]:
    """The rules and their faults; a requirement with a fault is replaced by one that means nothing."""
    reader = _Reader(Vocabulary.of(pack))
    derived = {fact.id: reader.derived(fact) for fact in pack.facts if fact.derived is not None}
    constraints = {
        constraint.id: reader.requirement("constraints", constraint.id, "always", constraint.always)
        for constraint in pack.constraints
    }
    rules = ReadRules(
        facts=reader.vocabulary.facts,
        derived=derived,
        constraints=constraints,
        measures={rule.measure: reader.measure(rule) for rule in pack.rules},
        categories={rule.category: reader.category(rule) for rule in pack.category_rules},
        judged={judged.id: judged for judged in reader.judged},
    )
    reader.findings.extend(fact_findings(pack))
    reader.findings.extend(_circles(rules))
    return rules, reader.findings


@dataclass(slots=True)
class _Reader:
    vocabulary: Vocabulary
    findings: list[Finding] = field(default_factory=list)
    judged: list[Judged] = field(default_factory=list)

    def measure(self, rule: MeasureRule) -> ReadRule:
        requirements = Requirements(self.vocabulary, rule.measure)
        when = requirements.read(self._at("rules", rule.measure, ("when",), rule.when), Scope())
        pays = tuple(self._pay(rule, index, pay, requirements) for index, pay in enumerate(rule.pays))
        self.judged.extend(requirements.judged)
        return ReadRule(rule.measure, when, rule.law, pays)

    def category(self, rule: CategoryRule) -> ReadRule:
        requirements = Requirements(self.vocabulary, f"category-{rule.category}")
        when = requirements.read(self._at("category_rules", rule.category, ("when",), rule.when), Scope())
        self.judged.extend(requirements.judged)
        return ReadRule(rule.category, when, rule.law)

    def requirement(self, kind: str, entry_id: str, name: str, tree: Tree) -> Requirement:
        requirements = Requirements(self.vocabulary, f"{kind}-{entry_id}")
        read = requirements.read(self._at(kind, entry_id, (name,), tree), Scope())
        if requirements.judged:
            self._at(kind, entry_id, (name,), tree).fault(
                "an official's judgement stands where only facts count", "Move it into the rule"
            )
        return read

    def derived(self, fact: Fact) -> Requirement | Term:
        if fact.type is FactType.YES_NO:
            return self.requirement("facts", fact.id, "derived", fact.derived)
        at = self._at("facts", fact.id, ("derived",), fact.derived)
        if fact.type not in ORDERED:
            at.fault(f"a {fact.type.value} cannot be derived", "Derive a yes/no, number, money or date")
            return UNREADABLE
        terms = Requirements(self.vocabulary, f"facts-{fact.id}").terms
        typed = terms.read(at, Scope(), fact.type)
        if typed is None:
            return Constant(0)
        if typed.type is not fact.type:
            at.fault(f"the fact is {fact.type.value}, its term {typed.type.value}", "Make them agree")
        return in_places(typed, fact.decimals if fact.type is FactType.NUMBER else 0)

    def _pay(self, rule: MeasureRule, index: int, pay: Pay, requirements: Requirements) -> ReadPay:
        at = self._at("rules", rule.measure, ("pays", index, "amount"), pay.amount)
        amount = requirements.terms.read(at, Scope(), FactType.MONEY)
        if amount is not None and amount.type is not FactType.MONEY:
            at.fault(f"an amount is money, not {amount.type.value}", 'Write roubles in quotes: "600.00"')
        when: Requirement = Always(True)
        if pay.when is not None:
            place = self._at("rules", rule.measure, ("pays", index, "when"), pay.when)
            when = requirements.read(place, Scope())
        return ReadPay(amount.term if amount is not None else Constant(0), when, pay.text)

    def _at(self, kind: str, entry_id: str, path: tuple[str | int, ...], tree: Tree) -> Cursor:
        return Cursor(kind, entry_id, path, tree, self.findings)


def _circles(rules: ReadRules) -> Iterator[Finding]:
    said: dict[tuple[str, str], Requirement | Term] = {}
    said.update({("facts", name): tree for name, tree in rules.derived.items()})
    said.update({("rules", name): rule.when for name, rule in rules.measures.items()})
    said.update({("category_rules", name): rule.when for name, rule in rules.categories.items()})
    for circle in circles(said):
        kind, entry_id = circle[0]
        path = ("derived",) if kind == "facts" else ("when",)
        what = f"it is said in a circle: {_chain(circle)}"
        yield Finding(kind, entry_id, path, what, "Let one of them say it without the others")


def _chain(circle: Iterable[tuple[str, str]]) -> str:
    names = [name for _, name in circle]
    return " → ".join([*names, names[0]])
