"""Finds who may be calling: each way in is an index and a limit, so a register may grow a hundredfold.

Surnames, first names and streets forgive one slip (backend.misspelling); patronymics are compared with the
few rows that are left. Whoever is shown as a candidate was looked at: a line of the journal for each.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from rapidfuzz import fuzz
from sqlalchemy import Connection, RowMapping

from backend.audit import service as audit
from backend.audit.service import AuditEvent
from backend.contract.person_search import Candidate, Candidates, MatchedBy, PersonSearchIn
from backend.errors import Refused
from backend.misspelling import SHORTEST_MISTYPED, fragments_of
from backend.people import snils as snils_numbers
from backend.people.phone import PhoneInvalid
from backend.people.phone import parse as parse_phone
from backend.people.register_words import FIRST_NAME, STREET, SURNAME, likeness, telling_words
from backend.person_search import repository
from backend.person_search.near_dates import near
from content.formats import short_name
from content.keyboards import in_other_layouts
from content.stems import words_of

MOST_SHOWN: Final = 10
MOST_SURNAMES: Final = 12
MOST_STREETS: Final = 12
LIKE_ENOUGH: Final = 60.0  # of 100, rapidfuzz: how alike a name must be to one that was told
_HOUSE: Final = re.compile(r"\d+[а-яa-z]?(?:[/-]\d+[а-яa-z]?)?")

Row = RowMapping
ACTION: Final = "person.candidate"


@dataclass(frozen=True, slots=True)
class Looking:
    """Who looks, when."""

    actor: str
    now: datetime


@dataclass
class Found:
    """Rows by person, with what each was found by."""

    rows: dict[str, Row]
    matched: dict[str, set[MatchedBy]]

    def add(self, rows: list[Row], *by: MatchedBy) -> None:
        for row in rows:
            self.rows.setdefault(row["person"], row)
            self.matched.setdefault(row["person"], set()).update(by)


def search(connection: Connection, looking: Looking, asked: PersonSearchIn) -> Candidates:
    """The likeliest candidates; `search-empty` where nothing was told, `phone-invalid` for no number."""
    found = Found({}, {})
    for look in (_by_numbers, _by_name, _by_birth_date, _by_address):
        look(connection, asked, found)
    if not _is_anything_told(asked):
        raise Refused("search-empty")
    _mark_matches(asked, found)
    ranked = sorted(found.rows.values(), key=lambda row: _rank(asked, found, row))
    shown = ranked[:MOST_SHOWN]
    audit.record(
        connection,
        *(
            AuditEvent(looking.now, looking.actor, ACTION, person=row["person"], purpose=asked.purpose)
            for row in shown
        ),
    )
    return Candidates(
        candidates=tuple(_candidate(row, found.matched[row["person"]]) for row in shown),
        more=len(ranked) > len(shown),
    )


def by_exact_number(connection: Connection, written: str) -> str | None:
    """Whose SNILS or card this is, as it was written; the caller writes the journal."""
    digits = "".join(letter for letter in written if letter.isascii() and letter.isdigit())
    if not digits:
        return None
    found = repository.by_snils(connection, digits) or repository.by_card(connection, digits)
    return str(found[0]["person"]) if found else None


def masked(connection: Connection, persons: Iterable[str]) -> dict[str, Candidate]:
    """These people as candidates are shown; the caller writes the journal."""
    wanted = sorted(set(persons))
    rows = repository.by_ids(connection, wanted) if wanted else []
    return {row["person"]: _candidate(row, set()) for row in rows}


def _is_anything_told(asked: PersonSearchIn) -> bool:
    told = (asked.phone, asked.name, asked.snils, asked.policy, asked.card, asked.address)
    return asked.birth_date is not None or any(words_of(each) for each in told)


def _by_numbers(connection: Connection, asked: PersonSearchIn, found: Found) -> None:
    if asked.phone.strip():
        try:
            number = parse_phone(asked.phone)
        except PhoneInvalid:
            raise Refused("phone-invalid") from None
        found.add(repository.by_phone(connection, number), "phone")
    lookups: tuple[tuple[str, MatchedBy, Callable[[Connection, str], list[Row]]], ...] = (
        (asked.snils, "snils", repository.by_snils),
        (asked.policy, "policy", repository.by_policy),
        (asked.card, "card", repository.by_card),
    )
    for told, by, look in lookups:
        for digits in _readings_of(told, by):
            found.add(look(connection, digits), by)


def _readings_of(told: str, by: MatchedBy) -> Iterator[str]:
    """The digits; of a SNILS with two neighbours exchanged also what its check digits make of it."""
    digits = "".join(letter for letter in told if letter.isascii() and letter.isdigit())
    if not digits:
        return
    yield digits
    if by == "snils" and len(digits) == snils_numbers.LENGTH and not _is_snils(digits):
        for at in range(len(digits) - 1):
            other = digits[:at] + digits[at + 1] + digits[at] + digits[at + 2 :]
            if other != digits and _is_snils(other):
                yield other


def _is_snils(digits: str) -> bool:
    try:
        snils_numbers.parse(digits)
    except snils_numbers.SnilsInvalid:
        return False
    return True


def _by_name(connection: Connection, asked: PersonSearchIn, found: Found) -> None:
    surnames, others = _surnames_meant(connection, asked.name)
    if not surnames:
        return
    if asked.birth_date is not None:
        days = (asked.birth_date, *near(asked.birth_date))
        rows = repository.by_name_and_birth_dates(connection, surnames, days)
    else:
        first_names = _first_names_meant(connection, others)
        # The likeliest surname alone first: its namesakes shall not be crowded out by others.
        rows = [
            *repository.by_name(connection, surnames[:1], first_names),
            *repository.by_name(connection, surnames[1:], first_names),
        ]
    found.add([row for row in rows if not others or _likeness(row, others) >= LIKE_ENOUGH])


def _by_birth_date(connection: Connection, asked: PersonSearchIn, found: Found) -> None:
    """By the day alone, and by a name too unlike for the index of surnames."""
    if asked.birth_date is None or found.rows:
        return
    rows = repository.by_birth_dates(connection, (asked.birth_date,))
    told = words_of(asked.name)
    found.add([row for row in rows if not told or _likeness(row, told) >= LIKE_ENOUGH])


def _by_address(connection: Connection, asked: PersonSearchIn, found: Found) -> None:
    """Only where nothing else was told: beside a name the address is compared."""
    if found.rows or not asked.address.strip() or asked.name.strip():
        return
    house = _house_in(asked.address)
    for street in _streets_meant(connection, asked.address):
        beginning = f"{street}, д. {house}" if house else street
        rows = repository.by_address(connection, beginning)
        found.add([row for row in rows if not house or _house_in(row["address"]) == house], "address")


def _surnames_meant(connection: Connection, name: str) -> tuple[list[str], list[str]]:
    """Surnames of the register that may be meant, the likeliest first, and the other words that were told."""
    told = words_of(name)
    for reading in (told, *(words_of(each) for each in in_other_layouts(name))):
        for at, word in enumerate(reading[:3]):
            known = repository.words(connection, SURNAME, fragments_of(word))
            alike = _likeliest(word, known)
            if alike:
                return alike[:MOST_SURNAMES], [*reading[:at], *reading[at + 1 :]]
    return [], told


def _first_names_meant(connection: Connection, others: list[str]) -> list[str]:
    """First names alike to the first word that is one; none where only initials were told."""
    for word in others:
        if len(word) > 1:
            known = repository.words(connection, FIRST_NAME, fragments_of(word))
            if alike := _likeliest(word, known):
                return alike[:MOST_SURNAMES]
    return []


def _streets_meant(connection: Connection, address: str) -> list[str]:
    told = telling_words(address)
    found: dict[str, float] = {}
    for word in told:
        if len(word) >= SHORTEST_MISTYPED:
            for street in repository.words(connection, STREET, fragments_of(word)):
                found[street] = likeness(told, telling_words(street))
    best = sorted((street for street in found if found[street] >= LIKE_ENOUGH), key=lambda s: (-found[s], s))
    return best[:MOST_STREETS]


def _likeliest(word: str, known: list[str]) -> list[str]:
    """Those hardly a slip away, the same word first; the man's form of a surname is near the woman's."""
    scored = {
        each: max(fuzz.ratio(word, part) for part in (*words_of(each), "".join(words_of(each))))
        for each in known
    }
    floor = 100 * (1 - 2 / (len(word) + 1))
    return sorted((each for each in scored if scored[each] >= floor), key=lambda each: (-scored[each], each))


def _mark_matches(asked: PersonSearchIn, found: Found) -> None:
    for person, row in found.rows.items():
        marks = found.matched[person]
        if asked.birth_date is not None and row["birth_date"] == asked.birth_date:
            marks.add("birth_date")
        if asked.name.strip() and _likeness(row, words_of(asked.name)) >= LIKE_ENOUGH:
            marks.add("name")
        if asked.address.strip() and _address_likeness(row, asked.address) >= LIKE_ENOUGH:
            marks.add("address")


def _rank(asked: PersonSearchIn, found: Found, row: Row) -> tuple[float, str, str]:
    """By how much fits, then by how well; equal ones always in the same order."""
    score = 100.0 * len(found.matched[row["person"]])
    if asked.name.strip():
        score += _likeness(row, words_of(asked.name))
    if asked.address.strip():
        score += _address_likeness(row, asked.address)
    return -score, row["last_name"], row["person"]


def _likeness(row: Row, told: list[str]) -> float:
    """How alike the told words are to words of the name, 0 to 100; an initial stands for its name."""
    return likeness(told, words_of(f"{row['last_name']} {row['first_name']} {row['middle_name']}"))


def _address_likeness(row: Row, told: str) -> float:
    alike = likeness(telling_words(told), telling_words(row["address"]))
    house = _house_in(told)
    return alike if not house or _house_in(row["address"]) == house else alike / 2


def _house_in(address: str) -> str:
    found = _HOUSE.search(address.casefold())
    return found[0] if found else ""


def _candidate(row: Row, matched: set[MatchedBy]) -> Candidate:
    return Candidate(
        person=row["person"],
        short_name=short_name(row["last_name"], row["first_name"], row["middle_name"]),
        birth_year=row["birth_date"].year,
        town=row["town"],
        snils_masked=snils_numbers.masked(row["snils"]),
        matched=tuple(sorted(matched)),
    )
