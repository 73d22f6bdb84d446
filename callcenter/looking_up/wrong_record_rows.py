"""Reports of wrong records as rows: which record, what is wrong, who said it, what came of it. Pure."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Final
from zoneinfo import ZoneInfo

from backend.contract.wrong_records import WrongRecord, WrongRecords
from callcenter.knowledge.library import Library

SORTED_BY: Final = ("at", "record", "who")


@dataclass(frozen=True, slots=True)
class ReportRow:
    """One report; `address` is "" where the pack has the record no more."""

    report: str
    kind: str
    title: str
    address: str
    what: str
    who: str
    at: str
    is_other_version: bool
    state: str
    answer: str
    settled_by: str
    settled_at: str
    moment: datetime


def rows_of(
    found: WrongRecords, library: Library, zone: ZoneInfo, column: str, *, descending: bool
) -> tuple[list[ReportRow], list[ReportRow]]:
    """Open ones sorted as asked, and those settled lately."""
    rows = [row_of(each, library, zone) for each in found.open]
    rows.sort(key=lambda row: _key(row, column), reverse=descending)
    return rows, [row_of(each, library, zone) for each in found.settled]


def _key(row: ReportRow, column: str) -> tuple[str, ...]:
    if column == "record":
        return row.kind, row.title
    return (row.who,) if column == "who" else (row.moment.isoformat(),)


def row_of(report: WrongRecord, library: Library, zone: ZoneInfo) -> ReportRow:
    """The row of one report."""
    entry = library.entry(report.kind, report.entry)
    return ReportRow(
        report=report.report,
        kind=library.words(f"knowledge.kind.{report.kind}"),
        title=report.entry if entry is None else entry.title.in_language(library.language),
        address="" if entry is None else f"/knowledge/{report.kind}/{report.entry}",
        what=report.what,
        who=report.reported_by,
        at=told(report.reported_at, zone),
        is_other_version=bool(report.pack_hash) and report.pack_hash != library.pack_hash,
        state=library.words(f"errors.state.{report.state}"),
        answer=report.answer,
        settled_by=report.settled_by,
        settled_at="" if report.settled_at is None else told(report.settled_at, zone),
        moment=report.reported_at,
    )


def told(moment: datetime, zone: ZoneInfo) -> str:
    return f"{moment.astimezone(zone):%d.%m.%Y %H:%M}"
