"""The yearly run as an office starts it: a file of places, a dry run, bad lines by number."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from sqlalchemy import select

from backend.bad_line import BadLine
from backend.database.opening import open_database
from backend.queues.ages import age_in, cohort_of, is_of_school_age, school_year_of, years_for
from backend.queues.places_file import read_places
from backend.queues.tables import queue_offers
from backend.queues.values import Vacancy
from tests.backend.queues.line import Line
from tests.backend.region import HandClock, Region
from tests.backend.site import Site

HEAD = "kind,place,year,age,places\n"
KNOWN = {"kindergarten": ("kg",), "school": ("s",)}
PLACE = "apatity-kindergarten-15"


@pytest.mark.parametrize(
    ("born", "year", "age"),
    [(date(2023, 9, 1), 2026, 3), (date(2023, 9, 2), 2026, 2), (date(2023, 12, 31), 2027, 3)],
)
def test_a_group_is_named_by_the_age_on_the_first_of_september(born: date, year: int, age: int) -> None:
    assert age_in("kindergarten", cohort_of(born), year) == age


def test_the_years_a_child_may_be_registered_for() -> None:
    today = date(2026, 11, 22)
    assert school_year_of(today) == 2026
    assert years_for("kindergarten", date(2026, 10, 5), today) == (2027, 2028, 2029)
    assert years_for("kindergarten", date(2020, 5, 1), today) == (2026,)
    assert years_for("kindergarten", date(2018, 5, 1), today) == ()
    assert years_for("school", date(2020, 5, 1), today) == (2027,)
    assert [is_of_school_age(born, 2027) for born in (
        date(2021, 3, 1), date(2021, 3, 2), date(2019, 9, 1), date(2019, 8, 31),
    )] == [True, False, True, False]  # fmt: skip


def test_a_file_of_places_is_read() -> None:
    found = read_places(f"{HEAD}kindergarten,kg,2027,3,5\nschool,s,2027,,20\n", KNOWN)  # type: ignore[arg-type]
    assert found == (Vacancy("kindergarten", "kg", 2024, 2027, 5), Vacancy("school", "s", 2027, 2027, 20))


@pytest.mark.parametrize(
    "line",
    [
        "nursery,kg,2027,3,5", "kindergarten,s,2027,3,5", "kindergarten,kg,27,3,5",
        "kindergarten,kg,2027,9,5", "kindergarten,kg,2027,3,many",
        "kindergarten,kg,2027,3,-1", "school,s,2027,7,5", "kindergarten,kg",
    ],
)  # fmt: skip
def test_each_bad_line_is_named(line: str) -> None:
    found = read_places(f"{HEAD}kindergarten,kg,2027,4,1\n{line}\n", KNOWN)  # type: ignore[arg-type]
    assert [each.number for each in found if isinstance(each, BadLine)] == [3]


def test_a_line_that_stands_twice_and_a_head_that_does_not_fit() -> None:
    twice = read_places(f"{HEAD}kindergarten,kg,2027,3,5\nkindergarten,kg,2027,3,6\n", KNOWN)  # type: ignore[arg-type]
    assert [str(each).partition(":")[0] for each in twice] == ["line 3"]
    assert isinstance(read_places("place,places\n", KNOWN)[0], BadLine)  # type: ignore[arg-type]


def test_a_dry_run_changes_nothing_and_the_run_offers(bare_site: Site, tmp_path: Path) -> None:
    database = open_database(bare_site.url)
    line = Line(database, Region(database, HandClock()))
    first, second = line.register((PLACE,)), line.register((PLACE,))
    places = tmp_path / "places.csv"
    places.write_text(f"{HEAD}kindergarten,{PLACE},2027,4,1\n")

    def offers() -> list[str]:
        with database.maintenance() as connection:
            return list(connection.execute(select(queue_offers.c.application)).scalars())

    said = bare_site.must("queues", "allocate", "--places", str(places), "--dry-run")
    assert first.number in said and second.number not in said and "nothing was stored" in said
    assert offers() == []
    assert "1 places are offered" in bare_site.must("queues", "allocate", "--places", str(places))
    assert offers() == [first.application]
    assert "0 places are offered" in bare_site.must("queues", "allocate", "--places", str(places))
    places.write_text(f"{HEAD}kindergarten,nowhere,2027,4,1\n")
    assert bare_site.fails("queues", "allocate", "--places", str(places)) == "queue-places-invalid"
    bare_site.must("check")
    database.close()
