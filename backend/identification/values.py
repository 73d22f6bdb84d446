"""What is passed between the services of identification and their doors."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date

from backend.contacts.values import By
from backend.in_hand import InHand


@dataclass(frozen=True, slots=True)
class Comparing:
    """A code word's hash, to be compared outside of a transaction."""

    person: str = field(repr=False)
    word_hash: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class Look:
    """An operator's look at a person: in what contact, why, on which day."""

    by: By
    in_hand: InHand
    purpose: str
    today: date
