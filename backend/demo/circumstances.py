"""Circumstances of invented people that agree with their age, categories and family.

Values are in the written form of the pack's facts, under the registry keys that the facts name.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from random import Random
from typing import Final

from backend.demo.family_circumstances import FamilyCircumstances, minors_of
from backend.demo.person import Household, Person
from backend.demo.standing import ADULT, PENSION_AGE

Values = dict[str, object]

SOCIAL_FUND: Final = "Сведения Социального фонда"
TAX_SERVICE: Final = "Сведения ФНС"
PROPERTY_REGISTER: Final = "Росреестр"
SOCIAL_REGISTER: Final = "Социальный регистр населения"
CIVIL_REGISTER: Final = "Записи ЗАГС"
CLINICS: Final = "Сведения поликлиники"
SOURCES: Final[Mapping[str, str]] = {
    "employment": SOCIAL_FUND,
    "pension-kind": SOCIAL_FUND,
    "pension-total": SOCIAL_FUND,
    "insurance-years": SOCIAL_FUND,
    "northern-service": SOCIAL_FUND,
    "social-set": SOCIAL_FUND,
    "income-per-person": TAX_SERVICE,
    "children-born": CIVIL_REGISTER,
    "youngest-child": CIVIL_REGISTER,
    "property": PROPERTY_REGISTER,
    "pregnancy": CLINICS,
    "early-registration": CLINICS,
    "disability-notes": SOCIAL_FUND,
}
# How often the registry has the record; all others it always has. The rest is asked.
RECORDED: Final[Mapping[str, float]] = {
    "income-per-person": 0.9,
    "children-notes": 0.7,
    "family-notes": 0.5,
    "family-money": 0.5,
    "housing": 0.85,
}
LEAST_INCOME, MINIMUM_OF_REGION = 8_000, 26_406  # roubles; the second is the region's minimum of 2026
FEDERAL_MONTHLY_PAYMENT: Final = frozenset(
    {
        "disabled-group-1",
        "disabled-group-2",
        "disabled-group-3",
        "disabled-child",
        "combat-veteran",
        "war-disabled",
        "family-of-fallen",
        "radiation-affected",
        "war-participant",
        "siege-resident",
        "home-front-worker",
        "minor-prisoner",
    }
)
WORK_BEGINS_AT: Final = 16
OLD: Final = 65


class Circumstances:
    """Decides for a whole household at once, so that its members do not contradict one another."""

    def __init__(self, chance: Random, today: date) -> None:
        self._chance = chance
        self._today = today
        self._family = FamilyCircumstances(chance, today)

    def settle(self, household: Household) -> dict[Person, Values]:
        """Everything true of each member, whether the registry has it or not."""
        income = self._income(household)
        return {person: self._of(person, household, income) for person in household.members}

    def recorded(self, values: Values) -> Values:
        """The part of it the registry has."""
        happens = self._chance.random
        return {
            key: value for key, value in values.items() if key not in RECORDED or happens() < RECORDED[key]
        }

    def _of(self, person: Person, household: Household, income: str) -> Values:
        held = held_today(person, self._today)
        values: Values = {"income-per-person": income, **self._family.of(person, held)}
        values["property"] = self._some({"flat": 0.6, "land": 0.2, "north-queue": 0.02})
        values["housing"] = self._one({"own": 70, "public": 12, "private": 8, "relatives": 9, "none": 1})
        if person.age >= ADULT:
            values.update(self._work(person, held))
        else:
            values.update({"employment": "study", "pension-kind": "none"})
        if person.age >= OLD:
            values["lives-with"] = self._lives_with(person, household)
        if any(category.startswith("disabled-") for category in held):
            notes = {"since-childhood": 0.15, "device": 0.4, "car": 0.03, "hard-to-walk": 0.3}
            values["disability-notes"] = self._some(notes)
        if held & FEDERAL_MONTHLY_PAYMENT:
            values["social-set"] = self._some({"medicines": 0.5, "sanatorium": 0.5, "travel": 0.6})
        return values

    def _work(self, person: Person, held: frozenset[str]) -> Values:
        occupation = self._occupation(person, held)
        kind = self._pension_kind(person, held, occupation)
        years = self._years_of_work(person, held)
        north = round(years * self._chance.choice((0, 0.5, 0.8, 1, 1)))
        if "northern-pensioner" in held:
            years = min(max(years, 25), person.age - WORK_BEGINS_AT)
            north = min(max(north, 15), years)
        values: Values = {
            "employment": occupation,
            "pension-kind": kind,
            "insurance-years": years,
            "northern-service": min(north, years),
        }
        if occupation == "pensioner":
            values["pension-total"] = money(12_000 + self._chance.random() * 26_000)
        return values

    def _occupation(self, person: Person, held: frozenset[str]) -> str:
        happens = self._chance.random()
        if "unemployed" in held:
            return "unemployed"
        if "pensioner" in held:
            return "employed-pensioner" if person.age < 70 and happens < 0.25 else "pensioner"
        if held & {"disabled-group-1", "disabled-group-2"}:
            return "pensioner" if happens < 0.85 else "employed-pensioner"
        if person.age < 23 and happens < 0.6:
            return "study"
        youngest = minors_of(person)
        if person.sex == "f" and youngest and youngest[0].age < 2 and happens < 0.7:
            return "leave"
        return self._one({"employed": 82, "business": 7, "jobless": 11})

    def _pension_kind(self, person: Person, held: frozenset[str], occupation: str) -> str:
        if occupation not in ("pensioner", "employed-pensioner"):
            return "none"
        if person.age >= PENSION_AGE[person.sex] or "pensioner" in held:
            return "old-age" if self._chance.random() < 0.93 else "service"
        return "disability"

    def _years_of_work(self, person: Person, held: frozenset[str]) -> int:
        possible = max(0, min(person.age, 65) - WORK_BEGINS_AT - 3)
        least = 0.75 if "labour-veteran" in held else 0.3
        return int(possible * (least + self._chance.random() * (1 - least)))

    def _income(self, household: Household) -> str:
        """One figure for the household, below the minimum where somebody is registered as poor."""
        held = {category for each in household.members for category in held_today(each, self._today)}
        happens = self._chance.random()
        if any(category.startswith("low-income") for category in held):
            return money(LEAST_INCOME + happens * (MINIMUM_OF_REGION - LEAST_INCOME - 1))
        if happens < 0.08:  # poor, and nobody knows it yet
            return money(14_000 + happens * 150_000)
        return money(MINIMUM_OF_REGION + happens * happens * 90_000)

    def _lives_with(self, person: Person, household: Household) -> str:
        others = [each for each in household.members if each is not person]
        if not others:
            return "alone"
        are_pensioners = all(each.age >= PENSION_AGE[each.sex] for each in others)
        return "pensioners" if are_pensioners else "others"

    def _one(self, weights: Mapping[str, int]) -> str:
        return self._chance.choices(list(weights), list(weights.values()))[0]

    def _some(self, shares: Mapping[str, float]) -> list[str]:
        return [name for name, share in shares.items() if self._chance.random() < share]


def held_today(person: Person, today: date) -> frozenset[str]:
    """The categories a person holds on the day."""
    return frozenset(
        held.category
        for held in person.categories
        if held.since <= today and (held.until is None or held.until >= today)
    )


def money(roubles: float) -> str:
    return f"{int(roubles)}.00"
