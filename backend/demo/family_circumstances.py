"""What follows from an invented person's children: births, school, pregnancy, family notes."""

from __future__ import annotations

from datetime import date, timedelta
from random import Random
from typing import Final

from backend.demo.person import Person
from backend.demo.standing import ADULT, DISABLED_CHILDREN

Values = dict[str, object]

EXPECTING_AGES: Final = range(18, 58)
TERMS: Final = (("before-26", 60), ("from-26", 13), ("from-30", 27))
# Children's ages and what is said of them.
KINDERGARTEN, JUNIOR_SCHOOL, SENIOR_SCHOOL = range(2, 7), range(7, 11), range(11, 18)
BABY_UNTIL: Final = 2
ILL_CHILDREN: Final = 0.02
# Of families with children, how often.
MONEY_NOTES: Final = {"mortgage": 0.3, "alimony-debt": 0.03, "much-property": 0.1, "idle-adult": 0.07}


class FamilyCircumstances:
    """One person's part, told by the ties of the household."""

    def __init__(self, chance: Random, today: date) -> None:
        self._chance = chance
        self._today = today

    def of(self, person: Person, held: frozenset[str]) -> Values:
        """The records about children and pregnancy; of a child itself only that there is nothing."""
        if person.age < ADULT:
            nothing: Values = {"children-notes": [], "family-notes": [], "family-money": []}
            return {"children-born": 0, "pregnancy": "none", **nothing}
        minors = minors_of(person)
        values: Values = {
            "children-born": self._born(person, minors),
            "children-notes": self._of_children(person, minors),
            **self._pregnancy(person, held),
        }
        expecting = values["pregnancy"] != "none"
        values["family-notes"] = self._of_family(minors, expecting=expecting)
        values["family-money"] = self._of_money(minors)
        if minors:
            values["youngest-child"] = minors[0].birth_date.isoformat()
        if "placed" in str(values["children-notes"]):
            placed_on = self._today - timedelta(days=60 + int(self._chance.random() * 600))
            values["placement-date"] = placed_on.isoformat()
        return values

    def _born(self, person: Person, minors: list[Person]) -> int:
        known = max(len(person.children), len(minors))
        if known or person.age < 45:
            return known
        return self._chance.choices((0, 1, 2, 3, 4), (15, 35, 38, 9, 3))[0]  # grown up and moved out

    def _of_children(self, person: Person, minors: list[Person]) -> list[str]:
        happens = self._chance.random
        notes: list[str] = []
        if minors and minors[0].age < BABY_UNTIL and person.sex == "f":
            notes.append("baby-care")
        for note, ages, share in (
            ("kindergarten", KINDERGARTEN, 0.75),
            ("school-1-4", JUNIOR_SCHOOL, 1.0),
            ("school-5-11", SENIOR_SCHOOL, 0.95),
        ):
            if any(child.age in ages for child in minors) and happens() < share:
                notes.append(note)
        if any(holds(child, "disabled-child") for child in minors):
            notes.append("child-disability")
        elif minors and happens() < ILL_CHILDREN:
            notes.append("child-illness")
        if any(child.guardian is person for child in minors):
            notes.append("ward")
            if happens() < DISABLED_CHILDREN * 15:
                notes.append("placed")
        return notes

    def _pregnancy(self, person: Person, held: frozenset[str]) -> Values:
        if person.sex == "m" or person.age not in EXPECTING_AGES or "pregnant" not in held:
            return {"pregnancy": "none"}
        term = self._chance.choices([name for name, _ in TERMS], [weight for _, weight in TERMS])[0]
        return {"pregnancy": term, "early-registration": self._chance.random() < 0.8}

    def _of_family(self, minors: list[Person], *, expecting: bool) -> list[str]:
        happens = self._chance.random
        notes: list[str] = []
        if minors:
            capital = happens()
            if capital < 0.55:
                notes.append("capital-second" if len(minors) > 1 and capital < 0.3 else "capital-first")
        if expecting and happens() < 0.03:
            notes.append("conscript")
        return notes

    def _of_money(self, minors: list[Person]) -> list[str]:
        return [note for note, share in MONEY_NOTES.items() if minors and self._chance.random() < share]


def minors_of(person: Person) -> list[Person]:
    """A person's own children and wards under age, the youngest first."""
    found = [child for child in (*person.children, *person.wards) if child.age < ADULT]
    return sorted(found, key=lambda child: child.birth_date, reverse=True)


def holds(person: Person, category: str) -> bool:
    return any(held.category == category for held in person.categories)
