"""Finds free slots: place by place in the order of nearness, a few short statements each."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import Connection, RowMapping

from backend.bookings.repository import capacity, vacancies
from backend.bookings.rules import ResourceRules, level_for
from backend.bookings.values import FreeSlot, SlotFacts

MOST_RESOURCES = 60  # looked at in one search: a read stays short
SELF_SERVICE = ("channel:kiosk",)
INSTANT = timedelta(microseconds=1)
LONGEST = timedelta(days=366)
Suits = Callable[[SlotFacts], bool]


@dataclass(frozen=True, slots=True)
class SlotQuery:
    """What is looked for; `providers` are Place ids, the nearest first."""

    kind: str
    speciality: str
    providers: Sequence[str]
    since: datetime
    until: datetime
    quotas: tuple[str, ...] = SELF_SERVICE
    home_visit: bool | None = None  # None: either


@dataclass(frozen=True, slots=True)
class ResourceFree:
    """A doctor, an office's window or an event, and what is free there."""

    resource: str
    kind: str
    speciality: str
    title: str
    person_name: str
    provider: str
    room: str
    floor: str
    entrance: str
    zone: str
    rules: ResourceRules
    free: int  # of the slots looked at
    first_at: datetime | None


def suits_anybody(facts: SlotFacts) -> bool:
    """For whom nothing is known about."""
    return True


def free_slots(
    connection: Connection, query: SlotQuery, now: datetime, most: int = 20, suits: Suits = suits_anybody
) -> list[FreeSlot]:
    """The first `most` free slots that suit: of the nearest place first, there the soonest first."""
    found: list[FreeSlot] = []
    looked_at = 0
    for provider in query.providers:
        wanted = most - len(found)
        here: list[FreeSlot] = []
        for row in capacity.resources_of(connection, query.kind, query.speciality, provider):
            looked_at += 1
            # Nobody here needs to be looked at beyond the last of those that would be shown already.
            until = here[-1].facts.starts_at + INSTANT if len(here) == wanted else query.until
            free = _free_of(connection, row, _narrowed(query, query.since, until), now, wanted)
            here += [each for each in free if suits(each.facts)]
            here = sorted(here, key=_by_time)[:wanted]
        found += here
        if len(found) == most or looked_at >= MOST_RESOURCES:
            break
    return found


def free_of_resource(
    connection: Connection, resource: str, query: SlotQuery, now: datetime, most: int = 20
) -> list[FreeSlot]:
    """The soonest free slots of one doctor, office or event."""
    row = capacity.resource(connection, resource)
    return [] if row is None or not row["active"] else _free_of(connection, row, query, now, most)


def nearest_in_time(
    connection: Connection, query: SlotQuery, around: datetime, most: int, now: datetime, resource: str = ""
) -> tuple[FreeSlot, ...]:
    """The `most` free slots that begin nearest to a moment, by time; of one resource or all."""

    def found(narrowed: SlotQuery, most: int) -> list[FreeSlot]:
        if resource:
            return free_of_resource(connection, resource, narrowed, now, most)
        return free_slots(connection, narrowed, now, most)

    after = found(_narrowed(query, around, query.until), most)
    same_day = found(_narrowed(query, around - timedelta(hours=12), around), 20)
    nearest = sorted([*after, *same_day], key=lambda free: abs(free.facts.starts_at - around))[:most]
    return tuple(sorted(nearest, key=_by_time))


def bookable(
    connection: Connection,
    kind: str,
    providers: Sequence[str],
    now: datetime,
    most: int = 20,
    quotas: tuple[str, ...] = SELF_SERVICE,
) -> list[ResourceFree]:
    """Every resource of a kind at these places, with its first free time; `free` counts up to `most`."""
    rows = capacity.resources_of_kind(connection, kind, providers)
    windows: dict[tuple[datetime, datetime], list[str]] = {}
    for row in rows:
        windows.setdefault(window_of(_rules_of(row), now, now + LONGEST, now), []).append(row["resource"])
    found: dict[str, tuple[datetime, int]] = {}
    for window, of_resources in windows.items():  # nearly always one: few rules differ in time
        sought = vacancies.Sought(window, quotas, now, most)
        found |= vacancies.first_free(connection, of_resources, sought)
    return [_resource_free(row, *found.get(row["resource"], (None, 0))) for row in rows]


def _resource_free(row: RowMapping, first_at: datetime | None, free: int) -> ResourceFree:
    return ResourceFree(
        resource=row["resource"],
        kind=row["kind"],
        speciality=row["speciality"],
        title=row["title"],
        person_name=row["person_name"],
        provider=row["provider"],
        room=row["room"],
        floor=row["floor"],
        entrance=row["entrance"],
        zone=row["zone"],
        rules=_rules_of(row),
        free=free,
        first_at=first_at,
    )


def _rules_of(row: RowMapping) -> ResourceRules:
    return ResourceRules.model_validate_json(row["rules"])


def window_of(
    rules: ResourceRules, since: datetime, until: datetime, now: datetime
) -> tuple[datetime, datetime]:
    """The part of an interval for which the rules let anybody book now."""
    earliest = now + timedelta(minutes=rules.latest_minutes)
    latest = now + timedelta(days=rules.earliest_days)
    return max(since, earliest), min(until, latest)


def _free_of(
    connection: Connection, row: RowMapping, query: SlotQuery, now: datetime, most: int
) -> list[FreeSlot]:
    rules = _rules_of(row)
    since, until = window_of(rules, query.since, query.until, now)
    if since >= until or most <= 0:
        return []
    sought = vacancies.Sought((since, until), query.quotas, now, most, query.home_visit)
    rows = vacancies.free_of_resource(connection, row["resource"], sought)
    facts = ((_facts(row, found), found[6]) for found in rows)
    return [FreeSlot(each, free, level_for(rules, home_visit=each.home_visit)) for each, free in facts]


def _facts(resource: RowMapping, found: vacancies.FreeRow) -> SlotFacts:
    slot, starts_at, ends_at, substitute, room, home_visit, _ = found
    return SlotFacts(
        slot,
        resource["resource"],
        resource["kind"],
        resource["speciality"],
        resource["title"],
        substitute or resource["person_name"],
        resource["provider"],
        room or resource["room"],
        resource["floor"],
        resource["entrance"],
        resource["zone"],
        starts_at,
        ends_at,
        home_visit,
        "open",
        resource["rules"],
    )


def _narrowed(query: SlotQuery, since: datetime, until: datetime) -> SlotQuery:
    return SlotQuery(
        query.kind,
        query.speciality,
        query.providers,
        max(since, query.since),
        min(until, query.until),
        query.quotas,
        query.home_visit,
    )


def _by_time(free: FreeSlot) -> tuple[datetime, str]:
    return free.facts.starts_at, free.facts.slot
