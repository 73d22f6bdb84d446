"""Timetables by the command line: imported whole or not at all, opened once, a day closed for everybody."""

from __future__ import annotations

import re
from contextlib import closing
from datetime import datetime, timedelta
from functools import partial
from pathlib import Path

import pytest
from sqlalchemy import func, select

from backend.bookings.numbers import draw_numbers
from backend.bookings.service import confirming, holding, searching
from backend.bookings.service.searching import SlotQuery
from backend.bookings.tables import schedules, slots
from backend.bookings.values import Asking, Booked, ByToken, Wish, draw_hold
from backend.clock import utc_now
from backend.database.opening import open_database
from tests.backend.site import Site

pytestmark = pytest.mark.slow

COLUMNS = (
    "what,resource,kind,title,provider,speciality,person_name,zone,weekday,day,starts,ends,minutes,"
    "capacity,valid_from,substitute,rules,quota,quota_seats,released_hours"
)
PLACE = "apatity-support-centre"


def line(what: str, **values: str) -> str:
    names = COLUMNS.split(",")
    filled = {"what": what, "resource": "ivanov", **values}
    assert set(filled) <= set(names)
    return ",".join(f'"{value}"' for value in (filled.get(name, "").replace('"', '""') for name in names))


RESOURCE = line(
    "resource",
    kind="doctor",
    title="Терапевт",
    provider=PLACE,
    speciality="therapist",
    person_name="Иванов И. И.",
    zone="Europe/Moscow",
    rules='{"earliest_days": 30}',
)
EVERY_DAY = [
    line(
        "hours",
        weekday=day,
        starts="09:00",
        ends="12:00",
        minutes="20",
        capacity="1",
        valid_from="2026-01-01",
    )
    for day in ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
]


def kept(**values: str) -> str:
    """An hour of a Tuesday that is kept for some."""
    hours = {"weekday": "tue", "starts": "14:00", "ends": "15:00", "minutes": "20", "capacity": "1"}
    return line("hours", **hours, valid_from="2026-01-01", **values)


def file_of(tmp_path: Path, *lines: str) -> str:
    file = tmp_path / "timetable.csv"
    file.write_text("\n".join([COLUMNS, *lines]), "utf-8")
    return str(file)


def count(site: Site, table: object) -> int:
    with closing(open_database(site.url)) as database, database.maintenance() as connection:
        return int(connection.execute(select(func.count()).select_from(table)).scalar_one())  # type: ignore[arg-type]


def query_at(now: datetime) -> SlotQuery:
    return SlotQuery("doctor", "therapist", (PLACE,), now + timedelta(days=2), now + timedelta(days=25))


def book_first(site: Site) -> Booked:
    """The first free time from the day after tomorrow on, booked at a kiosk."""
    now = utc_now()
    with closing(open_database(site.url)) as database, database.maintenance() as connection:
        slot = searching.free_slots(connection, query_at(now), now, 1)[0].facts
        asking, fresh = Asking("kiosk:k", "kiosk", 1, now), draw_hold()
        held = holding.hold(connection, asking, Wish(slot.slot), fresh)
        (booked,) = confirming.confirm(connection, asking, held.hold, ByToken(held.token), draw_numbers())
    return booked


def test_a_timetable_is_tried_stored_and_opened(bare_site: Site, tmp_path: Path) -> None:
    file = file_of(tmp_path, RESOURCE, *EVERY_DAY)
    assert "nothing is wrong" in bare_site.must("bookings", "import", file, "--dry-run")
    assert count(bare_site, schedules) == 0
    bare_site.must("bookings", "import", file)
    assert count(bare_site, schedules) == 7
    assert " opened" in bare_site.must("bookings", "open")
    opened = count(bare_site, slots)
    assert opened > 100
    assert "0 opened, 0 changed, 0 withdrawn." in bare_site.must("bookings", "open")
    assert count(bare_site, slots) == opened


def test_hours_that_the_new_file_lacks_are_gone(bare_site: Site, tmp_path: Path) -> None:
    bare_site.must("bookings", "import", file_of(tmp_path, RESOURCE, *EVERY_DAY))
    bare_site.must("bookings", "import", file_of(tmp_path, EVERY_DAY[0]))
    assert count(bare_site, schedules) == 1


