"""Reports of a period: counts by one feature at a time, never of so few that somebody could be found out."""

from __future__ import annotations

from datetime import date, datetime
from typing import Final, Literal

from backend.contract.base import Contract

FEWEST: Final = 5
"""Fewer than so many are told nowhere: such lines are put together with others into THE_REST."""
THE_REST: Final = "*"
NOT_SAID: Final = ""  # nobody wrote it down, or the caller stayed unnamed
SHORTEST_DAYS: Final = 7
LONGEST_DAYS: Final = 366

ReportName = Literal[
    "contacts_by_topic",
    "contacts_by_channel",
    "contacts_by_outcome",
    "contacts_by_district",
    "requests_by_subject",
    "requests_by_channel",
    "requests_by_district",
    "requests_by_term",
    "cases_by_kind",
    "cases_by_channel",
    "cases_by_district",
    "cases_by_term",
    "unmet_by_kind",
    "unmet_by_subject",
]


class CountLine(Contract):
    """`id` is of the content, a town, or a word of the contract; `kind` of an unmet need, else ""."""

    id: str
    count: int
    kind: str = ""
    title: str = ""  # where only the backend knows it: of stock, of doctors


class ReportTable(Contract):
    """The most first, THE_REST last. `total` is None where there were some, but fewer than FEWEST."""

    name: ReportName
    lines: tuple[CountLine, ...]
    total: int | None
    gathered: int  # how many lines stand in THE_REST


class PartOfPeriod(Contract):
    """A day, a week or a month; the first and the last may be shorter."""

    begins: date
    ends: date  # inclusive
    answered: int
    lost: int


class OperatorLoad(Contract):
    """An operator's work in the period; `talk_seconds` leaves out talks whose end nobody heard."""

    operator: str
    name: str
    contacts: int
    talk_seconds: int
    wrap_up_seconds: int


class PeriodReport(Contract):
    """What happened from `begins` to `ends`, both inclusive; exercises are not in it."""

    begins: date
    ends: date
    tables: tuple[ReportTable, ...]
    parts: tuple[PartOfPeriod, ...]
    operators: tuple[OperatorLoad, ...]
    fewest: int
    server_time: datetime
