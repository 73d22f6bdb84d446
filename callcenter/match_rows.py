"""Who could have what and does not: counts a measure as rows of a table and of a CSV file. Pure."""

from __future__ import annotations

import csv
from dataclasses import dataclass
from io import StringIO
from typing import Final

from backend.contract.matches import MatchCounts, MeasureCount
from callcenter.kiosk_rows import natural
from callcenter.pack_titles import Titles
from content.formats import date_in_figures, integer
from content.i18n import Words

COLUMNS: Final = ("title", "people")
LONGEST_BAR: Final = 100  # of the drawing's own units
SHOWN_OF_HASH: Final = 7
# What a spreadsheet of this language takes for the next column.
_BETWEEN_COLUMNS: Final = {"ru": ";", "en": ","}


@dataclass(frozen=True, slots=True)
class MatchRow:
    measure: str
    title: str
    people: str
    bar: str  # length in the drawing's units


@dataclass(frozen=True, slots=True)
class Matched:
    """The last matching, in words."""

    day: str
    pack: str
    other_pack: bool  # judged by another version of the rules than this console has
    checked: str
    people: str
    total: str  # measure by measure, so that somebody may stand in it more than once
    measures: str
    rows: tuple[MatchRow, ...]


def matched(
    counts: MatchCounts, titles: Titles, language: str, column: str, *, turned: bool = False
) -> Matched | None:
    """The table, ordered by the column; None where nothing was ever matched."""
    if counts.on is None:
        return None
    most = max((one.people for one in counts.measures), default=0)
    rows = (
        MatchRow(
            one.measure,
            titles.of_measure(one.measure),
            integer(one.people, language),
            f"{one.people / most * LONGEST_BAR:.2f}",
        )
        for one in ordered(counts.measures, titles, column, turned=turned)
    )
    other_pack = counts.pack_hash != titles.pack_hash
    return Matched(
        day=date_in_figures(counts.on),
        pack=counts.pack_hash[:SHOWN_OF_HASH] if other_pack else titles.pack,
        other_pack=other_pack,
        checked=integer(counts.checked, language),
        people=integer(counts.people, language),
        total=integer(sum(one.people for one in counts.measures), language),
        measures=integer(len(counts.measures), language),
        rows=tuple(rows),
    )


def ordered(
    measures: tuple[MeasureCount, ...], titles: Titles, column: str, *, turned: bool = False
) -> tuple[MeasureCount, ...]:
    """Titles from А, people from the most; `turned` the other way round. Equals by title."""
    by_title = sorted(measures, key=lambda one: natural(titles.of_measure(one.measure)))
    if column == "title":
        return tuple(reversed(by_title)) if turned else tuple(by_title)
    return tuple(sorted(by_title, key=lambda one: one.people if turned else -one.people))


def as_csv(counts: MatchCounts, titles: Titles, words: Words) -> bytes:
    """The same counts for a spreadsheet (RFC 4180); the mark at the front tells it the encoding."""
    text = StringIO(newline="")
    table = csv.writer(text, delimiter=_BETWEEN_COLUMNS[words.language])
    table.writerow(words(f"matches.csv.{name}") for name in ("title", "measure", "people", "day", "pack"))
    day = "" if counts.on is None else counts.on.isoformat()
    table.writerows(
        (titles.of_measure(one.measure), one.measure, one.people, day, counts.pack_hash)
        for one in ordered(counts.measures, titles, "people")
    )
    return text.getvalue().encode("utf-8-sig")
