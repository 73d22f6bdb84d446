"""Stores a provider's timetable: what the file says of a resource's hours replaces what was there."""

from __future__ import annotations

from sqlalchemy import Connection

from backend.bookings.repository import capacity
from backend.bookings.timetable import WEEKDAYS, Timetable


def known_resources(connection: Connection) -> dict[str, str]:
    """The stored resources with their zones."""
    return {row["resource"]: row["zone"] for row in capacity.all_active(connection)}


def store(connection: Connection, timetable: Timetable) -> None:
    """Slots follow when they are opened next; nothing that is booked is touched here."""
    for line in timetable.resources:
        values = line.model_dump(exclude={"what", "rules"})
        capacity.put_resource(connection, {**values, "rules": line.rules.model_dump_json(), "active": True})
    for resource in dict.fromkeys(line.resource for line in timetable.hours):
        capacity.drop_schedules(connection, resource)
    for hours in timetable.hours:
        values = hours.model_dump(exclude={"what"})
        capacity.put_schedule(connection, {**values, "weekday": WEEKDAYS.index(hours.weekday)})
    for exception in timetable.exceptions:
        values = exception.model_dump(exclude={"what"})
        capacity.put_exception(connection, {**values, "kind": exception.what})
