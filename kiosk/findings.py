"""What the wizard found out, as the screens show it: one finding a measure or category."""

from __future__ import annotations

from datetime import date
from enum import StrEnum
from typing import ClassVar

from content.model import PlaceKind, Text
from devices.values import Value

FactValue = bool | int | str | date | frozenset[str]
"""As the rules hold it: money in kopecks, a number scaled by its decimals, a set of option ids."""


class Part(StrEnum):
    """The three parts of a result."""

    ENTITLED = "entitled"
    POSSIBLE = "unknown"
    NOT_ENTITLED = "not_entitled"


class Reason(Value):
    """A fact that decided, where it is from, and the law that speaks of it."""

    repr_fields: ClassVar[tuple[str, ...]] = ("fact", "source")
    fact: str
    value: FactValue | None
    source: str  # "register", "document", "answer"; "" where nothing is known yet
    register: Text | None = None
    law: str = ""


class Missing(Value):
    """What is not known yet, and who settles it; `fact` "" is something only an official can judge."""

    title: Text
    fact: str = ""
    document: Text | None = None
    office: PlaceKind | None = None


class Change(Value):
    """Something that would change the answer: another value of a fact, or a day that has to come."""

    repr_fields: ClassVar[tuple[str, ...]] = ("fact", "how")
    fact: str
    value: FactValue | None
    how: str  # "apply", "register", "document", "time", "act"
    on: date | None = None


class Pay(Value):
    """How much, in kopecks; `low` and `high` differ where it is not exact."""

    repr_fields: ClassVar[tuple[str, ...]] = ()
    low: int
    high: int
    text: Text | None = None

    @property
    def telling(self) -> bool:
        """From nothing up to something tells a person nothing."""
        return self.low > 0


class Finding(Value):
    """The verdict on one measure or category, with everything that is said about it."""

    repr_fields: ClassVar[tuple[str, ...]] = ("id", "kind")
    id: str
    kind: str  # "measure", "category"
    title: Text
    part: Part
    pay: Pay | None = None
    reasons: tuple[Reason, ...] = ()
    missing: tuple[Missing, ...] = ()
    changes: tuple[Change, ...] = ()
    beyond_reach: bool = False  # nothing that the person can change would change the answer
    laws: tuple[str, ...] = ()
    instead: Text | None = None  # of several measures only one is given: this other one
    opens: date | None = None  # the days in which one can apply
    closes: date | None = None
    verified: bool = True


class Findings(Value):
    """Everything that was found out, each part in order of need."""

    repr_fields: ClassVar[tuple[str, ...]] = ()
    entitled: tuple[Finding, ...] = ()
    possible: tuple[Finding, ...] = ()
    not_entitled: tuple[Finding, ...] = ()

    def part(self, part: Part) -> tuple[Finding, ...]:
        match part:
            case Part.ENTITLED:
                return self.entitled
            case Part.POSSIBLE:
                return self.possible
            case Part.NOT_ENTITLED:
                return self.not_entitled

    def of(self, kind: str, identifier: str) -> Finding | None:
        """The finding on one thing."""
        everything = (*self.entitled, *self.possible, *self.not_entitled)
        return next((one for one in everything if one.kind == kind and one.id == identifier), None)
