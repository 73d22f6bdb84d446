"""When a message goes: not at night, and after a failure later each time. Pure."""

from __future__ import annotations

from datetime import datetime, time, timedelta
from itertools import accumulate
from typing import Final
from zoneinfo import ZoneInfo

from backend.carriers.ports import Channel

QUIET_FROM: Final = time(21)
QUIET_UNTIL: Final = time(9)
RINGING: Final[frozenset[Channel]] = frozenset({"sms"})  # a mail wakes nobody

PAUSES: Final = tuple(
    timedelta(minutes=minutes) for minutes in (1, 2, 5, 15, 30, 60, 120, 240, 240, 480, 480)
)
ATTEMPTS: Final = len(PAUSES) + 1
PATIENCE: Final = tuple(accumulate(PAUSES))[-1]
"""How long a carrier may be down before its first message is given up: over a day."""


def time_to_send(channel: Channel, wanted: datetime, zone: str, useful_until: datetime) -> datetime:
    """`wanted`, or the morning after; at once if it were of no use in the morning."""
    if channel not in RINGING:
        return wanted
    morning = end_of_quiet(wanted, ZoneInfo(zone))
    return wanted if morning is None or morning >= useful_until else morning


def end_of_quiet(moment: datetime, zone: ZoneInfo) -> datetime | None:
    """When people there may be woken, if they may not be now."""
    local = moment.astimezone(zone)
    if QUIET_UNTIL <= local.time() < QUIET_FROM:
        return None
    day = local.date() + timedelta(days=local.time() >= QUIET_FROM)
    return datetime.combine(day, QUIET_UNTIL, zone).astimezone(moment.tzinfo)


def next_try(attempt: int, now: datetime) -> datetime | None:
    """When to try again after the attempt of this number (from 1) failed; None: no more."""
    return now + PAUSES[attempt - 1] if attempt < ATTEMPTS else None
