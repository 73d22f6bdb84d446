"""Households of invented people whose ages, names and ties agree with one another."""

from __future__ import annotations

from datetime import date
from random import Random
from typing import TypeVar

from backend.demo.calendar import years_before
from backend.demo.names import SURNAMES, Sex, given_names, patronymic, surname
from backend.demo.person import Household, Person
from backend.demo.towns import any_address, any_town

Item = TypeVar("Item")

YOUNGEST_MOTHER = 18
OLDEST_MOTHER = 42
ADULT = 18
OLDEST = 99

# Adults by age: (from, to, weight); the shape of the region's pyramid, not its figures.
_ADULT_PYRAMID = ((18, 24, 7), (25, 34, 16), (35, 44, 22), (45, 54, 17), (55, 64, 17), (65, 74, 14))
_ELDERS = ((75, 84, 5), (85, OLDEST, 2))
_BANDS = _ADULT_PYRAMID + _ELDERS
_BAND_WEIGHTS = tuple(sum(weight for _, _, weight in _BANDS[: place + 1]) for place in range(len(_BANDS)))


class HouseholdMaker:
    """Makes one household after another from one source of chance and one day."""

    def __init__(self, chance: Random, today: date) -> None:
        self._chance = chance
        self._today = today

    def make(self) -> Household:
        """A household that the age of its eldest makes likely."""
        age = self._any_adult_age()
        if age >= 60:
            members = self._elderly(age)
        elif age >= 25:
            members = self._grown(age)
        else:
            members = self._young(age)
        town = any_town(self._chance)
        return Household(town.name, any_address(town, self._chance), members)

    def person(self, sex: Sex, age: int, family: tuple[str, str] | None = None, father: str = "") -> Person:
        """One person of this age; the father's name decides the patronymic, or any usual one does."""
        birth_date = self._born(age)
        pair = family or self._pick(SURNAMES)
        father_name = father or self._pick(given_names("m", birth_date.year - 27))
        return Person(
            sex=sex,
            first_name=self._pick(given_names(sex, birth_date.year)),
            last_name=surname(pair, sex),
            middle_name=patronymic(father_name, sex),
            birth_date=birth_date,
            age=age,
        )

    def add_child(self, age: int, family: tuple[str, str], mother: Person, father: Person | None) -> Person:
        """A child of this mother; she was never younger than YOUNGEST_MOTHER."""
        sex: Sex = "f" if self._chance.random() < 0.487 else "m"
        child = self.person(sex, age, family, father.first_name if father else "")
        while any(child.first_name == sibling.first_name for sibling in mother.children):
            child.first_name = self._pick(given_names(sex, child.birth_date.year))
        child.mother, child.father = mother, father
        mother.children.append(child)
        if father:
            father.children.append(child)
        return child

    def _elderly(self, age: int) -> list[Person]:
        kind = self._chance.random()
        family = self._pick(SURNAMES)
        if kind < 0.46:
            return [self.person("f" if self._chance.random() < 0.74 else "m", age, family)]
        if kind < 0.94 or age > 78:
            return self._couple(age, family)
        return self._grandmother_with_ward(age, family)

    def _grandmother_with_ward(self, age: int, family: tuple[str, str]) -> list[Person]:
        guardian = self.person("f", age, family)
        sex: Sex = "f" if self._chance.random() < 0.5 else "m"
        ward = self.person(sex, self._between(5, 17), family)
        ward.guardian = guardian
        guardian.wards.append(ward)
        return [guardian, ward]

    def _grown(self, age: int) -> list[Person]:
        kind = self._chance.random()
        family = self._pick(SURNAMES)
        if kind < 0.2:
            return [self.person("m" if self._chance.random() < 0.6 else "f", age, family)]
        if kind < 0.35:
            mother = self.person("f", age, family)
            return [mother, *self._children_of(mother, None, family, (70, 25, 5))]
        couple = self._couple(age, family)
        if kind < 0.5:
            return couple
        father, mother = couple
        return [*couple, *self._children_of(mother, father, family, (38, 40, 16, 4, 2))]

    def _young(self, age: int) -> list[Person]:
        family = self._pick(SURNAMES)
        if self._chance.random() < 0.7:
            return [self.person("f" if self._chance.random() < 0.49 else "m", age, family)]
        return self._couple(age, family)

    def _couple(self, age: int, family: tuple[str, str]) -> list[Person]:
        """Husband and wife, in this order; the wife's age is `age`, which the children's depend on."""
        wife = self.person("f", age, family)
        his_age = min(max(ADULT + 2, age + self._between(-3, 6)), OLDEST)
        husband = self.person("m", his_age, family)
        husband.spouse, wife.spouse = wife, husband
        return [husband, wife]

    def _children_of(
        self, mother: Person, father: Person | None, family: tuple[str, str], weights: tuple[int, ...]
    ) -> list[Person]:
        """One child or more, as `weights` says, at least two years apart."""
        youngest_parent = min(mother.age, father.age if father else mother.age)
        eldest_possible = min(youngest_parent - YOUNGEST_MOTHER - 1, 26)
        youngest_possible = max(0, mother.age - OLDEST_MOTHER)
        wanted = 1 + self._chance.choices(range(len(weights)), weights)[0]
        children: list[Person] = []
        age = self._between(youngest_possible, max(youngest_possible, eldest_possible))
        while len(children) < wanted and youngest_possible <= age <= eldest_possible:
            children.append(self.add_child(age, family, mother, father))
            age -= self._between(2, 5)
        return children

    def _any_adult_age(self) -> int:
        low, high, _ = self._chance.choices(_BANDS, cum_weights=_BAND_WEIGHTS)[0]
        return self._between(low, high)

    def _born(self, age: int) -> date:
        """A birthday that makes the person `age` full years old today."""
        latest = years_before(self._today, age)
        return date.fromordinal(latest.toordinal() - int(self._chance.random() * 365))

    def _between(self, low: int, high: int) -> int:
        return low + int(self._chance.random() * (high - low + 1))

    def _pick(self, items: tuple[Item, ...]) -> Item:
        return items[int(self._chance.random() * len(items))]
