"""The demo region agrees with itself, comes out the same each time, and can meet no real person."""

from __future__ import annotations

from datetime import date

import phonenumbers
import pytest
from sqlalchemy import Connection, func, select

from backend.database.doors import Database
from backend.demo.filling import DemoNotEmpty, DemoPlan, EnteredPersona, fill
from backend.demo.rows import TABLES
from backend.entitlements.tables import entitlements
from backend.maintenance.checks import CHECKS
from backend.people.snils import parse
from backend.people.tables import identity_documents, people
from tests.backend.demo.small_pack import SMALL_PACK
from tests.backend.region import START

pytestmark = pytest.mark.slow

TODAY = date(2026, 11, 20)
PLAN = DemoPlan(people=600, seed=7, today=TODAY, issuer="51")


def filled(database: Database, plan: DemoPlan = PLAN) -> tuple[EnteredPersona, ...]:
    return fill(database, SMALL_PACK, plan, lambda _stored: None)


def everything(connection: Connection) -> dict[str, list[tuple[object, ...]]]:
    return {
        table.name: [
            tuple(row) for row in connection.execute(select(table).order_by(*table.primary_key.columns))
        ]
        for table in TABLES
    }


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
