"""Code for complete facts: all rules of a book as one function of straight comparisons.

No text of a pack stands in the source: names are numbered, values are handed over in a namespace.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping
from functools import cached_property
from typing import TYPE_CHECKING, Any, Final

from content.eligibility.arithmetic import Interval, compared
from content.eligibility.case import Case
from content.eligibility.formula import (
    AggregateSource,
    Atom,
    Both,
    ComparisonSource,
    Either,
    FactSource,
    Formula,
    JudgedSource,
    OptionSource,
    Truth,
    Variable,
    atoms,
)
from content.eligibility.intervals import Scope, interval
from content.eligibility.knowledge import Inner
from content.eligibility.verdicts import Verdict
from content.rules.model import FactType
from content.rules.walking import parameters_of

if TYPE_CHECKING:
    from content.eligibility.book import RuleBook

Decide = Callable[[Mapping[str, Inner], Scope | None], dict[str, Verdict]]
_DEPTH: Final = 20  # parts nested deeper than this become locals of their own


class UndefinedFactError(Exception):
    """A derived fact that is a division by zero: it is as good as not known."""


class TwoValued:
    """The rules of a book that facts alone decide, as code."""

    def __init__(self, book: RuleBook) -> None:
        self._book = book

    def prepare(self) -> None:
        """Write and compile the code now."""
        _ = self._decide

    def verdicts(self, case: Case) -> dict[str, Verdict] | None:
        """The verdicts on all measures, or None where facts are missing."""
        if not self._is_complete(case.values):
            return None
        try:
            settled = self._decide(case.values, case.scope if self._needs_scope else None)
        except UndefinedFactError:
            return None
        if len(settled) == len(self._book.measures):
            return settled
        by_diagram = self._book.verdict_named
        return {
            name: settled[name] if name in settled else by_diagram(("measure", name), case)
            for name in self._book.measures
        }

    @cached_property
    def formulas(self) -> dict[str, Formula]:
        """The formulas of the measures that no official and no missing parameter leaves open."""
        lowered = {name: self._book.formula(("measure", name)) for name in self._book.measures}
        return {name: formula for name, formula in lowered.items() if self._is_decidable(formula)}

    def _is_decidable(self, formula: Formula) -> bool:
        sources = [atom.variable.source for atom in atoms(formula)]
        return all(
            not isinstance(source, JudgedSource)
            and (not isinstance(source, ComparisonSource) or self._has_parameters(source))
            for source in sources
        )

    def _has_parameters(self, source: ComparisonSource) -> bool:
        return parameters_of(source.compare) <= self._book.knowledge.parameters.keys()

    @cached_property
    def _needed(self) -> tuple[frozenset[str], tuple[tuple[str, frozenset[str]], ...], tuple[str, ...]]:
        """Facts that must be known; derived ones with what they come from; households."""
        plain: set[str] = set()
        derived: dict[str, frozenset[str]] = {}
        for formula in self.formulas.values():
            for atom in atoms(formula):
                source = atom.variable.source
                inputs = self._book.inputs.of_source(source)
                if isinstance(source, FactSource) and source.fact in self._book.knowledge.derived:
                    derived[source.fact] = inputs - self._book.knowledge.derived.keys()
                else:
                    plain |= inputs - self._book.knowledge.derived.keys()
        everything = plain.union(*derived.values())
        facts = self._book.facts
        households = tuple(sorted(f for f in everything if facts[f].type is FactType.HOUSEHOLD))
        return frozenset(plain), tuple(derived.items()), households

    def _is_complete(self, values: Mapping[str, Inner]) -> bool:
        plain, derived, households = self._needed
        known = values.keys()
        if not plain <= known or not all(fact in known or inputs <= known for fact, inputs in derived):
            return False
        return all(self._members_are_known(values, household) for household in households)

    def _members_are_known(self, values: Mapping[str, Inner], household: str) -> bool:
        members: Any = values.get(household, ())
        size = len(self._book.facts[household].fields)
        return all(len(member) == size for member in members)

    @cached_property
    def _needs_scope(self) -> bool:
        return any(
            isinstance(source, AggregateSource | ComparisonSource)
            or (isinstance(source, FactSource) and source.fact in self._book.knowledge.derived)
            for formula in self.formulas.values()
            for source in (atom.variable.source for atom in atoms(formula))
        )

    @cached_property
    def _decide(self) -> Decide:
        return _Writer(self.formulas, frozenset(self._book.knowledge.derived)).function()


class _Writer:
    """Writes one function; what is used twice is computed once."""

    def __init__(self, formulas: Mapping[str, Formula], derived: frozenset[str]) -> None:
        self._formulas = formulas
        self._derived = derived
        self._names: dict[str, object] = {"E": Verdict.ENTITLED, "N": Verdict.NOT_ENTITLED}
        self._constants: dict[object, str] = {}
        self._lines: list[str] = []
        self._locals: dict[Formula, str] = {}
        self._facts: dict[str, str] = {}
        self._values: dict[Variable, str] = {}
        self._uses: Counter[Formula] = Counter()

    def function(self) -> Decide:
        for formula in self._formulas.values():
            self._count(formula)
        answers = [
            f"{self._constant(name)}: E if {self._expression(formula)} else N"
            for name, formula in self._formulas.items()
        ]
        body = [*self._lines, f"return {{{', '.join(answers)}}}"]
        source = "def decide(v, s):\n" + "".join(f"    {line}\n" for line in body)
        exec(compile(source, "<rules>", "exec"), self._names)  # noqa: S102 (our own text; see above)
        decide: Decide = self._names["decide"]  # type: ignore[assignment]
        return decide

    def _count(self, formula: Formula) -> None:
        self._uses[formula] += 1
        if self._uses[formula] == 1 and isinstance(formula, Both | Either):
            for part in formula.parts:
                self._count(part)

    def _expression(self, formula: Formula, depth: int = 0) -> str:
        if formula in self._locals:
            return self._locals[formula]
        match formula:
            case Truth():
                return str(formula.holds)
            case Atom():
                text = self._atom(formula)
            case Both() | Either():
                word = " and " if isinstance(formula, Both) else " or "
                text = f"({word.join(self._expression(part, depth + 1) for part in formula.parts)})"
        if self._uses[formula] > 1 or depth == _DEPTH:
            self._locals[formula] = name = f"f{len(self._locals)}"
            self._lines.append(f"{name} = {text}")
            return name
        return text

    def _atom(self, atom: Atom) -> str:
        variable, accepted = atom.variable, atom.accepted
        source = variable.source
        if isinstance(source, OptionSource):
            within = "in" if True in accepted else "not in"
            return f"{self._constant(source.option)} {within} {self._fact(source.fact)}"
        value = self._value(variable)
        if isinstance(accepted, frozenset):
            return self._options(value, variable, accepted)
        low, high = variable.span or (0, 0)
        return "(" + " or ".join(self._range(value, one, (low, high)) for one in accepted) + ")"

    def _options(self, value: str, variable: Variable, accepted: frozenset[str | bool]) -> str:
        if isinstance(next(iter(variable.options)), bool):
            return value if True in accepted else f"not {value}"
        if len(accepted) == 1:
            return f"{value} == {self._constant(next(iter(accepted)))}"
        rest = variable.options - accepted
        if len(rest) == 1:
            return f"{value} != {self._constant(next(iter(rest)))}"
        return f"{value} in {self._constant(accepted)}"

    def _range(self, value: str, accepted: tuple[int, int], span: tuple[int, int]) -> str:
        first, last = accepted
        if first == last:
            return f"{value} == {self._constant(first)}"
        if first == span[0]:
            return f"{value} <= {self._constant(last)}"
        if last == span[1]:
            return f"{value} >= {self._constant(first)}"
        return f"{self._constant(first)} <= {value} <= {self._constant(last)}"

    def _value(self, variable: Variable) -> str:
        source = variable.source
        if isinstance(source, FactSource) and source.fact not in self._derived:
            return self._fact(source.fact)
        if variable not in self._values:
            self._values[variable] = name = f"x{len(self._values)}"
            compute = self._constant(_computing(variable))
            self._lines.append(f"{name} = {compute}(s)")
        return self._values[variable]

    def _fact(self, fact: str) -> str:
        if fact not in self._facts:
            self._facts[fact] = name = f"v{len(self._facts)}"
            self._lines.append(f"{name} = v[{self._constant(fact)}]")
        return self._facts[fact]

    def _constant(self, value: object) -> str:
        key = (type(value), value)
        if key not in self._constants:
            self._constants[key] = name = f"k{len(self._constants)}"
            self._names[name] = value
        return self._constants[key]


def _computing(variable: Variable) -> Callable[[Scope], object]:
    """The value of a variable that is computed, all its facts known."""
    source = variable.source
    match source:
        case FactSource(fact=fact) if variable.span is None:
            return lambda scope: scope.value(fact)
        case FactSource(fact=fact):
            return lambda scope: _defined(scope.interval(fact))
        case AggregateSource(term=term):
            return lambda scope: interval(term, scope).low
        case ComparisonSource(compare=said):
            return lambda scope: compared(interval(said.left, scope), said.order, interval(said.right, scope))
    raise TypeError(source)


def _defined(known: Interval) -> object:
    if not known.defined:
        raise UndefinedFactError
    return known.low
