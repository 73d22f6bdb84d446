"""Turns a hold into a booking: guarded by its state and its end, with a number for each seat."""

from __future__ import annotations

from dataclasses import replace

from sqlalchemy import Connection

from backend.bookings.numbers import FreshNumbers, enough_for
from backend.bookings.repository import lines, taking
from backend.bookings.service import looking
from backend.bookings.service.clocks import by_shared_clock
from backend.bookings.service.proving import prove
from backend.bookings.values import MOVING, Asking, Booked, News, Proof, Tell, tell_nobody
from backend.errors import Refused


def confirm(
    connection: Connection,
    asking: Asking,
    hold: str,
    proof: Proof,
    fresh: FreshNumbers,
    tell: Tell = tell_nobody,
) -> tuple[Booked, ...]:
    """The bookings, one a seat; once more for the same hold gives the same.

    `booking-unknown`, `hold-expired`, `hold-lost` (released, or ended by the provider).
    """
    asking = by_shared_clock(connection, asking)
    party = looking.of_party(connection, hold)
    if not party or any(booked.note_kind == MOVING for booked in party):
        raise Refused("booking-unknown")  # a seat kept for a move becomes nobody's second booking
    for booked in party:
        prove(booked, proof)
    if all(booked.state in {"confirmed", "arrived"} for booked in party):
        return party
    numbers = _free_numbers(connection, fresh, len(party))
    for booked, number in zip(party, numbers, strict=True):
        if not taking.confirm(connection, booked.booking, number, asking.now):
            raise Refused(_why_not(booked, asking))
        taking.add_event(connection, booked.booking, asking.now, asking.actor, "confirmed")
        lines.settle(connection, booked.booking, "taken")
    confirmed = tuple(
        replace(booked, state="confirmed", number=number)
        for booked, number in zip(party, numbers, strict=True)
    )
    tell(connection, [News("confirmed", booked) for booked in confirmed])
    return confirmed


def _free_numbers(connection: Connection, fresh: FreshNumbers, wanted: int) -> list[str]:
    drawn = fresh.numbers[: enough_for(wanted)]  # enough for these; more would only be asked for
    taken = taking.taken_numbers(connection, drawn)
    free = [number for number in drawn if number not in taken]
    if len(free) < wanted:
        raise Refused("database-busy")  # the next try draws others
    return free[:wanted]


def _why_not(booked: Booked, asking: Asking) -> str:
    run_out = booked.expires_at is not None and booked.expires_at <= asking.now
    return "hold-expired" if run_out or booked.state == "expired" else "hold-lost"
