"""Who is entitled and does not receive: judged by the wizard's rules, replaced whole, shown to the holder."""

from __future__ import annotations

import asyncio
import json
from contextlib import closing
from datetime import date, timedelta
from functools import partial
from uuid import uuid4

import pytest
from msgspec.structs import replace
from sqlalchemy import Connection, func, insert, select

from backend.database.opening import open_database
from backend.matching import loading, service, sharing
from backend.matching.judging import Judge
from backend.matching.service import Run
from backend.matching.tables import match_runs, matches
from backend.people import service as people
from backend.people.tables import family_ties, person_categories
from backend.registry import service as registry
from backend.registry.tables import registry_records
from content.model import Text
from content.rules.model import Constraint
from tests.backend.app_http import code_of
from tests.backend.filing import level_two
from tests.backend.kiosk_in_test import KioskInTest
from tests.backend.matching.rules import rules_pack
from tests.backend.region import START, Region
from tests.backend.site import Site

TODAY = START.date()


def record(connection: Connection, person: str, key: str, value: object) -> None:
    row = {"person": person, "key": key, "value": json.dumps(value), "source": "ФНС", "as_of": TODAY}
    connection.execute(insert(registry_records), row)


def hold(connection: Connection, person: str, category: str, until: date | None = None) -> None:
    row = {
        "person": person,
        "category": category,
        "since": date(2020, 1, 1),
        "until": until,
        "evidence": "№ 1",
    }
    connection.execute(insert(person_categories), row)


def matched(region: Region, on: date = TODAY) -> dict[str, list[str]]:
    """Run the whole matching; measures by person."""
    judge, run = Judge(rules_pack(), on), Run(str(uuid4()), on, "cd" * 32, region.clock.now, "tests")
    with region.database.maintenance() as connection:
        service.begin(connection, run)
        after, seen = "", 0
        while chunk := loading.chunk_after(connection, after, on, 2):
            judged = judge.judge(chunk)
            service.replace(connection, run, judged.people, judged.found)
            after, seen = chunk[-1].person, seen + len(chunk)
        service.finish(connection, run, region.clock.now, seen)
        found: dict[str, list[str]] = {}
        for person, measure in connection.execute(select(matches.c.person, matches.c.measure)):
            found.setdefault(person, []).append(measure)
    return {person: sorted(measures) for person, measures in found.items()}


def test_only_what_registers_alone_prove(region: Region) -> None:
    poor, old, rich = (
        region.person(),
        region.person("Петров"),
        region.person("Фомин", "Глеб", date(1998, 1, 1)),
    )
    with region.database.maintenance() as connection:
        record(connection, poor, "income-per-person", "19999.99")
        record(connection, rich, "income-per-person", "20000.00")
    assert matched(region) == {poor: ["age-help", "poor-help"], old: ["age-help"]}


def test_what_is_received_or_comes_soon_is_not_told_again(region: Region) -> None:
    old = region.person()
    region.award(old, ["age-help"])
    assert matched(region) == {}


def test_of_a_best_of_group_the_highest_and_only_without_another(region: Region) -> None:
    both, has_one = (region.person("Фомин", "Глеб", date(1998, 1, 1)) for _ in range(2))
    with region.database.maintenance() as connection:
        for person in (both, has_one):
            hold(connection, person, "combat-veteran")
            hold(connection, person, "honorary-donor")
    region.award(has_one, ["donor-payment"])
    assert matched(region) == {both: ["veteran-payment"]}


def test_a_category_that_is_over_proves_nothing(region: Region) -> None:
    person = region.person("Фомин", "Глеб", date(1998, 1, 1))
    with region.database.maintenance() as connection:
        hold(connection, person, "combat-veteran", TODAY - timedelta(days=1))
    assert matched(region) == {}
    assert matched(region, TODAY - timedelta(days=1)) == {person: ["veteran-payment"]}


def test_a_second_run_takes_the_place_of_the_first(region: Region) -> None:
    people = [region.person() for _ in range(5)]
    assert set(matched(region)) == set(people)
    region.award(people[0], ["age-help"])
    region.clock.forward(hours=1)
    assert set(matched(region)) == set(people[1:])
    with region.database.maintenance() as connection:
        assert connection.execute(select(func.count()).select_from(match_runs)).scalar_one() == 1


