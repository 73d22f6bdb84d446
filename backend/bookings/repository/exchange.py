"""Statements for programs that read schedules, slots and what is booked page by page."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from sqlalchemy import (
    ColumnElement,
    Connection,
    RowMapping,
    Select,
    and_,
    false,
    func,
    or_,
    select,
    text,
    tuple_,
)

from backend.bookings.repository.capacity import FACTS, FACTS_JOIN, IS_ACTIVE
from backend.bookings.repository.taking import WHOLE
from backend.bookings.tables import bookings, resources, seats, slots

KINDS: Final = ("doctor", "office")
_OF_CLIENTS = text("bookings.channel = 'fhir'")


@dataclass(frozen=True, slots=True)
class SlotsAsked:
    """Which slots; an empty part asks for nothing in particular."""

    slot: str = ""
    resource: str = ""
    speciality: str = ""
    since: datetime | None = None
    until: datetime | None = None
    states: Collection[str] = ()  # of a slot as `occupancy` tells it


@dataclass(frozen=True, slots=True)
class Page:
    """At most so many, after the one that the last page ended with."""

    most: int
    after: str = ""


def _free_seats(what: Any, now: datetime, quota: str) -> Select[Any]:
    """Of the seats that this channel could take now; an expired hold takes none."""
    taken = (
        select(bookings.c.booking)
        .where(
            bookings.c.slot == seats.c.slot,
            bookings.c.seat == seats.c.seat,
            IS_ACTIVE,
            or_(bookings.c.state != "held", bookings.c.expires_at > now),
        )
        .correlate(seats)
    )
    open_to = or_(seats.c.quota.in_(("", quota)), seats.c.released_at <= now)
    mine = select(what).select_from(seats).where(seats.c.slot == slots.c.slot, open_to)
    return mine.where(~taken.exists()).correlate(slots)


def _holds(what: Any, now: datetime) -> Select[Any]:
    standing = select(what).select_from(bookings)
    return standing.where(
        bookings.c.slot == slots.c.slot, IS_ACTIVE, bookings.c.state == "held", bookings.c.expires_at > now
    ).correlate(slots)


def _slots(now: datetime, quota: str) -> Select[Any]:
    return (
        select(
            *FACTS,
            _free_seats(func.count(), now, quota).scalar_subquery().label("free"),
            _holds(func.count(), now).scalar_subquery().label("held"),
        )
        .select_from(FACTS_JOIN)
        .where(resources.c.kind.in_(KINDS), resources.c.active, slots.c.home_visit.is_(False))
    )


def slot(connection: Connection, slot: str, now: datetime, quota: str) -> RowMapping | None:
    """One slot, also one that was withdrawn."""
    found = connection.execute(_slots(now, quota).where(slots.c.slot == slot))
    return found.mappings().one_or_none()


def slots_page(
    connection: Connection, asked: SlotsAsked, page: Page, now: datetime, quota: str
) -> Sequence[RowMapping]:
    """By start, then id; those that were withdrawn are left out.

    Which slots, is found without a join: with one, SQLite would sort every slot there is before the first.
    """
    served = (
        select(resources.c.resource)
        .where(resources.c.resource == slots.c.resource, resources.c.kind.in_(KINDS), resources.c.active)
        .correlate(slots)
    )
    if asked.speciality:
        served = served.where(resources.c.speciality == asked.speciality)
    wanted = select(slots.c.slot).where(
        slots.c.state != "withdrawn", slots.c.home_visit.is_(False), served.exists()
    )
    if asked.slot:
        wanted = wanted.where(slots.c.slot == asked.slot)
    if asked.resource:
        wanted = wanted.where(slots.c.resource == asked.resource)
    if asked.since is not None:
        wanted = wanted.where(slots.c.starts_at >= asked.since)
    if asked.until is not None:
        wanted = wanted.where(slots.c.starts_at < asked.until)
    if asked.states:
        wanted = wanted.where(or_(*(_in_state(state, now, quota) for state in sorted(asked.states))))
    if page.after:
        last = select(slots.c.starts_at).where(slots.c.slot == page.after).correlate(None).scalar_subquery()
        beyond = tuple_(slots.c.starts_at, slots.c.slot) > tuple_(last, page.after)
        wanted = wanted.where(slots.c.starts_at >= last, beyond)
    ids = wanted.order_by(slots.c.starts_at, slots.c.slot).limit(page.most)
    chosen = list(connection.execute(ids).scalars())
    whole = _slots(now, quota).where(slots.c.slot.in_(chosen)).order_by(slots.c.starts_at, slots.c.slot)
    return connection.execute(whole).mappings().all()


def _in_state(state: str, now: datetime, quota: str) -> ColumnElement[bool]:
    is_open = slots.c.state == "open"
    free = _free_seats(seats.c.seat, now, quota).exists()
    held = _holds(bookings.c.booking, now).exists()
    match state:
        case "free":
            return and_(is_open, free)
        case "busy-tentative":
            return and_(is_open, held, ~free)
        case "busy":
            return and_(is_open, ~free, ~held)
        case "busy-unavailable":
            return slots.c.state == "closed"
    return false()


@dataclass(frozen=True, slots=True)
class ResourcesAsked:
    """Which resources; an empty part asks for nothing in particular."""

    resource: str = ""
    provider: str = ""
    speciality: str = ""
    kind: str = ""


def resources_page(connection: Connection, asked: ResourcesAsked, page: Page) -> Sequence[RowMapping]:
    """Doctors and offices, by id."""
    wanted = select(resources).where(resources.c.kind.in_(KINDS), resources.c.active)
    for column, value in (
        (resources.c.resource, asked.resource),
        (resources.c.provider, asked.provider),
        (resources.c.speciality, asked.speciality),
        (resources.c.kind, asked.kind),
    ):
        if value:
            wanted = wanted.where(column == value)
    if page.after:
        wanted = wanted.where(resources.c.resource > page.after)
    return connection.execute(wanted.order_by(resources.c.resource).limit(page.most)).mappings().all()


@dataclass(frozen=True, slots=True)
class BookingsAsked:
    """Which bookings that stand: a client's own, or all at some places."""

    booked_by: str = ""
    places: Collection[str] = ()
    booking: str = ""
    slot: str = ""
    number: str = ""
    since: datetime | None = None
    until: datetime | None = None
    states: Collection[str] = ()


