"""Holds the books to what the clients were told, and counts what nobody can have any more."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import partial

from sqlalchemy import Connection, bindparam, func, select, update

from backend.bookings import invariants
from backend.bookings.service import ending, holding
from backend.bookings.tables import bookings, slots
from backend.bookings.values import Asking, Wish, draw_hold
from backend.errors import Refused
from tests.benchmarks import booking_ledger as ledger
from tests.benchmarks.booking_clinic import DOCTORS
from tests.benchmarks.booking_ledger import PROMISED, Reading

_STATES = (
    select(bookings.c.booking, bookings.c.state, bookings.c.number)
    .join(slots, slots.c.slot == bookings.c.slot)
    .where(slots.c.resource.in_(DOCTORS))
)
_ACTIVE = bookings.c.state.in_(invariants.ACTIVE_STATES)
_ROOM = (
    select(slots.c.slot, slots.c.capacity - func.count(bookings.c.booking))
    .select_from(slots.outerjoin(bookings, (bookings.c.slot == slots.c.slot) & _ACTIVE))
    .where(slots.c.resource.in_(DOCTORS))
    .group_by(slots.c.slot, slots.c.capacity)
)
_RUN_OUT = update(bookings).where(bookings.c.state == "held").values(expires_at=bindparam("past"))


@dataclass(frozen=True, slots=True)
class Balance:
    """What the books came to; only `standing` may be other than 0."""

    standing: int
    doubled: int
    lost: int  # promises that the books do not keep
    leaked: int  # seats that are free and cannot be had, and seats that nobody knows of having
    unbalanced: tuple[str, ...]  # codes of the invariants that do not hold


def balance(connection: Connection, told: Reading) -> Balance:
    """Let every hold run out, compare, then take every seat that should be free."""
    _let_run_out(connection)
    now = datetime.now(UTC)
    found = {row.booking: row for row in connection.execute(_STATES)}
    lost = sum(
        each.booking not in found
        or found[each.booking].state not in PROMISED[each.word]
        or (each.word in ledger.IN_HAND and each.number not in {"", found[each.booking].number})
        for each in told.told.values()
    )
    unknown = sum(
        row.state == "confirmed"
        and (row.booking not in told.told or told.told[row.booking].word not in ledger.IN_HAND)
        for row in found.values()
    )
    return Balance(
        standing=sum(row.state == "confirmed" for row in found.values()),
        doubled=invariants.doubled(connection, now),
        lost=lost,
        leaked=unknown + _not_to_be_had(connection, now),
        unbalanced=tuple(invariants.check(connection, now)),
    )


def _let_run_out(connection: Connection) -> None:
    """Half a minute later, without waiting for it."""
    now = datetime.now(UTC)
    connection.execute(_RUN_OUT, {"past": now - timedelta(seconds=1)})
    while ending.expire(connection, now):
        pass


def _not_to_be_had(connection: Connection, now: datetime) -> int:
    """How many seats that no booking stands on are refused to the next who asks; one more must be refused."""
    asking = Asking("operator:books", "operator", 2, now)
    wrong = 0
    for slot, free in connection.execute(_ROOM).all():
        take = partial(_is_had, connection, asking, slot)
        wrong += sum(not take() for _ in range(free)) + take()
    return wrong


def _is_had(connection: Connection, asking: Asking, slot: str) -> bool:
    try:
        holding.hold(connection, asking, Wish(slot), draw_hold())
    except Refused:
        return False
    return True
