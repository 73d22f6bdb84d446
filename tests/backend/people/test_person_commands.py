"""`python -m backend person …`: entering a family from the command line."""

from __future__ import annotations

from contextlib import closing
from datetime import date

import pytest
from sqlalchemy import select

from backend.audit.tables import audit_events
from backend.database.opening import open_database
from backend.people import service
from backend.people.snils import with_check_digits
from tests.backend.site import Site

pytestmark = pytest.mark.slow

SNILS = with_check_digits(901_203_145)


def words(first_name: str, sex: str, born: str, *more: str) -> list[str]:
    return [
        *("person", "add", "--last-name", "Белова", "--first-name", first_name, "--sex", sex),
        *("--birth-date", born, "--birth-place", "г. Кола", "--town", "Кола", "--address", "д. 1", *more),
    ]


def test_a_mother_and_her_child_are_entered_and_the_journal_says_by_whom(bare_site: Site) -> None:
    mother = bare_site.must(*words("Вера", "f", "1990-04-02", "--snils", SNILS)).strip()
    child = bare_site.must(*words("Ева", "f", "2018-05-03")).strip()
    bare_site.must(
        *("person", "represent", "--representative", mother, "--person", child),
        *("--relation", "parent", "--since", "2018-05-03", "--evidence", "Свидетельство"),
    )
    with closing(open_database(bare_site.url)) as database, database.maintenance() as connection:
        assert service.may_act_for(connection, mother, child, date(2026, 11, 20))
        journal = connection.execute(select(audit_events.c.action, audit_events.c.actor)).all()
    assert [row.action for row in journal] == ["person.add", "person.add", "person.represent"]
    assert all(row.actor.startswith("command:") for row in journal)


def test_wrong_entries_fail_by_name_and_repeat_no_number(bare_site: Site) -> None:
    bare_site.must(*words("Вера", "f", "1990-04-02", "--snils", SNILS))
    assert bare_site.fails(*words("Анна", "f", "1990-04-02", "--snils", SNILS)) == "snils-taken"
    assert bare_site.fails(*words("Анна", "f", "1990-04-02", "--snils", "90120314500")) == "snils-invalid"
    assert bare_site.fails(*words("Анна", "f", "1990-04-02", "--phone", "12")) == "phone-invalid"
    told = bare_site.says(*words("Анна", "f", "1990-04-02", "--snils", SNILS))
    assert SNILS not in told.output + told.stderr
