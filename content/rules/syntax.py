"""Requirements and terms: what a rule says, as values.

A requirement is true, false or unknown of a person; a term has a value of a type. Both are read from
the trees of a pack by `content.rules.reading`. Every ordered value is a whole number inside: kopecks,
the ordinal of a date, a number times ten to its decimals.
"""

from __future__ import annotations

from enum import StrEnum

from msgspec import Struct

from content.model import LegalBasis, PlaceKind, Text


class Requirement(Struct, frozen=True):
    """The base of everything that is true or false of a person."""


class Term(Struct, frozen=True):
    """The base of everything that has a value."""


# --- requirements ----------------------------------------------------------------------------------


class Always(Requirement, frozen=True):
    """True or false of everybody."""

    holds: bool


class All(Requirement, frozen=True):
    parts: tuple[Requirement, ...]


class AnyOf(Requirement, frozen=True):
    parts: tuple[Requirement, ...]


class Not(Requirement, frozen=True):
    part: Requirement


class Order(StrEnum):
    AT_LEAST = "at_least"
    MORE_THAN = "more_than"
    AT_MOST = "at_most"
    LESS_THAN = "less_than"
    EQUAL = "is"


class Compare(Requirement, frozen=True):
    """An order between two terms of one type: numbers, money or dates."""

    left: Term
    order: Order
    right: Term


class Holds(Requirement, frozen=True):
    """A yes/no fact is yes."""

    fact: str


class IsOneOf(Requirement, frozen=True):
    """A choice or region has one of these values."""

    fact: str
    options: frozenset[str]


class Includes(Requirement, frozen=True):
    """A set includes at least one of the options (or, with `every`, all of them)."""

    fact: str
    options: frozenset[str]
    every: bool = False


class IsEmpty(Requirement, frozen=True):
    """A set includes nothing."""

    fact: str


class InCategory(Requirement, frozen=True):
    """The person belongs to a benefit category, by its rule."""

    category: str


class MeetsRule(Requirement, frozen=True):
    """The rule of another measure is met."""

    measure: str


class SomeMember(Requirement, frozen=True):
    """At least one member of the household meets a requirement over the member's fields."""

    household: str
    where: Requirement


class EveryMember(Requirement, frozen=True):
    household: str
    where: Requirement


class Judged(Requirement, frozen=True):
    """Something that only an official can judge; always unknown to the engine."""

    id: str  # unique in the rule's pack: the rule's id and a number
    text: Text
    by: PlaceKind | None = None


class Grounded(Requirement, frozen=True):
    """A requirement with an act of its own."""

    part: Requirement
    law: LegalBasis


# --- terms -----------------------------------------------------------------------------------------


class Constant(Term, frozen=True):
    """A written value: a whole number of the type's inner unit."""

    value: int


class FactValue(Term, frozen=True):
    """The value of a number, money or date fact; inside a member's requirement, of the member's field."""

    fact: str


class ParameterValueOf(Term, frozen=True):
    """A dated parameter, and so many permille of it."""

    parameter: str
    permille: int = 1000


class Today(Term, frozen=True):
    """The date for which a verdict is computed."""


class AgeOf(Term, frozen=True):
    """Full years between a date and today, reached on the birthday (29 February: on 1 March)."""

    date: Term


class Shifted(Term, frozen=True):
    """A date moved by years, months and days, in this order; a day that a month lacks becomes its last."""

    date: Term
    years: int = 0
    months: int = 0
    days: int = 0


class Sum(Term, frozen=True):
    parts: tuple[Term, ...]


class Difference(Term, frozen=True):
    left: Term
    right: Term


class Product(Term, frozen=True):
    parts: tuple[Term, ...]


class Quotient(Term, frozen=True):
    """Division; by zero it has no value, and a comparison with it is false."""

    left: Term
    right: Term


class Share(Term, frozen=True):
    """So many permille of a term."""

    permille: int
    of: Term


class Least(Term, frozen=True):
    parts: tuple[Term, ...]


class Greatest(Term, frozen=True):
    parts: tuple[Term, ...]


class Branch(Struct, frozen=True):
    when: Requirement
    then: Term


class Choose(Term, frozen=True):
    """The term of the first branch whose requirement holds."""

    branches: tuple[Branch, ...]
    otherwise: Term


class CountOf(Term, frozen=True):
    """How many members of the household meet a requirement."""

    household: str
    where: Requirement


class TotalOf(Term, frozen=True):
    """The sum of a field over the members who meet a requirement."""

    household: str
    field: str
    where: Requirement