def test_the_holder_reads_it_and_the_supervisor_counts(region: Region, kiosk: KioskInTest) -> None:
    maria = region.person()
    region.person("Петров")
    matched(region)
    card = region.card_of(maria)
    (possible,) = kiosk.file_of(level_two(kiosk, card), maria).json()["possible"]
    assert possible == {"measure": "age-help", "on": "2026-11-20", "pack_hash": "cd" * 32}

    token = region.services.tokens.issue("boss", ("supervisor",), region.clock.now).access_token
    counted = region.http.get("/v1/matches/counts", headers={"Authorization": f"Bearer {token}"}).json()
    assert counted["measures"] == [{"measure": "age-help", "people": 2}]
    assert (counted["people"], counted["checked"]) == (2, 2)
    assert code_of(region.http.get("/v1/matches/counts", headers=kiosk.headers)) == "role-missing"


def test_who_could_have_two_measures_is_counted_once(region: Region) -> None:
    poor = region.person()
    region.person("Фомин", "Глеб", date(1998, 1, 1))
    with region.database.maintenance() as connection:
        record(connection, poor, "income-per-person", "19999.99")
    matched(region)
    with region.database.maintenance() as connection:
        counted = service.counts(connection)
    assert sum(one.people for one in counted.measures) == 2
    assert (counted.people, counted.checked) == (1, 2)


def test_nobody_was_matched_yet(region: Region) -> None:
    with region.database.maintenance() as connection:
        assert service.counts(connection).on is None


def test_two_ways_of_reading_a_person_agree(region: Region) -> None:
    """The kiosk's prefill and the batch's see the same."""
    maria = region.person()
    child = region.person("Иванов", "Пётр", date(2018, 5, 5))
    region.represents(maria, child)
    with region.database.maintenance() as connection:
        connection.execute(insert(family_ties), {"person": child, "relative": maria, "tie": "mother"})
        hold(connection, maria, "combat-veteran")
        record(connection, maria, "income-per-person", "18500.00")
        file, who = people.file_and_who(connection, maria, "", TODAY)
        one = registry.facts_of(
            connection, who, people.running(file.categories, TODAY), TODAY, frozenset({child})
        )
        other = next(
            each.known for each in loading.chunk_after(connection, "", TODAY) if each.person == maria
        )
    assert (one.sex, one.birth_date, one.town) == (other.sex, other.birth_date, other.town)
    told = [(each.relation, each.birth_date) for each in one.household]
    assert told == [("self", date(1948, 3, 8)), ("child", date(2018, 5, 5))]
    assert told == [(each.relation, each.birth_date) for each in other.household or ()]
    assert one.household[0].categories == tuple(other.categories)
    assert {each.key: each.value for each in one.records} == {
        key: each.value for key, each in other.records.items()
    }


def test_records_that_contradict_say_nothing(region: Region) -> None:
    person = region.person()
    never = Constraint("young", Text("Все молоды"), {"age": "birth-date", "less_than": 30})
    with region.database.maintenance() as connection:
        chunk = loading.chunk_after(connection, "", TODAY)
    assert [one.person for one in chunk] == [person]
    judged = Judge(replace(rules_pack(), constraints=(never,)), TODAY).judge(chunk)
    assert (judged.found, judged.contradictory) == ((), 1)


@pytest.mark.slow
def test_the_command(bare_site: Site) -> None:
    bare_site.must("demo", "--people", "150", "--seed", "4", "--as-of", "2026-11-20")
    told = json.loads(bare_site.must("match", "--date", "2026-11-20", "--json").splitlines()[-1])
    assert told["on"] == "2026-11-20"
    assert sum(one["people"] for one in told["measures"]) > 20
    assert json.loads(bare_site.must("match", "--counts", "--json").splitlines()[-1]) == told
    assert bare_site.must("check").strip().endswith("Nothing found.")


@pytest.mark.slow
def test_many_processes_find_what_one_finds(bare_site: Site) -> None:
    bare_site.must("demo", "--people", "200", "--seed", "4", "--as-of", "2026-11-20")
    with closing(open_database(bare_site.url)) as database:
        ends = asyncio.run(database.report(partial(loading.beginnings, size=40)))
        one = sharing.judged_piece(sharing.Piece(bare_site.url, bare_site.data, "ru-mur", TODAY, ("",), 1000))
        shared = sharing.pieces(bare_site.url, bare_site.data, "ru-mur", TODAY, ends, 40)
        assert len(shared) > 1
        found = [row for judged in sharing.judged(shared) for row in judged.found]
    assert sorted(found) == sorted(one[0].found)
    assert len(one[0].people) == 200
