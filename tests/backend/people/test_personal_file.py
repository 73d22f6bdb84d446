"""What is told of a person at each level, and whom a person may act for."""

from __future__ import annotations

from datetime import date

import pytest
from sqlalchemy import insert, select, update

from backend.people import service
from backend.people.service import adults_born_by
from backend.people.snils import with_check_digits
from backend.people.tables import identity_documents, people, person_categories, representatives
from backend.people.values import PersonUnknown
from tests.backend.region import Region

TODAY = date(2026, 11, 20)


def test_the_summary_tells_first_name_initial_and_language_only(region: Region) -> None:
    person = region.person("Иванова", "Мария")
    with region.database.maintenance() as connection:
        summary = service.summary(connection, person)
    assert (summary.first_name, summary.initial, summary.language) == ("Мария", "И.", "ru")
    assert "Мария" not in repr(summary)


def test_nobody_is_told_of_an_unknown_person(region: Region) -> None:
    with region.database.maintenance() as connection:
        with pytest.raises(PersonUnknown) as unknown:
            service.summary(connection, "no-such-person")
        with pytest.raises(PersonUnknown):
            service.personal_file(connection, "no-such-person", "", TODAY)
    assert "no-such-person" not in str(unknown.value)


def test_the_file_masks_snils_and_card_and_holds_the_rest(region: Region) -> None:
    person = region.person()
    region.card_of(person)
    region.award(person, ["monthly-cash-payment"])
    with region.database.maintenance() as connection:
        snils = with_check_digits(901_203_145)
        connection.execute(update(people).where(people.c.person == person).values(snils=snils))
        connection.execute(
            insert(identity_documents),
            {
                "person": person,
                "kind": "passport",
                "series": "00 18",
                "number": "004518",
                "issued_by": "ОВД",
                "issued_on": date(2018, 3, 20),
            },
        )
        connection.execute(
            insert(person_categories),
            {
                "person": person,
                "category": "disabled-group-2",
                "since": date(2020, 1, 1),
                "evidence": "Справка МСЭ № 1",
            },
        )
        file = service.personal_file(connection, person, "•••• 4821", TODAY)
        of_child = service.personal_file(connection, person, "", TODAY)
    assert file.snils_masked == f"•••-•••-•45 {snils[-2:]}"
    assert file.card_masked == "•••• 4821"
    assert of_child.card_masked == ""
    assert [document.title for document in file.documents] == ["Паспорт гражданина РФ"]
    assert [held.category for held in file.categories] == ["disabled-group-2"]
    assert [award.measure for award in file.entitlements] == ["monthly-cash-payment"]
    assert snils not in file.model_dump_json()


def test_a_parent_acts_for_a_child_until_the_eighteenth_birthday(region: Region) -> None:
    mother = region.person("Орлова", "Ксения", date(1990, 5, 1))
    child = region.person("Орлова", "Ева", date(2015, 6, 10))
    region.represents(mother, child)
    with region.database.maintenance() as connection:
        may = [
            service.may_act_for(connection, mother, child, day)
            for day in (date(2014, 12, 31), TODAY, date(2033, 6, 9), date(2033, 6, 10))
        ]
        told = service.relations(connection, mother, TODAY)
        assert service.relations(connection, mother, date(2033, 6, 10)) == ()
        assert not service.may_act_for(connection, child, mother, TODAY)
        assert not service.may_act_for(connection, mother, mother, TODAY)
    assert may == [False, True, True, False]
    assert [(one.person, one.first_name, one.initial, one.relation) for one in told] == [
        (child, "Ева", "О.", "parent")
    ]


def test_a_guardian_acts_as_long_as_the_act_says_even_for_an_adult(region: Region) -> None:
    guardian = region.person("Белова", "Вера", date(1960, 1, 1))
    ward = region.person("Белов", "Иван", date(1990, 1, 1))
    row = {
        "representative": guardian,
        "person": ward,
        "relation": "guardian",
        "since": date(2020, 1, 1),
        "until": TODAY,
        "evidence": "Решение суда",
    }
    with region.database.maintenance() as connection:
        connection.execute(insert(representatives), row)
        assert service.may_act_for(connection, guardian, ward, TODAY)
        assert not service.may_act_for(connection, guardian, ward, date(2026, 11, 21))


def test_who_was_born_on_29_february_comes_of_age_on_1_march() -> None:
    assert adults_born_by(date(2026, 2, 28)) < date(2008, 2, 29)
    assert adults_born_by(date(2026, 3, 1)) >= date(2008, 2, 29)
    assert adults_born_by(date(2028, 2, 29)) == date(2010, 2, 28)


def test_a_point_read_uses_indexes_only(region: Region) -> None:
    """Whatever grows with the number of people would show here as a scan."""
    if region.database.dialect != "sqlite":
        pytest.skip("EXPLAIN QUERY PLAN is SQLite's")
    person = region.person()
    seen: list[str] = []
    with region.database.maintenance() as connection:
        for table in ("people", "identity_documents", "person_categories", "entitlements", "cards"):
            plan = connection.exec_driver_sql(
                f"EXPLAIN QUERY PLAN SELECT * FROM {table} WHERE person = ?", (person,)
            )
            seen += [row[3] for row in plan]
        plan = connection.exec_driver_sql(
            "EXPLAIN QUERY PLAN SELECT * FROM representatives WHERE representative = ?", (person,)
        )
        seen += [row[3] for row in plan]
        assert connection.execute(select(people.c.person)).scalar_one() == person
    assert seen
    assert all(step.startswith("SEARCH") for step in seen), seen
