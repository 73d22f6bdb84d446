"""Households as rows of the tables, numbered from one sequence."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from datetime import UTC, date, datetime, time, timedelta
from hashlib import blake2b
from random import Random

from sqlalchemy import Table

from backend.cards.tables import card_history, cards
from backend.database.bulk import Row
from backend.demo import numbers
from backend.demo.calendar import years_before
from backend.demo.circumstances import SOCIAL_REGISTER, SOURCES, Values
from backend.demo.person import Household, Person
from backend.entitlements.tables import entitlements
from backend.people.register_words import RegisterWord, street_of, words_of_person
from backend.people.tables import (
    family_ties,
    identity_documents,
    people,
    person_categories,
    register_fragments,
    representatives,
)
from backend.registry.tables import registry_records

# Parents first: a row is inserted after those it points at.
TABLES: tuple[Table, ...] = (
    people,
    identity_documents,
    person_categories,
    family_ties,
    representatives,
    registry_records,
    entitlements,
    cards,
    card_history,
    register_fragments,
)
PASSPORT_AGES = (45, 20, 14)  # Положение о паспорте: issued anew at 20 and 45
PASSPORT_AGE = PASSPORT_AGES[-1]
OF_AGE = 18
CARD_TERM_YEARS = 5
CARD_AGE = 7
CARD_SHARE = 0.85
DEMO_ACTOR = "demo"


class Registrar:
    """Numbers people, papers and cards, and keeps the rows until they are taken."""

    def __init__(self, issuer: str, chance: Random, today: date, clinics: Mapping[str, str]) -> None:
        self._issuer = issuer
        self._salt = f"{chance.getrandbits(64):016x}"
        self._today = today
        self._clinics = clinics  # town → Place id
        self._chance = chance
        self._snils: Iterator[str] = numbers.snils_numbers()
        self._people = 0
        self._awards = 0
        self._registered_at = f"{datetime.combine(today, time(), UTC):%Y-%m-%d %H:%M:%S.%f}"
        self._records_as_of = today.replace(day=1).isoformat()
        self._known_words: set[RegisterWord] = set()
        self._known_names: set[tuple[str, str, str]] = set()
        self._rows: dict[Table, list[Row]] = {table: [] for table in TABLES}

    def take(self) -> dict[Table, list[Row]]:
        """The rows entered since the last time, by table, in an order that keeps references whole."""
        taken, self._rows = self._rows, {table: [] for table in TABLES}
        return taken

    def enter(
        self, household: Household, records: Mapping[Person, Values], *, cards_by_chance: bool = True
    ) -> list[str]:
        """Enter everybody of a household with the registry's records; returns their ids in its order."""
        ids = {person: self._next_person() for person in household.members}
        for person, person_id in ids.items():
            self._enter_person(person, person_id, household)
            self._enter_ties(person, person_id, ids)
            self._enter_records(person_id, records[person])
            if cards_by_chance and person.age >= CARD_AGE and self._chance.random() < CARD_SHARE:
                self._enter_card(person_id)
        return list(ids.values())

    def _next_person(self) -> str:
        self._people += 1
        return f"d{self._people:09d}"

    def _enter_person(self, person: Person, person_id: str, household: Household) -> None:
        number = self._people
        self._rows[people].append(
            (
                person_id,
                person.last_name,
                person.first_name,
                person.middle_name,
                person.sex,
                person.birth_date.isoformat(),
                f"г. {household.town}",
                household.town,
                household.address,
                next(self._snils),
                numbers.policy(int(person_id[1:])),
                numbers.phone(number) if person.age >= PASSPORT_AGE else None,
                numbers.email(number) if person.age >= PASSPORT_AGE else None,
                person.language,
                self._clinics.get(household.town, ""),
                self._registered_at,
            )
        )
        self._rows[identity_documents].append(self._document(person, person_id))
        self._enter_words(person.last_name, person.first_name, household.address)
        self._rows[person_categories].extend(
            (person_id, held.category, held.since.isoformat(), _day(held.until), held.evidence)
            for held in person.categories
        )
        for award in person.awards:
            self._awards += 1
            self._rows[entitlements].append(
                (
                    f"e{self._awards:09d}",
                    person_id,
                    award.measure,
                    award.state,
                    award.since.isoformat(),
                    _day(award.until),
                    award.amount_kopecks,
                    award.per,
                    award.awarded_by,
                    award.decision,
                    award.ground,
                    _day(award.next_payment_on),
                )
            )

    def _enter_words(self, last_name: str, first_name: str, address: str) -> None:
        """Each once: most names and streets are known by now."""
        name = (last_name, first_name, street_of(address))
        if name in self._known_names:
            return
        self._known_names.add(name)
        new = [
            word for word in words_of_person(last_name, first_name, address) if word not in self._known_words
        ]
        self._known_words.update(new)
        self._rows[register_fragments].extend(new)

    def _enter_records(self, person_id: str, values: Values) -> None:
        self._rows[registry_records].extend(
            (
                person_id,
                key,
                json.dumps(value, ensure_ascii=False),
                SOURCES.get(key, SOCIAL_REGISTER),
                self._records_as_of,
            )
            for key, value in values.items()
        )

    def _document(self, person: Person, person_id: str) -> Row:
        number = int(person_id[1:])
        if person.age < PASSPORT_AGE:
            issued_on = min(person.birth_date + timedelta(days=10), self._today)
            series, figures = numbers.birth_certificate(number)
            return (
                person_id,
                "birth_certificate",
                series,
                figures,
                numbers.REGISTRY_OFFICE,
                issued_on.isoformat(),
            )
        turned = next(age for age in PASSPORT_AGES if person.age >= age)
        issued_on = min(years_before(person.birth_date, -turned) + timedelta(days=15), self._today)
        series, figures = numbers.passport(number, issued_on)
        return (person_id, "passport", series, figures, numbers.PASSPORT_ISSUER, issued_on.isoformat())

    def _enter_ties(self, person: Person, person_id: str, ids: Mapping[Person, str]) -> None:
        ties = self._rows[family_ties]
        for relative, tie in (
            (person.spouse, "spouse"),
            (person.mother, "mother"),
            (person.father, "father"),
        ):
            if relative is not None:
                ties.append((person_id, ids[relative], tie))
        if person.age >= OF_AGE:
            return
        may_act = self._rows[representatives]
        for parent in (person.mother, person.father):
            if parent is not None:
                born = person.birth_date.isoformat()
                may_act.append((ids[parent], person_id, born, None, "parent", "Свидетельство о рождении"))
        if person.guardian is not None:
            since = next(held.since for held in person.categories if held.category == "orphan")
            until = years_before(person.birth_date, -OF_AGE) - timedelta(days=1)
            evidence = "Акт о назначении опекуна"
            may_act.append(
                (ids[person.guardian], person_id, since.isoformat(), until.isoformat(), "guardian", evidence)
            )

    def _enter_card(self, person_id: str) -> None:
        fate = self._chance.random()
        issued_on = self._today - timedelta(days=1 + int(self._chance.random() * 1500))
        if fate < 0.955:
            self._card(person_id, 1, issued_on, "active")
        elif fate < 0.97:
            self._card(person_id, 1, issued_on, "blocked")
        elif fate < 0.98:
            self._card(person_id, 1, issued_on, "lost")
        elif fate < 0.99:
            self._card(person_id, 1, years_before(issued_on, CARD_TERM_YEARS), "expired")
        else:
            old = self._card(person_id, 1, issued_on, "replaced")
            self._card(person_id, 2, self._today, "active", old)

    def _card(
        self, person_id: str, copy: int, issued_on: date, state: str, replaces: str | None = None
    ) -> str:
        """A card whose keys nobody holds: its fingerprints and numbers are digests, not of certificates."""
        card = f"{person_id}-{copy}"
        digest = blake2b(f"{self._salt} {card}".encode(), digest_size=64).hexdigest()
        expires_on = years_before(issued_on, -CARD_TERM_YEARS).isoformat()
        serial = f"{copy}{person_id[1:]}"
        issued = issued_on.isoformat()
        guid, print_9e, print_9a = digest[:32], digest[:64], digest[64:]
        self._rows[cards].append(
            (
                card,
                person_id,
                self._issuer,
                serial,
                guid,
                state,
                print_9e,
                print_9a,
                issued,
                expires_on,
                replaces,
                print_9e[:38],
                print_9a[:38],
            )
        )
        history = self._rows[card_history]
        history.append((card, 1, f"{issued} 09:00:00.000000", "issue", "active", DEMO_ACTOR, ""))
        if state != "active":
            action = {"blocked": "block", "lost": "report_lost", "expired": "expire", "replaced": "replace"}[
                state
            ]
            history.append((card, 2, self._registered_at, action, state, DEMO_ACTOR, ""))
        return card


def _day(day: date | None) -> str | None:
    return None if day is None else day.isoformat()
