"""A timetable as a FHIR bundle: stored whole or not at all, each bad entry named by index and path."""

from __future__ import annotations

import json
from collections.abc import Callable
from contextlib import closing
from copy import deepcopy
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import select

from backend.bookings.tables import resources, schedule_exceptions, slots
from backend.bookings.timetable import ExceptionLine, Timetable
from backend.bookings.timetable_fhir import Known, read_bundle
from backend.clock import utc_now
from backend.database.opening import open_database
from tests.backend.fhir.clinic import judge
from tests.backend.site import Site

PLACE = "apatity-support-centre"
KNOWN = Known(frozenset({PLACE}), {"petrov": "Europe/Moscow"})
DOCTOR = "urn:uuid:0c3151bd-1cbf-4d64-b04d-cd9187a4c6e0"
START = datetime(2026, 11, 23, 6, 0, tzinfo=UTC)  # nine o'clock in Moscow, a Monday


def entry(resource: dict[str, Any], url: str = "") -> dict[str, Any]:
    return {"fullUrl": url or f"https://mis.example/{resource['id']}", "resource": resource}


def slot(number: int, status: str = "free", starts_at: datetime | None = None) -> dict[str, Any]:
    begins = starts_at or START + timedelta(minutes=20 * number)
    return entry(
        {
            "resourceType": "Slot",
            "id": f"s{number}",
            "schedule": {"reference": "Schedule/ivanov"},
            "status": status,
            "start": begins.isoformat(),
            "end": (begins + timedelta(minutes=20)).isoformat(),
        }
    )


def bundle(*more: dict[str, Any]) -> dict[str, Any]:
    """A doctor, their schedule, and what more is given."""
    doctor = {"resourceType": "Practitioner", "id": "d1", "name": [{"text": "Иванов И. И."}]}
    therapist = {"coding": [{"system": "https://mis.example/s", "code": "therapist"}], "text": "Терапевт"}
    schedule = {
        "resourceType": "Schedule",
        "id": "ivanov",
        "active": True,
        "specialty": [therapist],
        "actor": [{"reference": DOCTOR}, {"reference": f"Location/{PLACE}"}],
    }
    entries = [entry(doctor, DOCTOR), entry(schedule), *more]
    return {"resourceType": "Bundle", "type": "collection", "entry": entries}


def read(told: Any) -> Timetable | list[str]:
    found = read_bundle(json.dumps(told), KNOWN, "Europe/Moscow")
    return found if isinstance(found, Timetable) else [str(each) for each in found]


def test_a_bundle_becomes_a_timetable() -> None:
    told = bundle(slot(0), slot(1, "busy"), slot(2, "busy-unavailable"))
    judge(told)
    found = read(told)
    assert isinstance(found, Timetable)
    (line,) = found.resources
    assert (line.resource, line.kind, line.title, line.speciality, line.person_name, line.provider) == (
        "ivanov",
        "doctor",
        "Терапевт",
        "therapist",
        "Иванов И. И.",
        PLACE,
    )
    hours = [(each.what, each.day, each.starts, each.ends, each.minutes) for each in found.exceptions]
    assert hours == [
        ("extra", date(2026, 11, 23), "09:00", "09:20", 20),
        ("closed", date(2026, 11, 23), "09:20", "09:40", 0),
        ("closed", date(2026, 11, 23), "09:40", "10:00", 0),
    ]


def test_a_schedule_that_is_stored_already_needs_its_slots_only() -> None:
    one = slot(0)
    one["resource"]["schedule"]["reference"] = "Schedule/petrov"
    found = read({"resourceType": "Bundle", "type": "collection", "entry": [one]})
    assert isinstance(found, Timetable)
    assert (found.resources, found.exceptions[0].resource) == ((), "petrov")


def test_hours_are_told_by_the_schedules_own_clock() -> None:
    told = bundle(slot(0))
    zone = "http://hl7.org/fhir/StructureDefinition/timezone"
    told["entry"][1]["resource"]["extension"] = [{"url": zone, "valueCode": "Asia/Vladivostok"}]
    judge(told)
    found = read(told)
    assert isinstance(found, Timetable)
    assert (found.resources[0].zone, found.exceptions[0].starts) == ("Asia/Vladivostok", "16:00")


def test_a_slot_up_to_midnight() -> None:
    found = read(bundle(slot(0, starts_at=datetime(2026, 11, 23, 20, 40, tzinfo=UTC))))
    assert isinstance(found, Timetable)
    assert (found.exceptions[0].starts, found.exceptions[0].ends) == ("23:40", "24:00")


def changed(path: tuple[str | int, ...], value: Any) -> Callable[[dict[str, Any]], None]:
    def change(told: dict[str, Any]) -> None:
        place: Any = told["entry"]
        for step in path[:-1]:
            place = place[step]
        if value is None:
            del place[path[-1]]
        else:
            place[path[-1]] = value

    return change


