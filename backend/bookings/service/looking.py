"""Bookings as they stand, by id, number, party or person."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from sqlalchemy import Connection, RowMapping

from backend.bookings.repository import capacity, taking
from backend.bookings.rules import ResourceRules
from backend.bookings.values import Booked, SlotFacts, TakenSeat

MOST_OWN = 50  # a read stays short
_FACTS = tuple(SlotFacts.__dataclass_fields__)


def by_id(connection: Connection, booking: str) -> Booked | None:
    row = taking.by_id(connection, booking)
    return None if row is None else booked_of(row)


def by_number(connection: Connection, number: str) -> Booked | None:
    """The booking that stands under the number, or else the last that did."""
    row = taking.by_number(connection, number)
    return None if row is None else booked_of(row)


def all_resources(connection: Connection) -> list[RowMapping]:
    """Every doctor, office and hall that is booked here, by id."""
    return capacity.all_active(connection)


def of_party(connection: Connection, party: str) -> tuple[Booked, ...]:
    """The seats that were held in one go."""
    return tuple(map(booked_of, taking.of_party(connection, party)))


def of_persons(connection: Connection, persons: Iterable[str], now: datetime) -> tuple[Booked, ...]:
    """«Мои записи»: what is still to come, the nearest first; the caller writes the journal."""
    return tuple(map(booked_of, taking.of_persons(connection, sorted(persons), now, MOST_OWN)))


def of_slot(connection: Connection, slot: str) -> tuple[Booked, ...]:
    """Who is expected, by seat; the caller writes the journal."""
    return tuple(map(booked_of, taking.active_of_slot(connection, slot)))


def slot_facts(connection: Connection, slot: str) -> SlotFacts | None:
    row = capacity.slot(connection, slot)
    return None if row is None else facts_of(row)


def booked_of(row: RowMapping) -> Booked:
    return Booked(
        booking=row["booking"],
        party=row["party"],
        number=row["number"] or "",
        person=row["person"],
        state=row["booking_state"],
        slot=facts_of(row),
        seat=TakenSeat(
            row["booking"],
            row["seat"],
            row["label"],
            row["seat_kind"],
            row["price_kopecks"],
            row["row"],
            row["place"],
            row["full_kopecks"] - row["price_kopecks"],
        ),
        channel=row["channel"],
        level=row["level"],
        booked_by=row["booked_by"],
        created_at=row["created_at"],
        expires_at=row["expires_at"],
        moved_to=row["moved_to"],
        category=row["category"],
        note_kind=row["note_kind"],
        hold_token_hash=row["hold_token_hash"],
    )


def facts_of(row: RowMapping) -> SlotFacts:
    return SlotFacts(**{name: row[name] for name in _FACTS})


def rules_of(facts: SlotFacts) -> ResourceRules:
    return ResourceRules.model_validate_json(facts.rules)
