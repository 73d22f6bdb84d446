"""The period a list is asked for in the address."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Final

from backend.errors import Refused

LONGEST: Final = timedelta(days=366)


def interval(since: str, until: str, now: datetime) -> tuple[datetime, datetime]:
    """From now on if nothing else is asked for, at most a year; `parameter-invalid`."""
    try:
        begins = max(datetime.fromisoformat(since), now) if since else now
        latest = begins + LONGEST
        ends = datetime.fromisoformat(until) if until else latest
    except (ValueError, OverflowError):
        raise Refused("parameter-invalid", errors=[{"at": "query.from", "why": "no_moment"}]) from None
    return begins, max(begins, min(ends, latest))
