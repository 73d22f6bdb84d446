"""Statements over messages and reminders, built once."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, RowMapping, and_, bindparam, delete, exists, literal, or_, select, update

from backend.bookings.tables import bookings, resources, slots
from backend.database.upsert import insert_if_absent
from backend.messages.tables import messages, reminders

_IS_WAITING = messages.c.state == "waiting"
_IS_DUE = and_(_IS_WAITING, messages.c.due_at <= bindparam("now"))
_IS_OF_CHANNELS = messages.c.channel.in_(bindparam("channels", expanding=True))
_IS_LATE = messages.c.useful_until <= bindparam("now")
_HAS_DUE = select(exists(select(1).where(_IS_DUE, or_(_IS_OF_CHANNELS, _IS_LATE))))
# SKIP LOCKED: several senders on PostgreSQL pass by each other; SQLite has one writer, and no such words.
_DUE = (
    select(messages.c.message)
    .where(_IS_DUE, _IS_OF_CHANNELS)
    .order_by(messages.c.due_at)
    .limit(bindparam("most"))
    .with_for_update(skip_locked=True)
)
_LATE = (
    select(messages.c.message)
    .where(_IS_DUE, _IS_LATE)
    .limit(bindparam("most"))
    .with_for_update(skip_locked=True)
)
_CLAIM = (
    update(messages)
    .where(messages.c.message.in_(bindparam("found", expanding=True)), _IS_WAITING)
    .values(due_at=bindparam("until"), attempts=messages.c.attempts + 1)
    .returning(*messages.c)
)
# An order may have the number of a booking.
OF_BOOKINGS = ("confirmed", "reminder", "moved", "cancelled", "offered", "ticket")
# Words of its own each: a list that may be of any length is written out anew at every execution.
_IS_OF_BOOKINGS = messages.c.kind.in_([literal(kind) for kind in OF_BOOKINGS])
_WIPED: dict[str, Any] = {"address": None, "subject": None, "body": None}
_AS_CLAIMED = and_(
    messages.c.message == bindparam("of_message"), messages.c.attempts == bindparam("of_attempt"), _IS_WAITING
)
_END = (
    update(messages)
    .where(_AS_CLAIMED)
    .values(state=bindparam("to_state"), code=bindparam("with_code"), ended_at=bindparam("now"), **_WIPED)
)
_END_ALL = (
    update(messages)
    .where(messages.c.message.in_(bindparam("found", expanding=True)), _IS_WAITING)
    .values(state="failed", code=bindparam("with_code"), ended_at=bindparam("now"), **_WIPED)
)
_PUT_BACK = (
    update(messages)
    .where(_AS_CLAIMED)
    .values(due_at=bindparam("until"), code=bindparam("with_code"), attempts=bindparam("to_attempts"))
)
_WITHDRAW = (
    update(messages)
    .where(messages.c.about == bindparam("of_about"), _IS_OF_BOOKINGS, _IS_WAITING)
    .values(state="withdrawn", ended_at=bindparam("now"), **_WIPED)
)
_IS_UNSENT = and_(messages.c.state == "failed", messages.c.settled_at.is_(None))
_UNSENT = (
    select(
        messages.c.message,
        messages.c.kind,
        messages.c.channel,
        messages.c.about,
        messages.c.code,
        messages.c.attempts,
        messages.c.queued_at,
        messages.c.ended_at,
    )
    .where(_IS_UNSENT)
    .order_by(messages.c.ended_at)
    .limit(bindparam("most"))
)
_UNSENT_ONE = select(messages.c.kind, messages.c.channel, messages.c.about).where(
    messages.c.message == bindparam("of_message"), _IS_UNSENT
)
_SETTLE = (
    update(messages)
    .where(messages.c.message == bindparam("of_message"), _IS_UNSENT)
    .values(settled_at=bindparam("now"), settled_by=bindparam("by_actor"))
)
_PURGE = delete(messages).where(messages.c.state != "waiting", messages.c.ended_at < bindparam("before"))
_PURGE_REMINDERS = delete(reminders).where(reminders.c.at < bindparam("before"))
_COMES_AFTER = or_(
    slots.c.starts_at > bindparam("last_start"),
    and_(slots.c.starts_at == bindparam("last_start"), bookings.c.booking > bindparam("last_booking")),
)
_TO_REMIND = (
    select(bookings.c.booking, bookings.c.created_at, slots.c.starts_at, resources.c.zone)
    .join(slots, slots.c.slot == bookings.c.slot)
    .join(resources, resources.c.resource == slots.c.resource)
    .outerjoin(reminders, reminders.c.booking == bookings.c.booking)
    .where(
        bookings.c.state == "confirmed",
        bookings.c.person.is_not(None),
        _COMES_AFTER,
        slots.c.starts_at < bindparam("until"),
        reminders.c.booking.is_(None),
    )
    .order_by(slots.c.starts_at, bookings.c.booking)
    .limit(bindparam("most"))
)


@dataclass(frozen=True, slots=True)
class Claim:
    """One claim of one message; a later one has another number, and this one's outcome counts no more."""

    message: int
    attempt: int

    @property
    def arguments(self) -> dict[str, int]:
        return {"of_message": self.message, "of_attempt": self.attempt}


