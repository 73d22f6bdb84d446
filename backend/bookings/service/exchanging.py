"""Schedules, slots and bookings for programs of other institutions: page by page, never by person."""

from __future__ import annotations

from dataclasses import dataclass, fields
from datetime import datetime
from typing import Final, Generic, Literal, TypeVar

from sqlalchemy import Connection, RowMapping

from backend.bookings.repository import exchange
from backend.bookings.repository.exchange import BookingsAsked, Page, ResourcesAsked, SlotsAsked
from backend.bookings.rules import ResourceRules
from backend.bookings.service import looking
from backend.bookings.values import Booked, SlotFacts

__all__ = ["BookingsAsked", "Page", "ResourcesAsked", "SlotsAsked"]

KINDS: Final = frozenset(exchange.KINDS)
MOST_BUSY: Final = 5000  # of one resource in half a year
QUOTA: Final = "channel:fhir"
Occupancy = Literal["free", "busy", "busy-tentative", "busy-unavailable", "withdrawn"]
Item = TypeVar("Item")


@dataclass(frozen=True, slots=True)
class ResourceFacts:
    """A doctor or an office's window."""

    resource: str
    kind: str
    title: str
    provider: str
    speciality: str
    person_name: str
    room: str
    zone: str
    rules: ResourceRules


@dataclass(frozen=True, slots=True)
class SlotNow:
    """A slot as it is for whoever asks over this channel."""

    facts: SlotFacts
    occupancy: Occupancy


@dataclass(frozen=True, slots=True)
class BusyTime:
    """A slot in which somebody is expected; nobody is named."""

    slot: str
    starts_at: datetime
    ends_at: datetime
    capacity: int
    taken: int
    changed_at: datetime


@dataclass(frozen=True, slots=True)
class Listed(Generic[Item]):
    """One page, and whether another follows."""

    items: tuple[Item, ...]
    more: bool


def resources(connection: Connection, asked: ResourcesAsked, page: Page) -> Listed[ResourceFacts]:
    """Doctors and offices that are in service, by id."""
    rows = exchange.resources_page(connection, asked, _with_one_more(page))
    return Listed(tuple(map(_resource, rows[: page.most])), len(rows) > page.most)


def resource(connection: Connection, resource: str) -> ResourceFacts | None:
    found = resources(connection, ResourcesAsked(resource=resource), Page(1)).items
    return found[0] if found else None


def slots(connection: Connection, asked: SlotsAsked, page: Page, now: datetime) -> Listed[SlotNow]:
    """The soonest first."""
    rows = exchange.slots_page(connection, asked, _with_one_more(page), now, QUOTA)
    return Listed(tuple(map(_slot, rows[: page.most])), len(rows) > page.most)


def slot(connection: Connection, slot: str, now: datetime) -> SlotNow | None:
    row = exchange.slot(connection, slot, now, QUOTA)
    return None if row is None else _slot(row)


def bookings(connection: Connection, asked: BookingsAsked, page: Page, now: datetime) -> Listed[Booked]:
    """What stands, the soonest first; the caller writes the journal."""
    rows = exchange.bookings_page(connection, asked, _with_one_more(page), now)
    return Listed(tuple(map(looking.booked_of, rows[: page.most])), len(rows) > page.most)


def any_resource(connection: Connection, resource: str) -> ResourceFacts | None:
    """One of whatever kind, also one out of service."""
    row = exchange.any_resource(connection, resource)
    return None if row is None else _resource(row)


def busy_times(
    connection: Connection, resource: str, since: datetime, until: datetime
) -> tuple[BusyTime, ...]:
    """When somebody is expected there, the soonest first."""
    rows = exchange.busy_slots(connection, resource, (since, until), MOST_BUSY)
    return tuple(BusyTime(**row) for row in rows)


def _with_one_more(page: Page) -> Page:
    return Page(page.most + 1, page.after)


def _resource(row: RowMapping) -> ResourceFacts:
    told = {field.name: row[field.name] for field in fields(ResourceFacts) if field.name != "rules"}
    return ResourceFacts(**told, rules=ResourceRules.model_validate_json(row["rules"]))


def _slot(row: RowMapping) -> SlotNow:
    return SlotNow(looking.facts_of(row), _occupancy(row))


def _occupancy(row: RowMapping) -> Occupancy:
    if row["state"] == "withdrawn":
        return "withdrawn"
    if row["state"] == "closed":
        return "busy-unavailable"
    if row["free"]:
        return "free"
    return "busy-tentative" if row["held"] else "busy"
