"""The engine's values as the contract tells them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime
from typing import Final

from pydantic import TypeAdapter
from sqlalchemy import Connection

from backend.bookings.rules import ResourceRules, level_for
from backend.bookings.service import looking
from backend.bookings.service.searching import ResourceFree
from backend.bookings.service.waiting_list import Entry
from backend.bookings.values import Booked, FreeSlot, Held, SlotFacts
from backend.contract import bookings as told
from backend.contract.bookings import ResourceKind
from backend.contract.desk import DeskBooking, DeskBookings
from backend.contract.waiting import WaitingEntry
from backend.people import service as people
from backend.people.values import Named
from backend.tickets.composing import TicketMaker, held_seat
from backend.tickets.issuing import is_proven, tickets_of

KIND: Final[TypeAdapter[ResourceKind]] = TypeAdapter(ResourceKind)
NOT_SHOWN: Final = frozenset({"held", "expired", "moved"})


def slot(free: FreeSlot) -> told.FreeSlot:
    return slot_of(free.facts, free.free, free.level)


def resource(free: ResourceFree) -> told.BookableResource:
    return told.BookableResource(
        resource=free.resource,
        kind=KIND.validate_python(free.kind),
        speciality=free.speciality,
        title=free.title,
        doctor=free.person_name,
        place=free.provider,
        room=free.room,
        floor=free.floor,
        entrance=free.entrance,
        zone=free.zone,
        home_visit=free.rules.home_visit,
        free=free.free,
        first_at=free.first_at,
        level=free.rules.level,
    )


def hold(held: Held, rules: ResourceRules) -> told.Hold:
    """`server_time` by the clock that ends the hold: a kiosk counts from it."""
    seats = tuple(map(held_seat, held.seats))
    return told.Hold(
        hold=held.hold,
        token=held.token,
        expires_at=held.expires_at,
        server_time=held.placed_at,
        slot=slot_of(held.slot, len(seats), level_for(rules, home_visit=held.slot.home_visit)),
        seats=seats,
        pay_within_minutes=rules.pay_within_minutes,
    )


def slot_of(facts: SlotFacts, free: int, level: int) -> told.FreeSlot:
    """`level`: of identification that booking it needs."""
    return told.FreeSlot(
        slot=facts.slot,
        resource=facts.resource,
        kind=KIND.validate_python(facts.kind),
        speciality=facts.speciality,
        title=facts.title,
        doctor=facts.person_name,
        place=facts.provider,
        room=facts.room,
        starts_at=facts.starts_at,
        ends_at=facts.ends_at,
        zone=facts.zone,
        free=free,
        home_visit=facts.home_visit,
        level=level,
    )


def own_bookings(
    connection: Connection, found: Sequence[Booked], holder: str, maker: TicketMaker, now: datetime
) -> told.OwnBookings:
    """«Мои записи»: what was only held, and what stands elsewhere by now, is left out."""
    lines = tuple(line for _, line in _lines(connection, found, holder, maker, now))
    return told.OwnBookings(bookings=lines, server_time=now)


def desk_bookings(
    connection: Connection, found: Sequence[Booked], maker: TicketMaker, now: datetime
) -> DeskBookings:
    """The same as a desk sees it: with whom it is for, and how that is known."""
    lines = (
        DeskBooking(
            booking=line,
            person=each.person or "",
            booked_by=each.booked_by,
            channel=each.channel,
            level=each.level,
            created_at=each.created_at,
            unproven=not is_proven(each),
        )
        for each, line in _lines(connection, found, "", maker, now)
    )
    return DeskBookings(bookings=tuple(lines), server_time=now)


def _lines(
    connection: Connection, found: Sequence[Booked], holder: str, maker: TicketMaker, now: datetime
) -> Iterator[tuple[Booked, told.OwnBooking]]:
    shown = [each for each in found if each.number and each.state not in NOT_SHOWN]
    others = people.named(connection, {each.person for each in shown if each.person} - {holder})
    for each, ticket in zip(shown, tickets_of(connection, shown, maker), strict=True):
        line = told.OwnBooking(
            number=each.number,
            state=each.state,
            beneficiary=each.person or "",
            beneficiary_name=_first_name(others.get(each.person or "")),
            may_change=each.state == "confirmed" and each.slot.starts_at > now,
            ticket=ticket,
        )
        yield each, line


def _first_name(named: Named | None) -> str:
    return "" if named is None else f"{named.first_name} {named.last_name[:1]}."


def waiting(entry: Entry) -> WaitingEntry:
    """A place in the line, with what is offered."""
    offer = None
    if entry.offer is not None:
        offer = slot_of(entry.offer.slot, 1, looking.rules_of(entry.offer.slot).level)
    return WaitingEntry(
        entry=entry.entry,
        beneficiary=entry.person,
        resource=entry.wanted.resource,
        speciality=entry.wanted.speciality,
        place=entry.wanted.provider,
        since=entry.since,
        offer=offer,
        offer_until=None if offer is None else entry.offer_until,
    )
