"""What a check of rules is given: the pack, its rules as read, the day, and who speaks of what."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date

from msgspec import Struct

from content.pack import Pack
from content.rules.model import Fact
from content.rules.reading import ReadRule, ReadRules
from content.rules.walking import categories_of, facts_of, measures_of, nodes

Rule = tuple[str, str]
"""Kind of entry ("rules" or "category_rules") and id."""


@dataclass(slots=True)
class RuleContext:
    """A pack whose rules could be read; what a rule reaches is worked out once."""

    pack: Pack
    rules: ReadRules
    on: date
    _reached: dict[Rule, tuple[Struct, ...]] = field(default_factory=dict)

    @property
    def is_catalogue(self) -> bool:
        """Whether the pack tells people of measures; one with rules only may leave out wordings."""
        return bool(self.pack.measures)

    def all_rules(self) -> Iterator[tuple[Rule, ReadRule]]:
        for name, rule in self.rules.measures.items():
            yield ("rules", name), rule
        for name, rule in self.rules.categories.items():
            yield ("category_rules", name), rule

    def reached(self, name: Rule) -> tuple[Struct, ...]:
        """Every node of a rule, through the derived facts, categories and measures it speaks of."""
        if name not in self._reached:
            kind, rule_id = name
            of_kind = self.rules.measures if kind == "rules" else self.rules.categories
            rule = of_kind[rule_id]
            roots: list[Struct] = [rule.when]
            for pay in rule.pays:
                roots += [pay.amount, pay.when]
            self._reached[name] = tuple(self.through(roots))
        return self._reached[name]

    def through(self, roots: Iterable[Struct]) -> Iterator[Struct]:
        """Every node below some, through derived facts, categories and measures; each entry once."""
        waiting = list(roots)
        seen: set[Rule] = set()
        while waiting:
            root = waiting.pop()
            yield from nodes(root)
            for name, said in self._named_in(root):
                if name not in seen:
                    seen.add(name)
                    waiting.append(said)

    def _named_in(self, root: Struct) -> Iterator[tuple[Rule, Struct]]:
        for fact in facts_of(root):
            if fact in self.rules.derived:
                yield ("facts", fact), self.rules.derived[fact]
        for category in categories_of(root):
            yield ("category_rules", category), self.rules.categories[category].when
        for measure in measures_of(root):
            yield ("rules", measure), self.rules.measures[measure].when

    def facts_reached(self, name: Rule) -> frozenset[str]:
        """The facts a rule depends on, derived ones among them."""
        return frozenset().union(*(facts_of(node) for node in self.reached(name)))

    def facts_used(self) -> frozenset[str]:
        """The facts that any rule depends on."""
        return frozenset().union(*(self.facts_reached(name) for name, _ in self.all_rules()))

    def speaks_of_people(self, said: Struct) -> bool:
        """Whether any fact has a say, and not the day and the law alone."""
        return any(facts_of(node) for node in self.through([said]))

    def asked(self) -> Iterator[Fact]:
        """The facts that can be asked."""
        return (fact for fact in self.pack.facts if fact.question is not None)
