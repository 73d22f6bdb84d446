"""What is known while a requirement is judged: of somebody, or also of one member of a household."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Mapping
from typing import Any

from content.eligibility.arithmetic import Interval
from content.eligibility.knowledge import Inner, Knowledge, span_of
from content.rules.model import Fact
from content.rules.syntax import Term
from content.rules.walking import FIELD_MARK


class Rounded(Term, frozen=True):
    """The nearest whole number: what a derived fact stands for where its definition is put in its place."""

    of: Term


class Known(ABC):
    """The facts of somebody as requirements ask for them."""

    def __init__(self, knowledge: Knowledge) -> None:
        self.knowledge = knowledge
        self.today = knowledge.today

    @abstractmethod
    def value(self, fact: str) -> Any:
        """The value of a fact without order, or None."""

    @abstractmethod
    def interval(self, fact: str) -> Interval:
        """Where the value of an ordered fact lies."""

    @abstractmethod
    def members(self, household: str) -> Any:
        """The members of a household, or None where they are not known."""

    def of_member(self, household: str, member: Mapping[str, Inner]) -> MemberScope:
        """The same with the fields of one member."""
        return MemberScope(self, self.knowledge.facts[household], member)


class MemberScope(Known):
    """A member of a household: its fields, named "household.field", and the facts of the person."""

    def __init__(self, person: Known, household: Fact, member: Mapping[str, Inner]) -> None:
        super().__init__(person.knowledge)
        self._values = member
        self._person = person
        self._mark = household.id + FIELD_MARK
        self._fields = {one.id: one for one in household.fields}

    def value(self, fact: str) -> Any:
        if fact.startswith(self._mark):
            return self._values.get(fact.removeprefix(self._mark))
        return self._person.value(fact)

    def interval(self, fact: str) -> Interval:
        if fact.startswith(self._mark):
            return self.of_field(fact.removeprefix(self._mark))
        return self._person.interval(fact)

    def of_field(self, field: str) -> Interval:
        """Where an ordered field of the member lies."""
        value: Any = self._values.get(field)
        return Interval(*span_of(self._fields[field])) if value is None else Interval(value, value)

    def members(self, household: str) -> Any:
        return self._person.members(household)
