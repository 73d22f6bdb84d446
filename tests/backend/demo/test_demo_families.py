"""Invented families agree with themselves, and every award stands on a ground."""

from __future__ import annotations

from collections import Counter
from datetime import date
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from backend.demo.awards import Awards
from backend.demo.households import YOUNGEST_MOTHER, HouseholdMaker
from backend.demo.limits import LIMITS, ONE_OF
from backend.demo.names import SURNAMES, patronymic
from backend.demo.person import Household
from backend.demo.standing import Standing
from content.pack import Pack
from tests.backend.demo.small_pack import SMALL_PACK

TODAY = date(2026, 11, 20)


def households(seed: int, count: int = 60, pack: Pack = SMALL_PACK) -> list[Household]:
    chance = Random(seed)
    maker, standing, awards = (
        HouseholdMaker(chance, TODAY),
        Standing(chance, TODAY),
        Awards(pack, chance, TODAY),
    )
    made = [maker.make() for _ in range(count)]
    for household in made:
        standing.settle(household.members)
        for person in household.members:
            awards.settle(person, household.town)
    return made


@settings(max_examples=25, deadline=None)
@given(st.integers(min_value=0, max_value=2**32))
def test_families_agree(seed: int) -> None:
    for household in households(seed):
        for person in household.members:
            had_birthday = (TODAY.month, TODAY.day) >= (person.birth_date.month, person.birth_date.day)
            assert person.age == TODAY.year - person.birth_date.year - (not had_birthday)
            if person.mother is not None:
                assert person.mother.age - person.age >= YOUNGEST_MOTHER
                assert person in person.mother.children
                assert person.mother.sex == "f"
            if person.father is not None:
                assert person.father.age - person.age >= YOUNGEST_MOTHER
                assert person.middle_name == patronymic(person.father.first_name, person.sex)
            if person.spouse is not None:
                assert person.spouse.spouse is person
                assert {person.sex, person.spouse.sex} == {"f", "m"}
                assert min(person.age, person.spouse.age) >= 18
            if person.age < 18:
                assert person.mother or person.guardian


@settings(max_examples=25, deadline=None)
@given(st.integers(min_value=0, max_value=2**32))
def test_every_award_stands_on_a_category_that_was_held_when_it_began(seed: int) -> None:
    grounds = {measure.id: measure.categories for measure in SMALL_PACK.measures}
    for household in households(seed):
        for person in household.members:
            held = {category.category: category for category in person.categories}
            assert len(held) == len(person.categories)
            measures = [award.measure for award in person.awards]
            assert len(measures) == len(set(measures))
            for award in person.awards:
                ground = held[award.ground]
                assert award.ground in grounds[award.measure]
                assert ground.since <= award.since
                assert award.until is None or award.until >= award.since
                assert (award.state == "expected") == (award.since > TODAY)
                assert award.next_payment_on is None or (
                    award.state == "active" and award.next_payment_on > TODAY
                )
                limits = LIMITS.get(award.measure)
                assert limits is None or limits.age[0] <= person.age <= limits.age[1]
            for group in ONE_OF:
                assert len(group & set(measures)) <= 1


def test_the_ages_have_the_shape_of_a_region() -> None:
    ages = [person.age for household in households(3, 4000) for person in household.members]
    share = Counter("child" if age < 18 else "elder" if age >= 60 else "adult" for age in ages)
    assert 0.17 < share["child"] / len(ages) < 0.27
    assert 0.15 < share["elder"] / len(ages) < 0.28


@pytest.mark.parametrize(
    ("father", "son", "daughter"),
    [
        ("Иван", "Иванович", "Ивановна"),
        ("Пётр", "Петрович", "Петровна"),
        ("Юрий", "Юрьевич", "Юрьевна"),
        ("Дмитрий", "Дмитриевич", "Дмитриевна"),
        ("Илья", "Ильич", "Ильинична"),
        ("Лев", "Львович", "Львовна"),
        ("Игорь", "Игоревич", "Игоревна"),
        ("Сергей", "Сергеевич", "Сергеевна"),
        ("Никита", "Никитич", "Никитична"),
    ],
)
def test_patronymics(father: str, son: str, daughter: str) -> None:
    assert (patronymic(father, "m"), patronymic(father, "f")) == (son, daughter)


def test_surnames_have_both_forms() -> None:
    assert all(
        (female == male + "а") or (male.endswith("ий") and female == male[:-2] + "ая")
        for male, female in SURNAMES
    )
    assert len({male for male, _ in SURNAMES}) == len(SURNAMES)
