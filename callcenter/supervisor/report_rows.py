"""A report in words: sections of tables with their charts, parts of the period, operators' load. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Final

from backend.contract.reports import NOT_SAID, THE_REST, CountLine, PeriodReport, ReportTable
from callcenter import times
from callcenter.pack_titles import Titles
from callcenter.supervisor.charts import Bars, Columns, Pattern, bars_of, columns_of
from content.formats import date_in_figures, integer
from content.i18n import Words

SECTIONS: Final[Mapping[str, tuple[str, ...]]] = {
    "contacts": (
        "contacts_by_topic", "contacts_by_outcome", "contacts_by_channel", "contacts_by_district",
    ),
    "requests": (
        "requests_by_subject", "requests_by_term", "requests_by_channel", "requests_by_district",
    ),
    "cases": ("cases_by_kind", "cases_by_term", "cases_by_channel", "cases_by_district"),
    "unmet": ("unmet_by_kind", "unmet_by_subject"),
}  # fmt: skip
_PATTERNS: Final[Mapping[str, Pattern]] = {
    "done_late": "crossed",
    "overdue": "crossed",
    "soon": "hatched",
    "running": "dotted",
    "no_clock": "empty",
    THE_REST: "empty",
}
PERCENT: Final = 100


@dataclass(frozen=True, slots=True)
class Line:
    """A line of a table; `number` is what is written into a spreadsheet."""

    title: str
    number: int
    count: str
    share: str


@dataclass(frozen=True, slots=True)
class Table:
    """A table with its chart; without lines `note` says why."""

    name: str
    title: str
    column: str
    lines: tuple[Line, ...]
    total: str
    chart: Bars
    summary: str  # the chart in one sentence
    note: str


@dataclass(frozen=True, slots=True)
class PartLine:
    title: str
    answered: int
    lost: int


@dataclass(frozen=True, slots=True)
class LoadLine:
    name: str
    contacts: int
    talk_seconds: int
    wrap_up_seconds: int
    talk: str
    mean: str
    wrap_up: str


@dataclass(frozen=True, slots=True)
class Report:
    """All of the page."""

    period: str
    sections: Mapping[str, tuple[Table, ...]]
    parts: tuple[PartLine, ...]
    parts_chart: Columns
    parts_summary: str
    loads: tuple[LoadLine, ...]
    loads_chart: Bars


class ReportWords:
    """Says a report in one language."""

    def __init__(self, words: Words, titles: Titles) -> None:
        self._words = words
        self._titles = titles

    def report(self, found: PeriodReport) -> Report:
        """The whole of it."""
        tables = {table.name: self._table(table, found.fewest) for table in found.tables}
        parts = tuple(self._part(each.begins, each.ends, each.answered, each.lost) for each in found.parts)
        loads = tuple(
            self._load(each.name, each.contacts, each.talk_seconds, each.wrap_up_seconds)
            for each in found.operators
        )
        return Report(
            period=f"{date_in_figures(found.begins)} – {date_in_figures(found.ends)}",
            sections={
                section: tuple(tables[name] for name in names if name in tables)
                for section, names in SECTIONS.items()
            },
            parts=parts,
            parts_chart=columns_of([(part.title, part.answered, part.lost) for part in parts]),
            parts_summary=self._words(
                "reports.parts.summary",
                answered=self._integer(sum(part.answered for part in parts)),
                lost=self._integer(sum(part.lost for part in parts)),
            ),
            loads=loads,
            loads_chart=bars_of([(load.name, self._integer(load.contacts), load.contacts, "solid")
                                 for load in loads]),
        )  # fmt: skip

    def title_of(self, table: str, line: CountLine) -> str:
        """What a line is called; an id that nobody has words for is shown itself."""
        if line.id == THE_REST:
            return self._words("reports.rest")
        subject = table.partition("_by_")[2]
        if line.id == NOT_SAID:
            return self._words(f"reports.not_said.{subject}")
        if subject == "subject":
            return self._subject(table, line)
        if subject == "topic":
            return self._titles.of_topic(line.id)
        if subject == "outcome":
            return self._titles.of_outcome(line.id)
        key = f"reports.{table}.{line.id}"
        return self._words(key) if key in self._words else line.id

    def _subject(self, table: str, line: CountLine) -> str:
        if table == "requests_by_subject":
            return self._titles.of_measure(line.id)
        if line.kind == "call":
            return self._titles.of_topic(line.id)
        key = f"reports.unmet.search.{line.id}"
        if line.kind == "search" and key in self._words:
            return self._words(key)
        return line.title or line.id

    def _table(self, table: ReportTable, fewest: int) -> Table:
        total = table.total or 0
        rows = [(self.title_of(table.name, line), line) for line in table.lines]
        chart = bars_of(
            [
                (title, self._integer(line.count), line.count, _PATTERNS.get(line.id, "solid"))
                for title, line in rows
            ]
        )
        return Table(
            name=table.name,
            title=self._words(f"reports.{table.name}"),
            column=self._words(f"reports.column.{table.name.partition('_by_')[2]}"),
            lines=tuple(
                Line(title, line.count, self._integer(line.count), _share(line.count, total))
                for title, line in rows
            ),
            total=self._integer(total),
            chart=chart,
            summary=self._summary(rows, total),
            note=self._note(table, fewest),
        )

    def _summary(self, rows: list[tuple[str, CountLine]], total: int) -> str:
        if not rows:
            return ""
        title, line = rows[0]
        return self._words(
            "reports.summary",
            title=title,
            count=self._integer(line.count),
            total=self._integer(total),
            share=_share(line.count, total),
        )

    def _note(self, table: ReportTable, fewest: int) -> str:
        if table.total is None:
            return self._words("reports.too_few", fewest=fewest)
        if not table.lines:
            return self._words("reports.none")
        return self._words.plural("reports.gathered", table.gathered) if table.gathered else ""

    def _part(self, begins: date, ends: date, answered: int, lost: int) -> PartLine:
        if begins == ends:
            return PartLine(begins.strftime("%d.%m"), answered, lost)
        return PartLine(f"{begins:%d.%m}–{ends:%d.%m}", answered, lost)

    def _load(self, name: str, contacts: int, talk: int, wrap_up: int) -> LoadLine:
        return LoadLine(
            name=name,
            contacts=contacts,
            talk_seconds=talk,
            wrap_up_seconds=wrap_up,
            talk=times.duration(talk, self._words),
            mean=times.duration(talk / contacts if contacts else 0, self._words),
            wrap_up=times.duration(wrap_up, self._words),
        )

    def _integer(self, number: int) -> str:
        return integer(number, self._words.language)


def _share(count: int, total: int) -> str:
    return f"{round(count * PERCENT / total)}\u00a0%" if total else ""
