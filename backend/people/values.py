"""What the register takes and says of people, and what it refuses."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Literal


class PersonUnknown(LookupError):
    """No such person; the message carries no identifier."""

    code = "person-unknown"

    def __init__(self) -> None:
        super().__init__(self.code)


@dataclass(frozen=True, slots=True)
class PersonSummary:
    """All that level 1 may say of a person."""

    first_name: str = field(repr=False)
    initial: str = field(repr=False)  # of the last name: «И.»
    language: str


@dataclass(frozen=True, slots=True)
class Who:
    """What rules ask first of a person."""

    person: str = field(repr=False)
    sex: Literal["f", "m"] = field(repr=False)
    birth_date: date = field(repr=False)
    town: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class Named:
    """What a booking needs of a person: a name for the paper, age and clinic for the rules."""

    person: str = field(repr=False)
    last_name: str = field(repr=False)
    first_name: str = field(repr=False)
    middle_name: str = field(repr=False)
    birth_date: date = field(repr=False)
    clinic: str = field(repr=False)  # Place id of the pack, or ""


@dataclass(frozen=True, slots=True)
class ContactDetails:
    """Where somebody may be written to, and in what language; "" where nothing is known."""

    person: str = field(repr=False)
    language: str
    phone: str = field(repr=False)
    email: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class Relative:
    person: str = field(repr=False)
    relation: Literal["spouse", "child", "parent", "ward"]
    sex: Literal["f", "m"] = field(repr=False)
    birth_date: date = field(repr=False)


class RegisterRefused(Exception):
    """An entry the register does not take; `code` has a page in docs/failures.md."""

    def __init__(self, code: str, what_to_do: str) -> None:
        super().__init__(what_to_do)
        self.code = code


@dataclass(frozen=True, slots=True)
class NewPerson:
    """A person about to be entered; numbers as written on paper, checked on the way in."""

    person: str
    last_name: str = field(repr=False)
    first_name: str = field(repr=False)
    middle_name: str = field(repr=False)
    sex: Literal["f", "m"]
    birth_date: date = field(repr=False)
    birth_place: str = field(repr=False)
    town: str
    address: str = field(repr=False)
    snils: str = field(repr=False)  # "" when there is none yet
    phone: str = field(repr=False)
    language: str
    registered_at: datetime
    email: str = field(default="", repr=False)


@dataclass(frozen=True, slots=True)
class NewRelation:
    """Somebody who is to act for a person, on this evidence and for this period."""

    representative: str = field(repr=False)
    person: str = field(repr=False)
    relation: Literal["parent", "guardian", "trustee"]
    since: date
    until: date | None
    evidence: str = field(repr=False)
