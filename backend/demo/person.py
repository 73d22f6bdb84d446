"""A demo person while a household is being made up; turned into rows and dropped at once."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date

from backend.contract.people import EntitlementState
from backend.demo.names import Sex


@dataclass(frozen=True, slots=True)
class HeldCategory:
    category: str  # BenefitCategory id
    since: date
    until: date | None
    evidence: str


@dataclass(frozen=True, slots=True)
class Award:
    """An entitlement before it has an id."""

    measure: str
    state: EntitlementState
    since: date
    until: date | None
    amount_kopecks: int | None
    per: str
    awarded_by: str
    decision: str
    ground: str
    next_payment_on: date | None


@dataclass(slots=True, eq=False)
class Person:
    """Mutable on purpose: relatives point at each other."""

    sex: Sex
    first_name: str = field(repr=False)
    last_name: str = field(repr=False)
    middle_name: str = field(repr=False)
    birth_date: date = field(repr=False)
    age: int
    language: str = "ru"
    spouse: Person | None = field(default=None, repr=False)
    mother: Person | None = field(default=None, repr=False)
    father: Person | None = field(default=None, repr=False)
    guardian: Person | None = field(default=None, repr=False)
    children: list[Person] = field(default_factory=list, repr=False)
    wards: list[Person] = field(default_factory=list, repr=False)
    categories: list[HeldCategory] = field(default_factory=list)
    awards: list[Award] = field(default_factory=list)

    def children_under(self, age: int) -> int:
        return sum(1 for child in self.children if child.age < age)


@dataclass(frozen=True, slots=True)
class Household:
    """Who lives at one address; families are told by the ties between the members."""

    town: str
    address: str
    members: list[Person]
