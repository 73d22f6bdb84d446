"""Surnames, first names and streets of the register by what survives a slip; each stands once.

People themselves are then found by the indexes over whole columns: a word's list of people would grow
with the register, and a search has to take as long among a million as among ten thousand. Pure.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Final

from rapidfuzz import fuzz

from backend.misspelling import fragments_of
from content.stems import words_of

SURNAME: Final = "surname"
FIRST_NAME: Final = "first_name"
STREET: Final = "street"
_HOUSE: Final = re.compile(r"\s*(?:д\.?|дом)?\s*\d")
_KINDS_OF_PLACES: Final = frozenset({
    "г", "пос", "пгт", "с", "ул", "улица", "пр", "просп", "проспект", "пер", "переулок", "пл", "площадь",
    "наб", "набережная", "ш", "шоссе", "б", "бульвар", "проезд", "мкр", "д", "дом", "кв", "город",
})  # fmt: skip
RegisterWord = tuple[str, str, str]  # kind, fragment, word as it stands in the register


def street_of(address: str) -> str:
    """«г. Апатиты, ул. Ферсмана» of the whole address: everything before the house."""
    parts = address.split(",")
    before = next((at for at, part in enumerate(parts) if _HOUSE.match(part)), len(parts))
    return ",".join(parts[:before]).strip()


def telling_words(text: str) -> list[str]:
    """The words of an address that tell streets apart."""
    return [word for word in words_of(text) if word not in _KINDS_OF_PLACES and not word[0].isdigit()]


def likeness(told: Iterable[str], known: Iterable[str]) -> float:
    """How alike each told word is to some known one, 0 to 100; an initial stands for its name."""
    known = list(known)
    best = [max((_alike(word, each) for each in known), default=0.0) for word in told]
    return sum(best) / len(best) if best else 0.0


def words_of_person(last_name: str, first_name: str, address: str) -> Iterator[RegisterWord]:
    """What somebody is to be found by."""
    yield from fragments_of_word(SURNAME, last_name, words_of(last_name))
    yield from fragments_of_word(FIRST_NAME, first_name, words_of(first_name))
    street = street_of(address)
    yield from fragments_of_word(STREET, street, telling_words(street.rpartition(",")[2]))


def fragments_of_word(kind: str, word: str, parts: list[str]) -> Iterator[RegisterWord]:
    """By each part of a double name."""
    fragments = {fragment for part in parts for fragment in fragments_of(part)}
    for fragment in sorted(fragments):
        yield kind, fragment, word


def _alike(told: str, known: str) -> float:
    return 100.0 if len(told) == 1 and known.startswith(told) else fuzz.ratio(told, known)
