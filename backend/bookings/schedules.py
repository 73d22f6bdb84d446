"""Cuts a day's hours into slots: templates, then the calendar, then exceptions; pure.

Hours are local and become moments through the zone. Where clocks go forward an hour does not exist and no
slot is made in it; where they go back an hour comes twice and is worked once, the first time.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time, timedelta
from typing import Literal
from zoneinfo import ZoneInfo

from content.calendar import SHUT, Day, DayKind

SHORTER_BY = timedelta(hours=1)  # ТК РФ, ст. 95
WHOLE_DAY = ("00:00", "24:00")


@dataclass(frozen=True, slots=True)
class Hours:
    """A template: these hours on this day of the week."""

    weekday: int
    starts: str  # "HH:MM", local
    ends: str
    valid_from: date
    valid_to: date | None  # inclusive
    minutes: int
    capacity: int
    room: str = ""
    home_visit: bool = False
    quota: str = ""  # for whom seats are kept: "channel:operator", "category:<id>"
    quota_seats: int = 0  # of each slot; 0: all of them
    released_hours: int = 0  # before the start they are anybody's; 0: never


@dataclass(frozen=True, slots=True)
class DayException:
    """What is different on one day; without hours it is about the whole day."""

    day: date
    starts: str
    ends: str
    kind: Literal["closed", "extra", "replaced"]
    minutes: int = 0
    capacity: int = 0
    substitute: str = ""
    room: str = ""


@dataclass(frozen=True, slots=True)
class PlannedSlot:
    """A slot as the schedule wants it."""

    starts_at: datetime  # UTC
    ends_at: datetime
    capacity: int
    substitute: str
    room: str
    home_visit: bool
    quota: str = ""
    quota_seats: int = 0
    released_at: datetime | None = None

    def kept(self, seat: int) -> tuple[str, datetime | None]:
        """For whom the seat of this number is kept, and until when; ("", None) if for nobody."""
        return (self.quota, self.released_at) if seat <= self.quota_seats else ("", None)


@dataclass(frozen=True, slots=True)
class _Piece:
    """A slot in minutes of the local day."""

    since: int
    until: int
    hours: Hours
    substitute: str = ""
    room: str = ""


def cut(
    day: date, calendar_day: Day, templates: Iterable[Hours], exceptions: Sequence[DayException], zone: str
) -> list[PlannedSlot]:
    """The slots of a day, in order of time; no two of them begin together or overlap."""
    pieces = _regular(day, calendar_day, templates)
    for exception in exceptions:
        if exception.day == day:
            pieces = _changed(pieces, exception)
    planned: list[PlannedSlot] = []
    for piece in _without_overlaps(pieces):
        slot = _in_utc(day, piece, ZoneInfo(zone))
        if slot is not None and (not planned or slot.starts_at >= planned[-1].ends_at):
            planned.append(slot)
    return planned


def _regular(day: date, calendar_day: Day, templates: Iterable[Hours]) -> list[_Piece]:
    if calendar_day.kind in SHUT:
        return []
    running = [
        hours
        for hours in templates
        if hours.weekday == calendar_day.weekday
        and hours.valid_from <= day
        and (hours.valid_to is None or day <= hours.valid_to)
    ]
    pieces = [piece for hours in running for piece in _pieces(hours)]
    if calendar_day.kind is DayKind.SHORTENED and pieces:
        end = max(minutes_of(hours.ends) for hours in running) - int(SHORTER_BY.total_seconds()) // 60
        pieces = [piece for piece in pieces if piece.until <= end]
    return pieces


def _pieces(hours: Hours) -> Iterator[_Piece]:
    since, end = minutes_of(hours.starts), minutes_of(hours.ends)
    while since + hours.minutes <= end:
        yield _Piece(since, since + hours.minutes, hours, room=hours.room)
        since += hours.minutes


def _changed(pieces: list[_Piece], exception: DayException) -> list[_Piece]:
    since = minutes_of(exception.starts or WHOLE_DAY[0])
    until = minutes_of(exception.ends or WHOLE_DAY[1])
    match exception.kind:
        case "closed":
            return [piece for piece in pieces if piece.until <= since or piece.since >= until]
        case "extra":
            hours = Hours(
                exception.day.weekday(),
                exception.starts,
                exception.ends,
                exception.day,
                exception.day,
                exception.minutes,
                exception.capacity,
                exception.room,
            )
            extra = [replace(piece, substitute=exception.substitute) for piece in _pieces(hours)]
            return [*pieces, *extra]
        case "replaced":
            return [
                replace(piece, substitute=exception.substitute, room=exception.room or piece.room)
                if piece.since < until and piece.until > since
                else piece
                for piece in pieces
            ]


def _without_overlaps(pieces: list[_Piece]) -> list[_Piece]:
    """One doctor is in one place: what was written first stands."""
    kept: list[_Piece] = []
    for piece in pieces:
        if all(piece.until <= other.since or piece.since >= other.until for other in kept):
            kept.append(piece)
    return sorted(kept, key=lambda piece: piece.since)


def _in_utc(day: date, piece: _Piece, zone: ZoneInfo) -> PlannedSlot | None:
    starts_at = moment_of(day, piece.since, zone)
    if starts_at is None:
        return None
    hours = piece.hours
    return PlannedSlot(
        starts_at,
        starts_at + timedelta(minutes=hours.minutes),
        hours.capacity,
        piece.substitute,
        piece.room,
        hours.home_visit,
        hours.quota,
        (hours.quota_seats or hours.capacity) if hours.quota else 0,
        starts_at - timedelta(hours=hours.released_hours) if hours.released_hours else None,
    )


def moment_of(day: date, minutes: int, zone: ZoneInfo) -> datetime | None:
    """The moment of a local time, in UTC; None if clocks jump over it, the first if it comes twice."""
    local = datetime.combine(day, time(), zone) + timedelta(minutes=minutes)  # wall-clock arithmetic
    moment = local.astimezone(UTC)
    return moment if moment.astimezone(zone).replace(tzinfo=None) == local.replace(tzinfo=None) else None


def minutes_of(text: str) -> int:
    """«09:30» → 570; «24:00» is the end of the day."""
    hours, minutes = text.split(":")
    return int(hours) * 60 + int(minutes)
