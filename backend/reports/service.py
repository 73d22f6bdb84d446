"""A period's report: each table counted by the database, then told as the rule of small counts lets."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Final
from zoneinfo import ZoneInfo

from sqlalchemy import Connection, RowMapping

from backend.audit import service as audit
from backend.audit.service import AuditEvent
from backend.contract.reports import (
    FEWEST,
    LONGEST_DAYS,
    SHORTEST_DAYS,
    CountLine,
    OperatorLoad,
    PartOfPeriod,
    PeriodReport,
    ReportName,
    ReportTable,
)
from backend.errors import Refused
from backend.reports import repository
from backend.reports.small_counts import table_of

DAYS_BY_DAY: Final = 31  # a longer period is told by weeks,
DAYS_BY_WEEK: Final = 183  # and one longer than this by months
SOON: Final = timedelta(days=3)
IN_A_CALL: Final = "call"
_ONE_DAY: Final = timedelta(days=1)
_UNMET_BY_KIND: Final[ReportName] = "unmet_by_kind"
_UNMET_BY_SUBJECT: Final[ReportName] = "unmet_by_subject"


@dataclass(frozen=True, slots=True)
class Period:
    """Days of the region, both inclusive; `report-period` for too few, too many or none."""

    begins: date
    ends: date
    zone: ZoneInfo

    def __post_init__(self) -> None:
        if not SHORTEST_DAYS <= (self.ends - self.begins).days + 1 <= LONGEST_DAYS:
            raise Refused("report-period", shortest=SHORTEST_DAYS, longest=LONGEST_DAYS)

    @property
    def moments(self) -> tuple[datetime, datetime]:
        """Since when, and before when."""
        return moments_of(self.begins, self.ends, self.zone)

    def parts(self) -> Iterator[tuple[date, date]]:
        """The first and the last day of each day, week or month of it."""
        begins = self.begins
        while begins <= self.ends:
            ends = min(self._end_of_part(begins), self.ends)
            yield begins, ends
            begins = ends + _ONE_DAY

    def _end_of_part(self, day: date) -> date:
        length = (self.ends - self.begins).days + 1
        if length <= DAYS_BY_DAY:
            return day
        if length <= DAYS_BY_WEEK:
            return day + timedelta(days=6 - day.weekday())
        following = date(day.year + day.month // 12, day.month % 12 + 1, 1)
        return following - _ONE_DAY


def moments_of(begins: date, ends: date, zone: ZoneInfo) -> tuple[datetime, datetime]:
    """From the first midnight to the one after the last day."""
    first, after = (datetime.combine(day, datetime.min.time(), zone) for day in (begins, ends + _ONE_DAY))
    return first, after


def note_look(connection: Connection, operator: str, now: datetime) -> None:
    """Periods that differ by a day would tell of that day: who asks for them stands in the journal."""
    audit.record(connection, AuditEvent(now, f"operator:{operator}", "report.view"))


def report(
    connection: Connection, period: Period, unmet_outcomes: Sequence[str], now: datetime
) -> PeriodReport:
    """The whole report of a period."""
    since, before = period.moments
    today = now.astimezone(period.zone).date()
    counted = {
        name: _lines(repository.counts(connection, name, since, before, today, today + SOON))
        for name in repository.NAMES
    }
    in_calls = _lines(repository.unmet_in_calls(connection, tuple(unmet_outcomes), since, before))
    counted[_UNMET_BY_SUBJECT] += [line.model_copy(update={"kind": IN_A_CALL}) for line in in_calls]
    counted[_UNMET_BY_KIND].append(CountLine(id=IN_A_CALL, count=sum(line.count for line in in_calls)))
    return PeriodReport(
        begins=period.begins,
        ends=period.ends,
        tables=tuple(_titled(connection, table_of(name, lines)) for name, lines in counted.items()),
        parts=tuple(_part(connection, period, *days) for days in period.parts()),
        operators=tuple(_load(row) for row in _by_name(repository.loads(connection, since, before))),
        fewest=FEWEST,
        server_time=now,
    )


def _titled(connection: Connection, table: ReportTable) -> ReportTable:
    """With the names that no content pack has."""
    if table.name != _UNMET_BY_SUBJECT:
        return table
    known = {
        kind: repository.titles(connection, kind, [line.id for line in table.lines if line.kind == kind])
        for kind in {line.kind for line in table.lines}
    }
    named = (line.model_copy(update={"title": known[line.kind].get(line.id, "")}) for line in table.lines)
    return table.model_copy(update={"lines": tuple(named)})


def _lines(rows: list[RowMapping]) -> list[CountLine]:
    return [CountLine(id=row["id"], count=row["count"], kind=row["kind"]) for row in rows]


def _part(connection: Connection, period: Period, begins: date, ends: date) -> PartOfPeriod:
    row = repository.part(connection, *moments_of(begins, ends, period.zone))
    return PartOfPeriod(begins=begins, ends=ends, answered=int(row["answered"]), lost=int(row["lost"]))


def _load(row: RowMapping) -> OperatorLoad:
    return OperatorLoad(
        operator=row["operator"],
        name=row["name"],
        contacts=row["contacts"],
        talk_seconds=round(row["talk_seconds"]),
        wrap_up_seconds=round(row["wrap_up_seconds"]),
    )


def _by_name(rows: list[RowMapping]) -> list[RowMapping]:
    return sorted(rows, key=lambda row: (row["name"], row["operator"]))
