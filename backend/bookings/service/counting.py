"""Counts what is free by days, as the calendar on the wall there has them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Final

from sqlalchemy import Connection

from backend.bookings.repository import vacancies
from backend.bookings.service.searching import SELF_SERVICE, ResourceFree, window_of
from backend.moment import day_of

MOST_DAYS: Final = 60
EVERYTHING: Final = 0  # nothing is cut off: the days are bounded, and so are the resources of one place


@dataclass(frozen=True, slots=True)
class FreeDay:
    """A day on which something is free."""

    day: date  # in the resources' own zone
    free: int  # seats
    first_at: datetime


def free_days(
    connection: Connection,
    of_place: Iterable[ResourceFree],
    since: datetime,
    until: datetime,
    now: datetime,
    quotas: tuple[str, ...] = SELF_SERVICE,
) -> list[FreeDay]:
    """Days with free seats of these resources of one place, each within its own rules, in order."""
    windows: dict[tuple[datetime, datetime], list[ResourceFree]] = {}
    for each in of_place:
        windows.setdefault(window_of(each.rules, since, until, now), []).append(each)
    days: dict[date, FreeDay] = {}
    for window, of_resources in windows.items():
        names = [each.resource for each in of_resources]
        sought = vacancies.Sought(window, quotas, now, EVERYTHING)
        for starts_at, free in vacancies.free_at(connection, names, sought):
            day = day_of(starts_at, of_resources[0].zone)
            known = days.get(day)
            days[day] = FreeDay(
                day,
                free + (known.free if known else 0),
                min(starts_at, known.first_at) if known else starts_at,
            )
    return [days[day] for day in sorted(days)]
