"""The demo region agrees with itself, comes out the same each time, and can meet no real person."""

from __future__ import annotations

from collections import Counter
from datetime import date
from random import Random

import phonenumbers
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlalchemy import Connection, func, select

from backend.database.doors import Database
from backend.demo.awards import Awards
from backend.demo.filling import DemoNotEmpty, DemoPlan, EnteredPersona, fill
from backend.demo.households import YOUNGEST_MOTHER, HouseholdMaker
from backend.demo.limits import LIMITS, ONE_OF
from backend.demo.names import SURNAMES, patronymic
from backend.demo.person import Household
from backend.demo.rows import TABLES
from backend.demo.standing import Standing
from backend.entitlements.tables import entitlements
from backend.maintenance.checks import CHECKS
from backend.people.snils import parse
from backend.people.tables import identity_documents, people
from content.model import Pack
from tests.backend.demo.small_pack import SMALL_PACK
from tests.backend.region import START

TODAY = date(2026, 11, 20)
PLAN = DemoPlan(people=600, seed=7, today=TODAY, issuer="51")


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


def filled(database: Database, plan: DemoPlan = PLAN) -> tuple[EnteredPersona, ...]:
    return fill(database, SMALL_PACK, plan, lambda _stored: None)


def everything(connection: Connection) -> dict[str, list[tuple[object, ...]]]:
    return {
        table.name: [
            tuple(row) for row in connection.execute(select(table).order_by(*table.primary_key.columns))
        ]
        for table in TABLES
    }


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


def test_the_same_plan_gives_the_same_rows_and_another_seed_others(
    database: Database, second_database: Database, third_database: Database
) -> None:
    filled(database)
    filled(second_database)
    filled(third_database, DemoPlan(PLAN.people, 8, TODAY, "51"))
    with (
        database.maintenance() as one,
        second_database.maintenance() as two,
        third_database.maintenance() as three,
    ):
        rows = everything(one)
        assert rows == everything(two)
        assert rows["people"] != everything(three)["people"]


def test_exactly_as_many_people_as_asked_for(database: Database) -> None:
    filled(database)
    with database.maintenance() as connection:
        assert connection.execute(select(func.count()).select_from(people)).scalar_one() == PLAN.people


def test_a_database_with_people_in_it_is_left_alone(database: Database) -> None:
    filled(database)
    with pytest.raises(DemoNotEmpty):
        filled(database)


def test_the_check_finds_nothing_in_a_demo_region(database: Database) -> None:
    filled(database)
    with database.maintenance() as connection:
        found = {code: look(connection, START) for code, look in CHECKS.items()}
    assert found == dict.fromkeys(CHECKS, 0)


def test_numbers_are_well_formed_and_from_ranges_that_are_not_issued(database: Database) -> None:
    filled(database)
    with database.maintenance() as connection:
        rows = connection.execute(select(people)).mappings().all()
        papers = connection.execute(select(identity_documents)).mappings().all()
    assert len({row["snils"] for row in rows}) == len(rows)
    for row in rows:
        assert parse(row["snils"]) == row["snils"]
        assert row["snils"].startswith("9")
        assert row["policy"].startswith("00")
        assert luhn_sum(row["policy"]) % 10 == 0
        if row["phone"]:
            number = phonenumbers.parse(row["phone"])
            assert phonenumbers.is_valid_number(number)
            assert row["phone"].startswith("+7973")
    for paper in papers:
        real_looking = paper["kind"] == "passport" and not paper["series"].startswith("00")
        assert not real_looking
        assert paper["kind"] != "birth_certificate" or paper["series"].startswith("0-")


def test_personas_are_the_visitors_one_shows_okno_with(database: Database) -> None:
    personas = {entered.persona.slug: entered for entered in filled(database)}
    assert {"widow", "blind", "mother", "unemployed", "orphan", "nothing", "blocked", "expired"} <= set(
        personas
    )
    ages = {slug: entered.persona.household.members[0].age for slug, entered in personas.items()}
    assert (ages["widow"], ages["blind"], ages["unemployed"], ages["orphan"]) == (78, 52, 35, 19)
    with database.maintenance() as connection:
        awards = {
            slug: connection.execute(
                select(func.count()).select_from(entitlements).where(entitlements.c.person == entered.person)
            ).scalar_one()
            for slug, entered in personas.items()
        }
    assert awards["nothing"] == 0
    assert awards["widow"] >= 3
    assert awards["mother"] >= 1


def luhn_sum(digits: str) -> int:
    total = 0
    for place, figure in enumerate(reversed(digits)):
        value = int(figure) * (2 if place % 2 else 1)
        total += value - 9 if value > 9 else value
    return total
