"""Looking for the person who calls: what an operator was told, and the candidates, masked."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Literal

from pydantic import Field

from backend.contract.base import Personal
from backend.contract.requests import Id

LONGEST_NAME = 200
Purpose = Id  # a topic of the content: why somebody is looked at
MatchedBy = Literal["phone", "snils", "policy", "card", "name", "birth_date", "address"]


class PersonSearchIn(Personal):
    """Whatever was told; "" for what was not. Numbers as they are written, names with slips."""

    purpose: Purpose
    phone: Annotated[str, Field(max_length=60)] = ""
    name: Annotated[str, Field(max_length=LONGEST_NAME)] = ""
    birth_date: date | None = None
    snils: Annotated[str, Field(max_length=20)] = ""
    policy: Annotated[str, Field(max_length=24)] = ""
    card: Annotated[str, Field(max_length=30)] = ""
    address: Annotated[str, Field(max_length=LONGEST_NAME)] = ""


class Candidate(Personal):
    """Enough to tell two people apart, too little to be told to anybody."""

    person: str
    short_name: str  # «Иванова М. П.»
    birth_year: int
    town: str
    snils_masked: str
    matched: tuple[MatchedBy, ...]


class Candidates(Personal):
    """The likeliest first; nobody is identified by being one of them."""

    candidates: tuple[Candidate, ...]
    more: bool  # there are others: ask for the birth date
