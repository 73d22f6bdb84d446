"""Terms read from their written form, with their types.

The units of numbers are kept by `content.rules.arithmetic`.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Final

from content.rules.arithmetic import (
    FORMS,
    NAMED,
    TODAY,
    Typed,
    alike,
    literal,
    one_type,
    product,
    quotient,
    scaled,
)
from content.rules.cursor import Cursor
from content.rules.model import Fact, FactType
from content.rules.syntax import (
    AgeOf,
    Always,
    Branch,
    Choose,
    Constant,
    CountOf,
    FactValue,
    ParameterValueOf,
    Product,
    Quotient,
    Requirement,
    Share,
    Shifted,
    Term,
    TotalOf,
)
from content.rules.values import read_date, read_number
from content.rules.vocabulary import ORDERED, Scope, Subject, Vocabulary, nearest

PERCENT: Final = 100
PERMILLE: Final = 1000

# The word that makes a term, in the order in which it is looked for, and the words beside it.
HEADS: Final[Mapping[str, frozenset[str]]] = {
    "fact": frozenset(),
    "field": frozenset(),
    "age": frozenset(),
    "parameter": frozenset({"percent"}),
    "date": frozenset({"years", "months", "days"}),
    "add": frozenset(),
    "subtract": frozenset(),
    "multiply": frozenset(),
    "divide": frozenset(),
    "least": frozenset(),
    "greatest": frozenset(),
    "choose": frozenset({"otherwise"}),
    "count": frozenset({"where"}),
    "total": frozenset({"of", "where"}),
    "percent": frozenset({"of"}),
}


def head_of(tree: Mapping[str, object]) -> str | None:
    """The word that says which term a mapping is."""
    return next((head for head in HEADS if head in tree), None)


@dataclass(frozen=True, slots=True)
class Terms:
    """Reads terms; requirements inside them are read by `requirement`."""

    vocabulary: Vocabulary
    requirement: Callable[[Cursor, Scope], Requirement]

    def read(self, at: Cursor, scope: Scope, wanted: FactType | None = None) -> Typed | None:
        """The term at a place, or None after a fault; a literal must be of the type wanted."""
        if not isinstance(at.tree, dict):
            return self._literal(at, wanted)
        head = head_of(at.tree)
        if head is None:
            at.fault(f"{_shown(at.tree)} is no value", f"Use one of: {', '.join(HEADS)}")
            return None
        for name in at.tree:
            if name != head and name not in HEADS[head]:
                at.child(name).fault(f"{name!r} does not go with {head!r}", _beside(head))
        return self._by_head(head, at, scope, wanted)

    def subject(self, at: Cursor, scope: Scope, *, field: bool) -> Subject | None:
        """The fact or the member's field named at a place."""
        name = at.word()
        if name is None:
            return None
        if field:
            found = scope.field(name)
            if found is None and scope.household is None:
                at.fault("a field is only known inside where", "Write fact, or put it into some or count")
            elif found is None:
                at.fault(f"the household has no field {name!r}", nearest(name, scope.fields))
            return found
        fact = self.vocabulary.facts.get(name)
        if fact is None:
            as_field = f"Write {{field: {name}}} for the member's" if name in scope.fields else ""
            at.fault(f"there is no fact {name!r}", as_field or nearest(name, self.vocabulary.facts))
            return None
        return Subject(name, fact)

    def household(self, at: Cursor) -> Fact | None:
        """The household named at a place."""
        subject = self.subject(at, Scope(), field=False)
        if subject is None or not isinstance(subject.what, Fact):
            return None
        if subject.what.type is not FactType.HOUSEHOLD:
            at.fault(f"{subject.name!r} is a {subject.what.type.value}, no household", "Name a household")
            return None
        return subject.what

    def _by_head(self, head: str, at: Cursor, scope: Scope, wanted: FactType | None) -> Typed | None:
        match head:
            case "fact" | "field":
                return self._value(at.child(head), scope, field=head == "field")
            case "age":
                date = self._date(at.child("age"), scope)
                return Typed(AgeOf(date), FactType.NUMBER) if date is not None else None
            case "date":
                return self._shifted(at, scope)
            case "parameter":
                return self._parameter(at)
            case "percent":
                return self._percent(at, scope, wanted)
            case "choose":
                return self._choose(at, scope, wanted)
            case "count" | "total":
                return self._members(head, at)
            case "multiply":
                return product(at, self._parts(at.child(head), scope, None))
            case "divide":
                return quotient(at, self._parts(at.child(head), scope, wanted=None))
            case _:
                # A difference that is a number may be one of dates: its parts are not told what they are.
                inside = None if head == "subtract" and wanted is FactType.NUMBER else wanted
                return alike(head, at, self._parts(at.child(head), scope, inside))

    def _parts(self, at: Cursor, scope: Scope, wanted: FactType | None) -> list[Typed] | None:
        parts = [self.read(item, scope, wanted) for item in at.items()]
        read = [part for part in parts if part is not None]
        return read if read and len(read) == len(parts) else None

    def _literal(self, at: Cursor, wanted: FactType | None) -> Typed | None:
        typed = literal(at.tree)
        if typed is None:
            what = f"{_shown(at.tree)} is no number, amount or date"
            named = isinstance(at.tree, str) and at.tree in self.vocabulary.facts
            at.fault(what, f"Write {{fact: {at.tree}}}" if named else FORMS[wanted])
        elif wanted is not None and typed.type is not wanted:
            at.fault(f"{_shown(at.tree)} is {NAMED[typed.type]}, not {NAMED[wanted]}", FORMS[wanted])
            return None
        return typed

    def _value(self, at: Cursor, scope: Scope, *, field: bool) -> Typed | None:
        subject = self.subject(at, scope, field=field)
        if subject is None:
            return None
        if subject.what.type not in ORDERED:
            what = f"{at.tree!r} is a {subject.what.type.value}, which has no amount"
            at.fault(what, "Name a number, money or date")
            return None
        return Typed(FactValue(subject.name), subject.what.type, _decimals(subject))

    def _date(self, at: Cursor, scope: Scope) -> Term | None:
        """A date: today, a literal, the id of a field or fact, or a term."""
        typed: Typed | None
        if isinstance(at.tree, dict) or at.tree == TODAY or read_date(at.tree) is not None:
            typed = self.read(at, scope)
        else:
            field = isinstance(at.tree, str) and scope.field(at.tree) is not None
            typed = self._value(at, scope, field=field)
        if typed is not None and typed.type is not FactType.DATE:
            at.fault(f"{NAMED[typed.type]} stands where a date is wanted", "Name a date")
            return None
        return typed.term if typed is not None else None

    def _shifted(self, at: Cursor, scope: Scope) -> Typed | None:
        date = self._date(at.child("date"), scope)
        shifts = {name: at.tree.get(name, 0) for name in ("years", "months", "days")}
        for name, shift in shifts.items():
            if isinstance(shift, bool) or not isinstance(shift, int):
                at.child(name).fault(f"{shift!r} is no whole number", "Write how many; minus means before")
                return None
        return Typed(Shifted(date, **shifts), FactType.DATE) if date is not None else None

    def _parameter(self, at: Cursor) -> Typed | None:
        name = at.child("parameter").word()
        if name is None:
            return None
        parameter = self.vocabulary.parameters.get(name)
        if parameter is None:
            remedy = nearest(name, self.vocabulary.parameters)
            at.child("parameter").fault(f"there is no parameter {name!r}", remedy)
            return None
        permille = _permille(at.child("percent")) if "percent" in at.tree else PERMILLE
        if permille is None:
            return None
        type_ = FactType.MONEY if parameter.unit == "kopecks" else FactType.NUMBER
        return Typed(ParameterValueOf(name, permille), type_)

    def _percent(self, at: Cursor, scope: Scope, wanted: FactType | None) -> Typed | None:
        if "of" not in at.tree:
            at.fault("percent of what?", "Write {percent: 50, of: …}")
            return None
        of = self.read(at.child("of"), scope, wanted)
        if of is not None and of.type is FactType.DATE:
            at.fault("a date has no percent", "Name a number or money")
            return None
        if not isinstance(at.tree["percent"], dict):
            permille = _permille(at.child("percent"))
            if of is None or permille is None:
                return None
            return Typed(Share(permille, of.term), of.type, of.decimals)
        rate = self.read(at.child("percent"), scope, FactType.NUMBER)
        if of is None or rate is None:
            return None
        whole = PERMILLE if self._in_permille(rate.term) else PERCENT
        share = Quotient(Product((of.term, rate.term)), Constant(whole * 10**rate.decimals))
        return Typed(share, of.type, of.decimals)

    def _in_permille(self, rate: Term) -> bool:
        if not isinstance(rate, ParameterValueOf):
            return False
        return self.vocabulary.parameters[rate.parameter].unit == "permille"

    def _choose(self, at: Cursor, scope: Scope, wanted: FactType | None) -> Typed | None:
        if "otherwise" not in at.tree:
            at.fault("choose has no otherwise", "Say what counts when no branch holds")
            return None
        whens: list[Requirement] = []
        thens: list[Typed | None] = []
        for branch in at.child("choose").items():
            if not isinstance(branch.tree, dict) or set(branch.tree) != {"when", "then"}:
                branch.fault("a branch of choose has when and then", "Write {when: …, then: …}")
                return None
            whens.append(self.requirement(branch.child("when"), scope))
            thens.append(self.read(branch.child("then"), scope, wanted))
        parts = [*thens, self.read(at.child("otherwise"), scope, wanted)]
        read = [part for part in parts if part is not None]
        if len(read) < len(parts) or not one_type(at, read):
            return None
        places = max(part.decimals for part in read)
        *values, otherwise = [scaled(part, places) for part in read]
        branches = tuple(Branch(when, then) for when, then in zip(whens, values, strict=True))
        return Typed(Choose(branches, otherwise), read[0].type, places)

    def _members(self, head: str, at: Cursor) -> Typed | None:
        if head == "total" and "of" not in at.tree:
            at.fault("total of which household?", "Write {total: field, of: household}")
            return None
        household = self.household(at.child("count" if head == "count" else "of"))
        if household is None:
            return None
        scope = Scope(household)
        where = self.requirement(at.child("where"), scope) if "where" in at.tree else Always(True)
        if head == "count":
            return Typed(CountOf(household.id, where), FactType.NUMBER)
        field = self.subject(at.child("total"), scope, field=True)
        if field is None:
            return None
        if field.what.type not in (FactType.NUMBER, FactType.MONEY):
            at.child("total").fault(f"{field.what.type.value} cannot be summed", "Name a number or money")
            return None
        total = TotalOf(household.id, field.what.id, where)
        return Typed(total, field.what.type, _decimals(field))


def _permille(at: Cursor) -> int | None:
    permille = read_number(at.tree, 1)
    if permille is None or permille < 0:
        at.fault(f"{_shown(at.tree)} is no percentage", "Write it as 50 or 12.5")
        return None
    return permille


def _decimals(subject: Subject) -> int:
    return subject.what.decimals if subject.what.type is FactType.NUMBER else 0


def _beside(head: str) -> str:
    beside = HEADS[head]
    return f"Beside {head} stand only: {', '.join(sorted(beside))}" if beside else f"{head} stands alone"


def _shown(tree: object) -> str:
    if isinstance(tree, dict):
        return "{" + ", ".join(map(str, tree)) + "}"
    return repr(tree)