def add(connection: Connection, row: Mapping[str, Any]) -> bool:
    """False if it was queued before."""
    return insert_if_absent(connection, messages, row)


def has_due(connection: Connection, channels: Iterable[str], now: datetime) -> bool:
    arguments = {"now": now, "channels": sorted(channels)}
    return bool(connection.execute(_HAS_DUE, arguments).scalar_one())


def claim(
    connection: Connection, channels: Iterable[str], now: datetime, until: datetime, most: int
) -> list[RowMapping]:
    """Messages that are due, kept from everybody else until `until`."""
    arguments = {"now": now, "channels": sorted(channels), "most": most}
    found = connection.execute(_DUE, arguments).scalars().all()
    if not found:
        return []
    return list(connection.execute(_CLAIM, {"found": found, "until": until}).mappings())


def end_late(connection: Connection, now: datetime, most: int, code: str) -> None:
    found = connection.execute(_LATE, {"now": now, "most": most}).scalars().all()
    if found:
        connection.execute(_END_ALL, {"found": found, "now": now, "with_code": code})


def end(connection: Connection, claimed: Claim, state: str, code: str, now: datetime) -> None:
    """Only as it was claimed: another claim's, or a withdrawn one's, stays as it is."""
    connection.execute(_END, {**claimed.arguments, "to_state": state, "with_code": code, "now": now})


def put_back(connection: Connection, claimed: Claim, until: datetime, code: str, attempts: int) -> None:
    arguments = {**claimed.arguments, "until": until, "with_code": code, "to_attempts": attempts}
    connection.execute(_PUT_BACK, arguments)


def withdraw(connection: Connection, about: str, now: datetime) -> None:
    connection.execute(_WITHDRAW, {"of_about": about, "now": now})


def unsent(connection: Connection, most: int) -> list[RowMapping]:
    return list(connection.execute(_UNSENT, {"most": most}).mappings())


def unsent_one(connection: Connection, message: int) -> RowMapping | None:
    return connection.execute(_UNSENT_ONE, {"of_message": message}).mappings().one_or_none()


def settle(connection: Connection, message: int, now: datetime, actor: str) -> bool:
    arguments = {"of_message": message, "now": now, "by_actor": actor}
    return connection.execute(_SETTLE, arguments).rowcount > 0


def purge(connection: Connection, messages_before: datetime, reminders_before: datetime) -> None:
    connection.execute(_PURGE, {"before": messages_before})
    connection.execute(_PURGE_REMINDERS, {"before": reminders_before})


def to_remind(
    connection: Connection, last: tuple[datetime, str], until: datetime, most: int
) -> Sequence[RowMapping]:
    """Bookings after the last one that was looked at, by start."""
    arguments = {"last_start": last[0], "last_booking": last[1], "until": until, "most": most}
    return connection.execute(_TO_REMIND, arguments).mappings().all()


def mark_reminded(connection: Connection, booking: str, now: datetime) -> bool:
    """False if somebody did before."""
    return insert_if_absent(connection, reminders, {"booking": booking, "at": now})
