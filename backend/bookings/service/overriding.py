"""What an operator may do against the rules: with a reason, and in the journal."""

from __future__ import annotations

from sqlalchemy import Connection

from backend.audit import service as audit
from backend.audit.service import AuditEvent
from backend.bookings.repository import capacity, taking
from backend.bookings.rules import DESK_CHANNELS
from backend.bookings.service import holding
from backend.bookings.service.seats import seats_now
from backend.bookings.values import Asking, FreshHold, Held, Tell, Wish, tell_nobody
from backend.errors import Refused


def hold_despite_rules(
    connection: Connection,
    asking: Asking,
    wish: Wish,
    fresh: FreshHold,
    reason: str,
    tell: Tell = tell_nobody,
) -> Held:
    """A hold without rules and quotas; a taken seat stays taken. `role-missing` without desk and reason."""
    _must_be_reasoned(asking, reason)
    held = holding.hold(connection, asking, wish, fresh, tell, overrides=True)
    for seat in held.seats:
        taking.add_event(connection, seat.booking, asking.now, asking.actor, "held", reason)
    audit.record(connection, AuditEvent(asking.now, asking.actor, "booking.override", person=wish.person))
    return held


def add_seat(connection: Connection, asking: Asking, slot: str, reason: str) -> int:
    """One seat beyond the plan, kept for operators: «примем сверх плана»; its number."""
    _must_be_reasoned(asking, reason)
    holding.place_of(connection, slot)  # is it open at all
    seats = seats_now(connection, slot, asking.now)
    number = max(seat.seat for seat in seats) + 1
    row = {
        "slot": slot,
        "seat": number,
        "quota": f"channel:{asking.channel}",
        "price_kopecks": seats[-1].price_kopecks,
    }
    capacity.add_seat(connection, row)
    audit.record(connection, AuditEvent(asking.now, asking.actor, "booking.add_seat"))
    return number


def _must_be_reasoned(asking: Asking, reason: str) -> None:
    if asking.channel not in DESK_CHANNELS or not reason.strip():
        raise Refused("role-missing")
