"""Which benefit categories an invented person holds: they follow from age, family and a little chance."""

from __future__ import annotations

from datetime import date, timedelta
from random import Random
from typing import Final

from backend.demo.calendar import years_before
from backend.demo.person import HeldCategory, Person

# 350-ФЗ, the transition as it stands in 2026; the demo region needs no other year.
PENSION_AGE: Final = {"f": 59, "m": 64}
PRE_PENSION_YEARS: Final = 5
ADULT: Final = 18
LARGE_FAMILY: Final = 3

# How often, of those whom the age and sex allow.
LABOUR_VETERANS: Final = 0.3
NORTHERN_PENSIONERS: Final = 0.7
COMBAT_VETERANS: Final = 0.03
HONORARY_DONORS: Final = 0.008
DISABLED_BY_AGE: Final = ((60, 0.17), (40, 0.05), (18, 0.02))
DISABLED_CHILDREN: Final = 0.02
GROUPS: Final = ("disabled-group-1", "disabled-group-2", "disabled-group-3")
GROUP_WEIGHTS: Final = (12, 48, 40)
UNEMPLOYED: Final = 0.02
PREGNANT: Final = 0.02
POOR_FAMILIES: Final = 0.12
POOR_SINGLE_PARENTS: Final = 0.35
LOST_BREADWINNER: Final = 0.12
REPRESSION_AFFECTED: Final = 0.004
SIEGE_RESIDENTS: Final = 0.01
HOME_FRONT_WORKERS: Final = 0.4
SIEGE_ENDED: Final = date(1944, 1, 27)
OLD_ENOUGH_TO_WORK_IN_WAR: Final = date(1932, 12, 31)


class Standing:
    """Gives members of a household their categories, each with evidence and a period."""

    def __init__(self, chance: Random, today: date) -> None:
        self._chance = chance
        self._today = today

    def settle(self, members: list[Person]) -> None:
        """Decide for every member; families first, since one decision covers parents and children."""
        for person in members:
            if person.age < ADULT:
                self._as_child(person)
            else:
                self._as_adult(person)
                self._as_parent(person)

    def hold(
        self, person: Person, category: str, evidence: str, years: int, until: date | None = None
    ) -> None:
        """Held for about so many years, though never from before birth."""
        since = years_before(self._today, min(years, max(person.age - 1, 0)))
        since -= timedelta(days=int(self._chance.random() * 300))
        if any(held.category == category for held in person.categories):
            return
        person.categories.append(HeldCategory(category, max(since, person.birth_date), until, evidence))

    def number(self) -> int:
        return 1000 + int(self._chance.random() * 899_000)

    def _as_child(self, child: Person) -> None:
        happens = self._chance.random
        if happens() < DISABLED_CHILDREN:
            until = years_before(child.birth_date, -ADULT)
            self.hold(child, "disabled-child", f"Справка МСЭ № {self.number()}", 3, until)
        if child.guardian is not None:
            self.hold(child, "orphan", f"Решение органа опеки № {self.number()}", 3)
            self.hold(child, "breadwinner-lost", f"Свидетельство о смерти № {self.number()}", 3)
            self.hold(child.guardian, "guardian", f"Акт о назначении опекуна № {self.number()}", 3)
        elif child.father is None and happens() < LOST_BREADWINNER:
            self.hold(child, "breadwinner-lost", f"Свидетельство о смерти № {self.number()}", 2)

    def _as_adult(self, person: Person) -> None:
        pension_age = PENSION_AGE[person.sex]
        if person.age >= pension_age:
            self._as_pensioner(person, person.age - pension_age)
        elif person.age >= pension_age - PRE_PENSION_YEARS:
            self.hold(person, "pre-pensioner", f"Сведения СФР № {self.number()}", 1)
        self._as_disabled(person)
        self._by_chance(person)

    def _as_pensioner(self, person: Person, years: int) -> None:
        happens = self._chance.random
        self.hold(person, "pensioner", f"Пенсионное дело № {self.number()}", years)
        if happens() < NORTHERN_PENSIONERS:
            self.hold(person, "northern-pensioner", f"Сведения СФР о северном стаже № {self.number()}", years)
        if happens() < LABOUR_VETERANS:
            self.hold(person, "labour-veteran", f"Удостоверение ветерана труда № {self.number()}", years)
        if happens() < REPRESSION_AFFECTED:
            self.hold(person, "repression-affected", f"Справка о реабилитации № {self.number()}", 20)
        if person.birth_date <= SIEGE_ENDED and happens() < SIEGE_RESIDENTS:
            self.hold(person, "siege-resident", f"Удостоверение блокадника № {self.number()}", 25)
        if person.birth_date <= OLD_ENOUGH_TO_WORK_IN_WAR and happens() < HOME_FRONT_WORKERS:
            self.hold(person, "home-front-worker", f"Удостоверение труженика тыла № {self.number()}", 25)

    def _as_disabled(self, person: Person) -> None:
        happens = self._chance.random()
        for age_from, share in DISABLED_BY_AGE:
            if person.age >= age_from:
                if happens < share:
                    group = self._chance.choices(GROUPS, GROUP_WEIGHTS)[0]
                    self.hold(person, group, f"Справка МСЭ № {self.number()}", 1 + int(happens * 60))
                return

    def _by_chance(self, person: Person) -> None:
        happens = self._chance.random
        may_work = person.age < PENSION_AGE[person.sex]
        if may_work and person.age >= 20 and happens() < UNEMPLOYED:
            until = self._today + timedelta(days=30 + int(happens() * 150))
            self.hold(person, "unemployed", f"Решение ЦЗН № {self.number()}", 0, until)
        if person.sex == "m" and 25 <= person.age <= 70 and happens() < COMBAT_VETERANS:
            self.hold(person, "combat-veteran", f"Удостоверение ветерана № {self.number()}", 5)
        if 30 <= person.age <= 75 and happens() < HONORARY_DONORS:
            self.hold(person, "honorary-donor", f"Удостоверение донора № {self.number()}", 4)
        if person.sex == "f" and 19 <= person.age <= 42 and happens() < PREGNANT:
            until = self._today + timedelta(days=20 + int(happens() * 180))
            self.hold(person, "pregnant", f"Справка женской консультации № {self.number()}", 0, until)

    def _as_parent(self, person: Person) -> None:
        children = person.children_under(ADULT)
        if person.sex == "m" or not children:
            return  # the family is settled once, by its mother; her husband shares it
        parents = [person, *([person.spouse] if person.spouse else [])]
        if children >= LARGE_FAMILY:
            evidence = f"Удостоверение многодетной семьи № {self.number()}"
            for parent in parents:
                self.hold(parent, "large-family", evidence, 2)
        alone = person.spouse is None
        if alone:
            self.hold(person, "incomplete-family", "Записи ЗАГС о составе семьи", 3)
        if self._chance.random() < (POOR_SINGLE_PARENTS if alone else POOR_FAMILIES):
            evidence = f"Справка о доходах семьи № {self.number()}"
            until = self._today + timedelta(days=15 + int(self._chance.random() * 330))
            for parent in parents:
                self.hold(parent, "low-income-family", evidence, 0, until)
