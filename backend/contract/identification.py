"""How an operator makes sure who speaks, and what may be said and done then."""

from __future__ import annotations

from datetime import date
from typing import Annotated

from pydantic import Field

from backend.contract.base import Contract, Personal
from backend.contract.people import Category, Entitlement, IdentityDocument, Relation
from backend.contract.requests import Id, PersonRef

CONTACT_HEADER = "Okno-Contact"
"""Names the contact an operator acts in; without it nobody was identified."""

Level = Annotated[str, Field(pattern=r"^(none|data|code_word|call_back|office)$")]
Ending = Annotated[str, Field(pattern=r"^([0-9]{4})?$", repr=False)]
Word = Annotated[str, Field(min_length=1, max_length=100, repr=False)]


class IdentifyByDataIn(Personal):
    """What the caller answered; "" for what was not asked."""

    purpose: Id
    birth_date: date
    snils_end: Ending = ""
    policy_end: Ending = ""
    document_end: Ending = ""
    card_end: Ending = ""
    house: Annotated[str, Field(max_length=200, repr=False)] = ""


class IdentifyByCodeWordIn(Personal):
    purpose: Id
    word: Word


class IdentifyByCallBackIn(Contract):
    """The operator called the registered number in this contact, and it was the person who answered."""

    purpose: Id


class Question(Contract):
    """Read aloud as it stands."""

    id: str
    title: str
    always: bool


class LevelPolicy(Contract):
    level: Level
    title: str
    how: str
    say: tuple[str, ...]
    do: tuple[str, ...]


class IdentificationPolicy(Contract):
    """The whole policy in Russian: levels from the least sure on, and what is asked."""

    levels: tuple[LevelPolicy, ...]
    questions: tuple[Question, ...]


class Identified(Personal):
    """How sure it is now, and what follows from it."""

    contact: str
    level: Level
    say: tuple[str, ...]
    do: tuple[str, ...]


class CodeWordIn(Personal):
    word: Word


class CardBlockIn(Personal):
    """Name and birth date are enough: a card blocked in vain does little harm."""

    purpose: Id
    last_name: Annotated[str, Field(min_length=1, max_length=80)]
    first_name: Annotated[str, Field(min_length=1, max_length=80)]
    middle_name: Annotated[str, Field(max_length=80)] = ""
    birth_date: date


class CardUnblockIn(Personal):
    purpose: Id
    person: PersonRef


class BlockedCard(Personal):
    """Whether anything was to be blocked is not told: only that none of theirs works now."""

    done: bool


class DeskCard(Personal):
    """«•••• 4821», and whether it works."""

    card_masked: str
    state: str


class DeskPerson(Personal):
    """A person as far as it may be said now: what is not in `say` is empty."""

    person: str
    level: Level
    say: tuple[str, ...]
    do: tuple[str, ...]
    short_name: str
    last_name: str
    first_name: str
    middle_name: str
    birth_year: int
    birth_date: date | None
    address: str
    snils_masked: str
    clinic: str
    documents: tuple[IdentityDocument, ...]
    categories: tuple[Category, ...]
    entitlements: tuple[Entitlement, ...]
    represented: tuple[Relation, ...]
    cards: tuple[DeskCard, ...]
