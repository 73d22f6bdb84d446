"""Free places as an education office hands them in: CSV, each bad line named. Pure."""

from __future__ import annotations

import csv
from collections.abc import Collection, Mapping
from io import StringIO
from typing import Final

from backend.bad_line import BadLine
from backend.queues.ages import OLDEST_IN_KINDERGARTEN
from backend.queues.values import Kind, Vacancy
from backend.spreadsheet import UNREADABLE, separator, unreadable_line

COLUMNS: Final = ("kind", "place", "year", "age", "places")
MOST_PLACES: Final = 1000
FIRST_YEAR, LAST_YEAR = 2000, 2100
KINDS: Final[Mapping[str, Kind]] = {"kindergarten": "kindergarten", "school": "school"}


def read_places(
    text: str, known: Mapping[Kind, Collection[str]]
) -> tuple[Vacancy, ...] | tuple[BadLine, ...]:
    """The vacancies, or every bad line. `age` on 1 September of `year`; empty for a school."""
    if line := unreadable_line(text):
        return (BadLine(line, UNREADABLE),)
    reader = csv.DictReader(StringIO(text), delimiter=separator(text))
    if tuple(reader.fieldnames or ()) != COLUMNS:
        return (BadLine(1, f"the head must be: {','.join(COLUMNS)}"),)
    found: dict[tuple[str, int, int], Vacancy] = {}
    bad: list[BadLine] = []
    for row in reader:
        line = reader.line_num
        vacancy = _vacancy(row, known)
        if isinstance(vacancy, str):
            bad.append(BadLine(line, vacancy))
            continue
        key = (vacancy.place, vacancy.cohort, vacancy.year)
        if key in found:
            bad.append(BadLine(line, "this group of this place stands in an earlier line too"))
        found[key] = vacancy
    return tuple(bad) or tuple(found.values())


def _vacancy(row: Mapping[str, str | None], known: Mapping[Kind, Collection[str]]) -> Vacancy | str:
    fields = {name: (row.get(name) or "").strip() for name in COLUMNS}
    kind = KINDS.get(fields["kind"])
    if kind is None:
        return f"{fields['kind']!r} is neither kindergarten nor school"
    if fields["place"] not in known[kind]:
        return f"{fields['place']!r} is no {kind} of the content pack"
    year, units = _whole(fields["year"]), _whole(fields["places"])
    if year is None or not FIRST_YEAR <= year <= LAST_YEAR:
        return f"{fields['year']!r} is no year"
    if units is None or units > MOST_PLACES:
        return f"{fields['places']!r} is no number of places from 0 to {MOST_PLACES}"
    if kind == "school":
        if fields["age"]:
            return "a school has no groups by age: leave it empty"
        return Vacancy(kind, fields["place"], year, year, units)
    age = _whole(fields["age"])
    if age is None or age > OLDEST_IN_KINDERGARTEN:
        return f"{fields['age']!r} is no age from 0 to {OLDEST_IN_KINDERGARTEN}"
    return Vacancy(kind, fields["place"], year - age, year, units)


def _whole(text: str) -> int | None:
    return int(text) if text.isascii() and text.isdigit() else None
