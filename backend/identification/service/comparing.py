"""Compares what a caller answered with the register; tells only whether it was enough."""

from __future__ import annotations

import re
from typing import Final

from sqlalchemy import Connection, RowMapping

from backend.contract.identification import IdentifyByDataIn
from backend.identification import repository
from backend.people.register_words import likeness, telling_words

ENDINGS: Final = ("snils_end", "policy_end", "document_end", "card_end")
SAME_STREET: Final = 85.0  # of 100, rapidfuzz: heard by telephone
_NUMBERS: Final = re.compile(r"\d+")


def asked_enough(told: IdentifyByDataIn) -> bool:
    """The birth date is always there; one more question has to be answered."""
    return bool(told.house.strip()) or any(getattr(told, name) for name in ENDINGS)


def fits(connection: Connection, row: RowMapping, told: IdentifyByDataIn) -> bool:
    """The birth date is right and so is everything else that was answered: nothing was guessed beside."""
    person = row["person"]
    known = {
        "snils_end": [row["snils"] or ""],
        "policy_end": [row["policy"] or ""],
        "document_end": repository.document_numbers(connection, person),
        "card_end": repository.card_serials(connection, person),
    }
    endings = [
        any(number.endswith(answer) for number in known[name])
        for name in ENDINGS
        if (answer := getattr(told, name))
    ]
    houses = [_same_house(row["address"], told.house)] if told.house.strip() else []
    return row["birth_date"] == told.birth_date and all([*endings, *houses])


def _same_house(address: str, told: str) -> bool:
    """The street as it was heard, and the number of the house; the flat need not be told."""
    known_words, told_words = telling_words(address), telling_words(told)
    numbers, told_numbers = _NUMBERS.findall(address), _NUMBERS.findall(told)
    if not told_words or not told_numbers:
        return False
    return likeness(told_words, known_words) >= SAME_STREET and numbers[: len(told_numbers)] == told_numbers
