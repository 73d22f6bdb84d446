"""What a provider may do: close or withdraw slots, also those that are booked already."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from sqlalchemy import Connection

from backend.audit import service as audit
from backend.audit.service import AuditEvent
from backend.bookings.repository import capacity
from backend.bookings.rules import quotas_of
from backend.bookings.service import freeing, holding, looking
from backend.bookings.service.freeing import Ending
from backend.bookings.values import Asking, Booked, FreeSlot, News, Tell, tell_nobody
from backend.errors import Refused

SELF_SERVICE = quotas_of("kiosk", frozenset())


@dataclass(frozen=True, slots=True)
class Displaced:
    """Somebody whose time was taken away, and where they could go instead."""

    booked: Booked = field(repr=False)
    alternatives: tuple[FreeSlot, ...]


def close_slot(
    connection: Connection,
    asking: Asking,
    slot: str,
    reason: str = "",
    tell: Tell = tell_nobody,
) -> tuple[Displaced, ...]:
    """Close a slot; who was booked is cancelled by the provider, told, and shown the nearest other times."""
    facts = looking.slot_facts(connection, slot)
    if facts is None:
        raise Refused("slot-unknown")
    if facts.starts_at <= asking.now:
        raise Refused("slot-past")
    capacity.set_state(connection, slot, "closed")
    displaced = []
    for booked in looking.of_slot(connection, slot):
        why = Ending("cancelled", asking.actor, asking.now, reason or "provider", keeps_place=True)
        freeing.free(connection, booked.booking, why)
        if booked.state == "held":
            continue  # whoever holds it learns it at the confirm button
        alternatives = holding.alternatives_to(connection, facts, asking.now, SELF_SERVICE)
        displaced.append(Displaced(booked, alternatives))
        tell(connection, [News("cancelled", booked, reason or "provider", alternatives)])
    audit.record(connection, AuditEvent(asking.now, asking.actor, "booking.close_slot"))
    return tuple(displaced)


def close_day(
    connection: Connection,
    asking: Asking,
    resource: str,
    day: date,
    reason: str = "",
    tell: Tell = tell_nobody,
) -> tuple[Displaced, ...]:
    """Close what is left of a resource's day, in its own zone, and keep it closed when slots are opened."""
    row = capacity.resource(connection, resource)
    if row is None:
        raise Refused("slot-unknown")
    capacity.put_exception(
        connection,
        {
            "resource": resource,
            "day": day,
            "starts": "",
            "kind": "closed",
            "ends": "",
            "minutes": 0,
            "capacity": 0,
            "substitute": "",
            "room": "",
            "note": reason,
        },
    )
    since, until = day_in_utc(day, row["zone"])
    displaced: list[Displaced] = []
    for found in capacity.open_slots_between(connection, resource, max(since, asking.now), until):
        if found["starts_at"] > asking.now:
            displaced += close_slot(connection, asking, found["slot"], reason, tell)
    return tuple(displaced)


def day_in_utc(day: date, zone: str) -> tuple[datetime, datetime]:
    """The moments at which a local day begins and ends."""
    there = ZoneInfo(zone)
    return (
        datetime.combine(day, time(), there),
        datetime.combine(day + timedelta(days=1), time(), there),
    )
