"""Which facts a requirement, a term or a variable is computed from."""

from __future__ import annotations

from msgspec import Struct

from content.eligibility.formula import (
    AggregateSource,
    ComparisonSource,
    FactSource,
    OptionSource,
    Source,
)
from content.eligibility.knowledge import Knowledge
from content.rules.walking import categories_of, facts_of, measures_of


class Inputs:
    """Looks up, once each, what is computed from what."""

    def __init__(self, knowledge: Knowledge) -> None:
        self._knowledge = knowledge
        self._named: dict[tuple[str, str], frozenset[str]] = {}

    def of(self, said: Struct) -> frozenset[str]:
        """All facts that a requirement or a term is computed from, derived ones and their inputs too."""
        found = facts_of(said)
        for fact in sorted(found & self._knowledge.derived.keys()):
            found |= self._of_name("fact", fact, self._knowledge.derived[fact])
        for category in categories_of(said):
            found |= self._of_name("category", category, self._knowledge.categories[category])
        for measure in measures_of(said):
            found |= self._of_name("measure", measure, self._knowledge.measures[measure])
        return found

    def of_fact(self, fact: str) -> frozenset[str]:
        """What a derived fact is computed from; of another fact, itself alone."""
        definition = self._knowledge.derived.get(fact)
        return frozenset({fact}) if definition is None else self._of_name("fact", fact, definition)

    def of_source(self, source: Source) -> frozenset[str]:
        """The facts whose values decide a variable, itself included."""
        match source:
            case FactSource(fact=fact) | OptionSource(fact=fact):
                return self.of_fact(fact) | {fact}
            case AggregateSource(term=term):
                return self.of(term)
            case ComparisonSource(compare=compare):
                return self.of(compare)
        return frozenset()

    def _of_name(self, kind: str, name: str, said: Struct) -> frozenset[str]:
        key = (kind, name)
        if key not in self._named:
            self._named[key] = frozenset()  # a circle is named by the reader of the rules
            self._named[key] = self.of(said)
        return self._named[key]