def bookings_page(
    connection: Connection, asked: BookingsAsked, page: Page, now: datetime
) -> Sequence[RowMapping]:
    """By start, then id; a hold that has run out stands no more."""
    wanted = WHOLE.where(
        IS_ACTIVE,
        resources.c.kind.in_(KINDS),
        or_(bookings.c.state != "held", bookings.c.expires_at > now),
    )
    if asked.places:
        wanted = wanted.where(resources.c.provider.in_(sorted(asked.places)))
    else:
        wanted = wanted.where(_OF_CLIENTS, bookings.c.booked_by == asked.booked_by)
    if asked.booking:
        wanted = wanted.where(bookings.c.booking == asked.booking)
    if asked.slot:
        wanted = wanted.where(bookings.c.slot == asked.slot)
    if asked.number:
        wanted = wanted.where(bookings.c.number == asked.number)
    if asked.since is not None:
        wanted = wanted.where(slots.c.starts_at >= asked.since)
    if asked.until is not None:
        wanted = wanted.where(slots.c.starts_at < asked.until)
    if asked.states:
        wanted = wanted.where(bookings.c.state.in_(sorted(asked.states)))
    if page.after:
        last = (
            select(slots.c.starts_at)
            .join(bookings, bookings.c.slot == slots.c.slot)
            .where(bookings.c.booking == page.after)
            .correlate(None)
            .scalar_subquery()
        )
        wanted = wanted.where(tuple_(slots.c.starts_at, bookings.c.booking) > tuple_(last, page.after))
    ordered = wanted.order_by(slots.c.starts_at, bookings.c.booking).limit(page.most)
    return connection.execute(ordered).mappings().all()


def busy_slots(
    connection: Connection, resource: str, between: tuple[datetime, datetime], most: int
) -> Sequence[RowMapping]:
    """Slots in which somebody is expected, by start; holds are not told: half of them come to nothing."""
    busy = (
        select(
            slots.c.slot,
            slots.c.starts_at,
            slots.c.ends_at,
            slots.c.capacity,
            func.count().label("taken"),
            func.max(bookings.c.confirmed_at).label("changed_at"),
        )
        .join(bookings, bookings.c.slot == slots.c.slot)
        .where(
            slots.c.resource == resource,
            slots.c.starts_at >= between[0],
            slots.c.starts_at < between[1],
            IS_ACTIVE,
            bookings.c.state != "held",
        )
        .group_by(slots.c.slot, slots.c.starts_at, slots.c.ends_at, slots.c.capacity)
        .order_by(slots.c.starts_at)
        .limit(most)
    )
    return connection.execute(busy).mappings().all()


def any_resource(connection: Connection, resource: str) -> RowMapping | None:
    """One of whatever kind, also one out of service."""
    found = connection.execute(select(resources).where(resources.c.resource == resource))
    return found.mappings().one_or_none()