@pytest.mark.parametrize(
    ("bad", "why"),
    [
        (line("holiday"), "what: write one of 'resource', 'hours'"),
        (line("hours", weekday="mon"), "starts: is missing"),
        (line("closed", day="2026-02-30"), "day: "),
        (line("extra", day="2026-03-01", starts="10:00", ends="11:00"), "extra hours need"),
        (line("closed", day="2026-03-01", starts="10:00"), "give both starts and ends"),
        (line("replaced", day="2026-03-01"), "say who stands in"),
        (line("closed", day="2026-03-01", weekday="mon"), "weekday: this kind of line has no such column"),
        (line("closed", resource="petrov", day="2026-03-01"), "neither in the file nor stored"),
        (RESOURCE.replace(PLACE, "nowhere"), "the pack has no place nowhere"),
        (RESOURCE.replace("Europe/Moscow", "Europe/Kola"), "no such time zone"),
        (RESOURCE.replace("earliest_days", "earliest_weeks"), "rules.earliest_weeks: "),
        (
            RESOURCE.replace(
                '""earliest_days"": 30', '""discounts"": [{""category"": ""old"", ""percent"": 5}]'
            ),
            "rules: the pack has no benefit category old",
        ),
        (RESOURCE, "stands on line 2"),
        (EVERY_DAY[0].replace("09:00", "11:40"), "overlap those of line 3"),
        (EVERY_DAY[0].replace("09:00", "11:50"), "not one slot fits"),
        (kept(quota="category:nobody-ever"), "quota: the pack has no benefit category nobody-ever"),
        (kept(quota="large-family"), "quota: "),
        (kept(quota="category:large-family", quota_seats="2"), "quota_seats is more than capacity"),
        (kept(released_hours="24"), "say nothing without quota"),
    ],
)
def test_one_bad_line_stores_nothing_and_is_named(
    bare_site: Site, tmp_path: Path, bad: str, why: str
) -> None:
    file = file_of(tmp_path, RESOURCE, EVERY_DAY[0], bad)
    told = bare_site.says("bookings", "import", file)
    assert told.exit_code == 1
    assert "line 4: " in told.stderr
    assert why in told.stderr
    assert bare_site.fails("bookings", "import", file) == "schedule-invalid"
    assert count(bare_site, schedules) == 0


def test_a_file_with_semicolons_is_read_as_well(bare_site: Site, tmp_path: Path) -> None:
    plain = line("resource", kind="office", title="Окно 1", provider=PLACE, zone="Europe/Moscow")
    file = Path(file_of(tmp_path, plain))
    file.write_text(file.read_text("utf-8").replace(",", ";"), "utf-8")
    assert "resources: 1" in bare_site.must("bookings", "import", str(file))


def test_a_first_line_that_names_no_columns_is_told(bare_site: Site, tmp_path: Path) -> None:
    file = tmp_path / "timetable.csv"
    file.write_text("resource,ivanov\nhours,ivanov\n", "utf-8")
    assert (
        "line 1: the first line names the columns" in bare_site.says("bookings", "import", str(file)).stderr
    )


def test_to_close_a_day_of_nobody_has_a_name(bare_site: Site) -> None:
    told = ("bookings", "close-day", "--resource", "nobody", "--day", "2026-03-01", "--reason", "repairs")
    assert bare_site.fails(*told) == "resource-unknown"


def test_a_file_in_another_encoding_or_without_lines_has_a_name(bare_site: Site, tmp_path: Path) -> None:
    file = Path(file_of(tmp_path, RESOURCE))
    file.write_bytes(file.read_text("utf-8").encode("cp1251"))
    assert bare_site.fails("bookings", "import", str(file)) == "schedule-invalid"
    file.write_text("", "utf-8")
    assert bare_site.fails("bookings", "import", str(file)) == "schedule-invalid"


def test_a_closed_day_cancels_names_and_stays_closed(bare_site: Site, tmp_path: Path) -> None:
    bare_site.must("bookings", "import", file_of(tmp_path, RESOURCE, *EVERY_DAY))
    bare_site.must("bookings", "open")
    now = utc_now()
    booked = book_first(bare_site)
    day = f"{booked.slot.starts_at:%Y-%m-%d}"
    words = ("bookings", "close-day", "--resource", "ivanov", "--day", day, "--reason", "ill")
    told = bare_site.must(*words)
    nearest = re.search(
        rf"{booked.number}: cancelled; nearest free: [0-9-]+ ([0-9]+):[0-9]+ Иванов И. И.", told
    )
    assert nearest and nearest[1] in ("09", "10", "11")  # by the clock of the place
    assert "bookings cancelled: 1." in told
    assert "Nobody was told" in told
    assert re.search(r"ivanov +doctor +\S+ +.*Иванов И. И.", bare_site.must("bookings", "list"))
    assert "ivanov" not in bare_site.must("bookings", "list", "--place", "elsewhere")
    assert "\n0 opened" in bare_site.must("bookings", "open")
    look = partial(searching.free_slots, query=query_at(now), now=now, most=1)
    with closing(open_database(bare_site.url)) as database, database.maintenance() as connection:
        assert f"{look(connection)[0].facts.starts_at:%Y-%m-%d}" > day


def test_one_time_is_closed_by_its_id(bare_site: Site, tmp_path: Path) -> None:
    bare_site.must("bookings", "import", file_of(tmp_path, RESOURCE, *EVERY_DAY))
    bare_site.must("bookings", "open")
    booked = book_first(bare_site)
    later = [line.replace("09:00", "10:10") for line in EVERY_DAY]
    bare_site.must("bookings", "import", file_of(tmp_path, *later))
    assert f"{booked.slot.slot} is booked, and no hours stand behind it" in bare_site.must("bookings", "open")
    words = ("bookings", "close-slot", booked.slot.slot, "--reason", "ill")
    told = bare_site.must(*words)
    assert f"{booked.number}: cancelled; nearest free: " in told
    assert f"{booked.slot.slot} is closed; bookings cancelled: 1." in told
    assert "no hours stand behind it" not in bare_site.must("bookings", "open")
    assert "bookings cancelled: 0." in bare_site.must(*words), "once more cancels nobody"
    assert bare_site.fails("bookings", "close-slot", "nowhere", "--reason", "ill") == "slot-unknown"
