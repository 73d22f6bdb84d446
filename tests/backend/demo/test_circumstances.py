"""Invented circumstances agree with age, categories and family."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from random import Random

import pytest

from backend.demo.circumstances import MINIMUM_OF_REGION, Circumstances, Values, held_today
from backend.demo.family_circumstances import minors_of
from backend.demo.households import HouseholdMaker
from backend.demo.person import Person
from backend.demo.standing import Standing

ON = date(2026, 11, 20)
Pair = tuple[Person, Values]


@pytest.fixture(scope="module")
def people() -> list[Pair]:
    return list(made())


def made() -> Iterator[Pair]:
    chance = Random(5)
    households, standing = HouseholdMaker(chance, ON), Standing(chance, ON)
    circumstances = Circumstances(chance, ON)
    for _ in range(1500):
        household = households.make()
        standing.settle(household.members)
        yield from circumstances.settle(household).items()


def test_the_poor_are_poor(people: list[Pair]) -> None:
    poor = [values for person, values in people if "low-income-family" in held_today(person, ON)]
    assert poor
    assert all(float(str(values["income-per-person"])) < MINIMUM_OF_REGION for values in poor)


def test_a_household_has_one_income(people: list[Pair]) -> None:
    incomes = dict(people)
    for person, values in people:
        if person.spouse is not None:
            assert incomes[person.spouse]["income-per-person"] == values["income-per-person"]


def test_pensions_belong_to_pensioners(people: list[Pair]) -> None:
    for person, values in people:
        has_pension = values["employment"] in ("pensioner", "employed-pensioner")
        assert has_pension == (values["pension-kind"] != "none")
        if "pensioner" in held_today(person, ON):
            assert has_pension


def test_years_of_work_fit_an_age(people: list[Pair]) -> None:
    for person, values in people:
        if person.age >= 18:
            insurance, north = int(str(values["insurance-years"])), int(str(values["northern-service"]))
            assert 0 <= north <= insurance <= person.age - 16


def test_children_are_counted_and_named_by_age(people: list[Pair]) -> None:
    for person, values in people:
        minors = minors_of(person)
        assert int(str(values["children-born"])) >= len(minors)
        assert ("youngest-child" in values) == bool(minors)
        if not minors:
            assert values["children-notes"] == []


def test_who_expects_a_child_has_a_term(people: list[Pair]) -> None:
    expecting = [(person, values) for person, values in people if values["pregnancy"] != "none"]
    assert expecting
    for person, values in expecting:
        assert person.sex == "f"
        assert "pregnant" in held_today(person, ON)
        assert isinstance(values["early-registration"], bool)