@pytest.mark.parametrize(
    ("path", "value", "named"),
    [
        ((2, "resource", "status"), "open", "Bundle.entry[2].resource.status: "),
        ((2, "resource", "start"), "2026-11-23T09:00", "Bundle.entry[2].resource.start: "),
        ((2, "resource", "start"), None, "Bundle.entry[2].resource.start: Field required"),
        ((2, "resource", "end"), START.isoformat(), "Bundle.entry[2].resource.start: a slot has whole"),
        ((2, "resource", "end"), "2026-11-24T06:20:00Z", "Bundle.entry[2].resource.start: a slot ends on"),
        ((2, "resource", "schedule", "reference"), "Schedule/x", "Bundle.entry[2].resource.schedule: Sche"),
        (
            (3, "resource", "start"),
            "2026-11-23T06:10:00Z",
            "Bundle.entry[3].resource.start: overlaps entry 2",
        ),
        ((1, "resource", "id"), "Иванов", "Bundle.entry[1].resource.id: "),
        ((1, "resource", "active"), False, "Bundle.entry[1].resource.active: "),
        ((1, "resource", "actor"), [], "Bundle.entry[1].resource.actor: "),
        ((1, "resource", "actor", 1, "reference"), "Location/x", "Bundle.entry[1].resource.actor: the pack"),
        ((1, "resource", "specialty"), [], "Bundle.entry[1].resource.specialty[0].text: "),
        ((1, "resource", "modifierExtension"), [{"url": "x"}], "Bundle.entry[1].resource.modifierExtension"),
        ((0, "resource", "resourceType"), "Patient", "Bundle.entry[0].resource.resourceType: write one of"),
        ((0, "resource"), "doctor", "Bundle.entry[0].resource: missing"),
    ],
)
def test_each_bad_entry_is_named(path: tuple[str | int, ...], value: Any, named: str) -> None:
    told = bundle(slot(0), slot(1))
    changed(path, value)(told)
    found = read(told)
    assert isinstance(found, list)
    assert any(each.startswith(named) for each in found), found


def test_several_faults_are_told_at_once_and_in_order() -> None:
    told = bundle(slot(0, "gone"), slot(1), deepcopy(slot(1)))
    found = read(told)
    assert isinstance(found, list)
    assert [each.partition(":")[0] for each in found] == [
        "Bundle.entry[2].resource.status",
        "Bundle.entry[4].resource.start",
    ]


@pytest.mark.parametrize("text", ["", "[]", "{}", '{"resourceType": "Slot"}', "[" * 100_000, "null"])
def test_what_is_no_bundle(text: str) -> None:
    found = read_bundle(text, KNOWN, "Europe/Moscow")
    assert isinstance(found, list)
    assert "no FHIR Bundle" in str(found[0])


def test_the_hour_that_comes_twice_is_named() -> None:
    """New York goes back at 06:00 UTC on 1 November 2026: 01:30 is twice, and worked the first time."""
    zone = "http://hl7.org/fhir/StructureDefinition/timezone"
    for starts_at, is_good in (
        (datetime(2026, 11, 1, 5, 30, tzinfo=UTC), True),
        (datetime(2026, 11, 1, 6, 30, tzinfo=UTC), False),
    ):
        told = bundle(slot(0, starts_at=starts_at))
        told["entry"][1]["resource"]["extension"] = [{"url": zone, "valueCode": "America/New_York"}]
        assert isinstance(read(told), Timetable) is is_good
    assert "comes twice" in str(read(told))


def test_every_line_is_one_that_a_csv_file_could_have_said() -> None:
    found = read(bundle(slot(0), slot(1, "busy")))
    assert isinstance(found, Timetable)
    for line in found.exceptions:
        assert ExceptionLine.model_validate(line.model_dump()) == line


@pytest.mark.slow
def test_tried_stored_opened_and_closed_by_the_next_file(bare_site: Site, tmp_path: Path) -> None:
    file, day = tmp_path / "timetable.json", utc_now().date() + timedelta(days=10)
    times = [datetime(day.year, day.month, day.day, 6 + number, tzinfo=UTC) for number in range(3)]
    whole = bundle(*(slot(number, starts_at=at) for number, at in enumerate(times)))
    file.write_text(json.dumps(whole), "utf-8")
    assert "exceptions: 3; nothing is wrong" in bare_site.must("bookings", "import", str(file), "--dry-run")
    assert stored(bare_site, resources.c.resource) == []
    bare_site.must("bookings", "import", str(file))
    bare_site.must("bookings", "open")
    assert stored(bare_site, slots.c.starts_at) == times
    whole["entry"][3]["resource"]["status"] = "busy"
    file.write_text(json.dumps(whole), "utf-8")
    bare_site.must("bookings", "import", str(file))
    assert "1 withdrawn" in bare_site.must("bookings", "open")
    whole["entry"][4]["resource"]["status"] = "sometimes"
    file.write_text(json.dumps(whole), "utf-8")
    told = bare_site.says("bookings", "import", str(file))
    assert "Bundle.entry[4].resource.status: " in told.stderr
    assert bare_site.fails("bookings", "import", str(file)) == "schedule-invalid"
    assert len(stored(bare_site, schedule_exceptions.c.starts)) == 3


def stored(site: Site, column: Any) -> list[Any]:
    with closing(open_database(site.url)) as database, database.maintenance() as connection:
        return list(connection.execute(select(column).order_by(column)).scalars())
