"""Writes down that something was asked for and is not there, where it happens. Nobody is named.

Counted are: a booking that has no free time; a medicine or a book that is nowhere to be had; a search that
finds nothing. Of searches only the kind is kept: people type names, numbers and illnesses.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Final, Literal

from sqlalchemy import Connection

from backend.unmet import repository

Kind = Literal["booking", "goods", "search"]
Channel = Literal["kiosk", "phone"]

SPAN: Final = timedelta(minutes=10)  # who asks again within it still has the same wish
KEPT: Final = timedelta(days=3 * 366)


@dataclass(frozen=True, slots=True)
class InVain:
    """What was not there, and at whose device it was asked for."""

    kind: Kind
    subject: str
    channel: Channel
    asker: str  # the kiosk or the operator
    place: str = ""


def note(connection: Connection, wish: InVain, now: datetime) -> bool:
    """Whether this is a new wish."""
    row = {
        "span": span_of(now),
        "kind": wish.kind,
        "subject": wish.subject,
        "place": wish.place,
        "channel": wish.channel,
        "asker": wish.asker,
    }
    return repository.add(connection, row)


def span_of(now: datetime) -> datetime:
    """The beginning of the span that `now` lies in."""
    seconds = int(SPAN.total_seconds())
    return datetime.fromtimestamp(int(now.timestamp()) // seconds * seconds, UTC)


def purge(connection: Connection, now: datetime) -> None:
    repository.forget(connection, now - KEPT)
