"""What the walk asks of the wizard; its real body, `kiosk.interviewing`, is built after the first frame."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, ClassVar, Protocol

from content.model import Text
from devices.values import Value
from kiosk.findings import FactValue, Finding, Findings
from kiosk.flow.application import GivenAnswer

if TYPE_CHECKING:
    from backend.contract.people import PersonalFile
    from content.rules.model import Fact

ALL = "all"
CATEGORIES = "categories"
MEASURE = "measure:"
"""What is to be found out: everything, the categories, or one measure by its id."""


class Asked(Value):
    """Facts that are asked together on one screen, under one heading."""

    title: Text
    facts: tuple[Fact, ...]


class KnownFact(Value):
    """A fact that needs no question any more; `value` is None after «не знаю»."""

    repr_fields: ClassVar[tuple[str, ...]] = ("fact", "source")
    fact: str
    value: FactValue | None
    source: str  # "register", "document", "answer"
    register: Text | None = None


class Interview(Protocol):
    """Where the questions stand: a value; each answer makes a new one."""

    def asked(self) -> Asked | None:
        """What to ask next; None when no answer could settle anything more."""
        ...

    def fact(self, identifier: str) -> Fact: ...

    def answered(self, fact: str, value: FactValue) -> Interview:
        """With an answer, in place of any earlier one."""
        ...

    def declined(self, fact: str) -> Interview:
        """With «не знаю»: never asked again."""
        ...

    def continued(self, answers: tuple[GivenAnswer, ...]) -> Interview:
        """With what was told to an operator; what the rules do not know is left out."""
        ...

    def disagreeing(self) -> tuple[str, ...]:
        """Facts that cannot all be true together; empty when all is well."""
        ...

    def known(self) -> tuple[KnownFact, ...]:
        """What is known, in the order in which the pack names its facts."""
        ...

    def settled(self) -> tuple[int, int]:
        """How many of all goals are settled."""
        ...

    def findings(self) -> Findings:
        """What came out of every goal, without the reasons."""
        ...

    def explained(self, kind: str, identifier: str) -> Finding | None:
        """What came out of one goal, with the reasons and what would change it."""
        ...

    def given(self) -> tuple[GivenAnswer, ...]:
        """All that is known, as it is filed or left behind a code."""
        ...


class Wizard(Protocol):
    def begin(
        self, goals: str, on: date, file: PersonalFile | None, *, represented: bool = False
    ) -> Interview | None:
        """Questions for these goals, none that the registers answer; None until the rules are ready.

        `represented`: the file is that of somebody the holder acts for.
        """
        ...


class NoWizard:
    """A wizard whose rules are never ready."""

    def begin(
        self, goals: str, on: date, file: PersonalFile | None, *, represented: bool = False
    ) -> Interview | None:
        return None
