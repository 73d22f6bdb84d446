"""Days and times of slots, as the clock on the wall there shows them."""

from __future__ import annotations

from datetime import date, datetime
from typing import TYPE_CHECKING, Final
from zoneinfo import ZoneInfo

if TYPE_CHECKING:
    from backend.contract.bookings import FreeSlot

ASKED_AT_ONCE: Final = 100
"""So many times are asked for together; as many answers mean that there may be more."""


def at_place(moment: datetime, zone: str) -> datetime:
    return moment.astimezone(ZoneInfo(zone))


def day_of(slot: FreeSlot) -> date:
    return at_place(slot.starts_at, slot.zone).date()


def clock_of(moment: datetime, zone: str) -> str:
    """«09:20»."""
    return at_place(moment, zone).strftime("%H:%M")


def whole_days(slots: tuple[FreeSlot, ...]) -> tuple[tuple[FreeSlot, ...], bool]:
    """The slots of the days that are complete, and whether there may be more after them."""
    if len(slots) < ASKED_AT_ONCE:
        return slots, False
    last = day_of(slots[-1])
    whole = tuple(slot for slot in slots if day_of(slot) != last)
    return whole or slots, True


def days_of(slots: tuple[FreeSlot, ...]) -> tuple[date, ...]:
    return tuple(sorted({day_of(slot) for slot in slots}))


def by_resource(slots: tuple[FreeSlot, ...]) -> tuple[tuple[FreeSlot, ...], ...]:
    """The slots of each doctor or window together, in the order in which they were found."""
    found: dict[tuple[str, str, bool], list[FreeSlot]] = {}
    for slot in slots:
        found.setdefault((slot.resource, slot.doctor, slot.home_visit), []).append(slot)
    return tuple(tuple(of_one) for of_one in found.values())
