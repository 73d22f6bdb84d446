"""Statements over bookings, claims and what happened to them, built once."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from functools import cache
from typing import Any

from sqlalchemy import (
    BindParameter,
    Connection,
    RowMapping,
    Select,
    bindparam,
    delete,
    func,
    insert,
    select,
    text,
    update,
)

from backend.bookings.repository.capacity import FACTS, IS_ACTIVE
from backend.bookings.tables import ACTIVE, booking_claims, booking_events, bookings, resources, seats, slots
from backend.database.upsert import insert_if_absent, insert_or_update

WHOLE = select(
    *FACTS,
    bookings.c.booking,
    bookings.c.party,
    bookings.c.number,
    bookings.c.person,
    bookings.c.state.label("booking_state"),
    bookings.c.seat,
    bookings.c.channel,
    bookings.c.level,
    bookings.c.booked_by,
    bookings.c.created_at,
    bookings.c.expires_at,
    bookings.c.hold_token_hash,
    bookings.c.moved_to,
    bookings.c.category,
    bookings.c.note_kind,
    bookings.c.price_kopecks,
    seats.c.label,
    seats.c.kind.label("seat_kind"),
    seats.c.row,
    seats.c.place,
    seats.c.price_kopecks.label("full_kopecks"),
).select_from(
    bookings.join(slots, slots.c.slot == bookings.c.slot)
    .join(resources, resources.c.resource == slots.c.resource)
    .join(seats, (seats.c.slot == bookings.c.slot) & (seats.c.seat == bookings.c.seat))
)
_BY_ID = WHOLE.where(bookings.c.booking == bindparam("of_booking"))
_OF_PARTY = WHOLE.where(bookings.c.party == bindparam("of_party")).order_by(bookings.c.seat)
_BY_NUMBER = (
    WHOLE.where(bookings.c.number == bindparam("of_number"))
    .order_by(
        text(f"bookings.state IN {ACTIVE} DESC"),
        text("bookings.state = 'moved'"),  # another row of the same number tells how it went on
        bookings.c.created_at.desc(),
    )
    .limit(1)
)
_OF_PERSONS = (
    WHOLE.where(
        bookings.c.person.in_(bindparam("persons", expanding=True)),
        slots.c.ends_at > bindparam("since"),
    )
    .order_by(slots.c.starts_at, bookings.c.booking)
    .limit(bindparam("most"))
)
_ACTIVE_OF_SLOT = WHOLE.where(bookings.c.slot == bindparam("of_slot"), IS_ACTIVE).order_by(bookings.c.seat)
_EXPIRED = (
    WHOLE.where(text("bookings.state = 'held'"), bookings.c.expires_at <= bindparam("now"))
    .order_by(bookings.c.expires_at)
    .limit(bindparam("most"))
)
_OVER = (
    select(bookings.c.booking)
    .join(slots, slots.c.slot == bookings.c.slot)
    .where(text("bookings.state IN ('confirmed', 'arrived')"), slots.c.ends_at < bindparam("before"))
    .limit(bindparam("most"))
)
_OVERLAPPING = (
    select(bookings.c.booking)
    .join(slots, slots.c.slot == bookings.c.slot)
    .where(
        bookings.c.person == bindparam("of_person"),
        IS_ACTIVE,
        slots.c.starts_at < bindparam("until"),
        slots.c.ends_at > bindparam("since"),
        bookings.c.party != bindparam("not_party"),
        bookings.c.level > 0,  # anybody can have asked for somebody without a card
    )
)
_CONFIRM = (
    update(bookings)
    .where(
        bookings.c.booking == bindparam("of_booking"),
        bookings.c.state == "held",
        bookings.c.expires_at > bindparam("now"),
    )
    .values(state="confirmed", number=bindparam("new_number"), confirmed_at=bindparam("now"))
)
_ARRIVE = (
    update(bookings)
    .where(bookings.c.booking == bindparam("of_booking"), bookings.c.state == "confirmed")
    .values(state="arrived")
)
_END = (
    update(bookings)
    .where(bookings.c.booking == bindparam("of_booking"), IS_ACTIVE)
    .values(
        state=bindparam("state_after"),
        ended_at=bindparam("now"),
        ended_by=bindparam("actor"),
        ended_reason=bindparam("reason"),
        moved_to=bindparam("successor"),
    )
)
_AIM = (
    update(bookings)
    .where(bookings.c.booking == bindparam("of_booking"), bookings.c.state == "confirmed")
    .values(moved_to=bindparam("target"))
)
_RENOTE = (
    update(bookings)
    .where(bookings.c.booking == bindparam("of_booking"))
    .values(note_kind=bindparam("new_note"))
)
_CLAIM_HOLDER = select(booking_claims.c.booking).where(
    booking_claims.c.person == bindparam("of_person"), booking_claims.c.claim == bindparam("of_claim")
)
_DROP_CLAIMS = delete(booking_claims).where(booking_claims.c.booking == bindparam("of_booking"))
_NEXT_STEP = (
    select(func.coalesce(func.max(booking_events.c.step), 0) + 1)
    .where(booking_events.c.booking == bindparam("of_booking"))
    .scalar_subquery()
)
_EVENT = insert(booking_events).from_select(
    ["booking", "step", "at", "actor", "what", "reason"],
    select(
        bindparam("of_booking", type_=booking_events.c.booking.type),
        _NEXT_STEP,
        bindparam("at", type_=booking_events.c.at.type),
        bindparam("by", type_=booking_events.c.actor.type),
        bindparam("after", type_=booking_events.c.what.type),
        bindparam("why", type_=booking_events.c.reason.type),
    ),
)
_CLAIMS_BEGINNING = select(booking_claims.c.claim, booking_claims.c.booking).where(
    booking_claims.c.person == bindparam("of_person"),
    booking_claims.c.claim.startswith(bindparam("beginning"), autoescape=False),
)
TURN = "turn"  # the claim whose row makes two holds of one person wait for each other


def by_id(connection: Connection, booking: str) -> RowMapping | None:
    return connection.execute(_BY_ID, {"of_booking": booking}).mappings().one_or_none()


def by_number(connection: Connection, number: str) -> RowMapping | None:
    """The booking that stands under the number, or else the last that did."""
    return connection.execute(_BY_NUMBER, {"of_number": number}).mappings().one_or_none()


def of_party(connection: Connection, party: str) -> list[RowMapping]:
    return list(connection.execute(_OF_PARTY, {"of_party": party}).mappings())


def of_persons(
    connection: Connection, persons: Sequence[str], since: datetime, most: int
) -> list[RowMapping]:
    """Bookings whose slots end after `since`, the nearest first."""
    asked = {"persons": list(persons), "since": since, "most": most}
    return list(connection.execute(_OF_PERSONS, asked).mappings())


def active_of_slot(connection: Connection, slot: str) -> list[RowMapping]:
    return list(connection.execute(_ACTIVE_OF_SLOT, {"of_slot": slot}).mappings())


def expired(connection: Connection, now: datetime, most: int) -> list[RowMapping]:
    return list(connection.execute(_EXPIRED, {"now": now, "most": most}).mappings())


def over(connection: Connection, before: datetime, most: int) -> list[str]:
    """Bookings that stand although their time is past."""
    return list(connection.execute(_OVER, {"before": before, "most": most}).scalars())


def overlapping(
    connection: Connection, person: str, between: tuple[datetime, datetime], but_party: str
) -> list[str]:
    """The person's other bookings at this time."""
    asked = {"of_person": person, "since": between[0], "until": between[1], "not_party": but_party}
    return list(connection.execute(_OVERLAPPING, asked).scalars())


def enter(connection: Connection, row: Mapping[str, Any]) -> bool:
    """False if the seat is taken: the unique index decides."""
    return insert_if_absent(connection, bookings, row)


def confirm(connection: Connection, booking: str, number: str, now: datetime) -> bool:
    """Whether it was a hold that had not run out."""
    asked = {"of_booking": booking, "new_number": number, "now": now}
    return connection.execute(_CONFIRM, asked).rowcount == 1


def arrive(connection: Connection, booking: str) -> bool:
    return connection.execute(_ARRIVE, {"of_booking": booking}).rowcount == 1


def end(connection: Connection, booking: str, values: Mapping[str, Any]) -> bool:
    """Whether it stood until now."""
    return connection.execute(_END, {"of_booking": booking, **values}).rowcount == 1


def aim(connection: Connection, booking: str, target: str) -> bool:
    """Note the hold to which a booking is about to be moved; whether it stands at all."""
    return connection.execute(_AIM, {"of_booking": booking, "target": target}).rowcount == 1


def renote(connection: Connection, booking: str, note_kind: str) -> None:
    connection.execute(_RENOTE, {"of_booking": booking, "new_note": note_kind})


def taken_numbers(connection: Connection, numbers: Sequence[str]) -> set[str]:
    """Those that stand on anybody's paper, also of what has ended: its code would open another's."""
    named = {f"number_{place}": number for place, number in enumerate(numbers)}
    found = connection.execute(_numbers_taken(len(named)), named).scalars()
    return {number for number in found if number is not None}


def take_turn(connection: Connection, person: str, booking: str) -> None:
    """Write the person's turn: rivals on PostgreSQL are run again and then see this hold."""
    insert_or_update(connection, booking_claims, {"person": person, "claim": TURN, "booking": booking})


def claim(connection: Connection, person: str, claim: str, booking: str) -> bool:
    """False if another booking of the person holds it."""
    return insert_if_absent(
        connection, booking_claims, {"person": person, "claim": claim, "booking": booking}
    )


def claim_holder(connection: Connection, person: str, claim: str) -> str | None:
    asked = {"of_person": person, "of_claim": claim}
    return connection.execute(_CLAIM_HOLDER, asked).scalar_one_or_none()


def claims_beginning(connection: Connection, person: str, beginning: str) -> dict[str, str]:
    """The person's claims of a kind, with the booking that holds each."""
    asked = {"of_person": person, "beginning": beginning}
    return {row.claim: row.booking for row in connection.execute(_CLAIMS_BEGINNING, asked)}


def drop_claims(connection: Connection, booking: str) -> None:
    connection.execute(_DROP_CLAIMS, {"of_booking": booking})


def add_event(
    connection: Connection, booking: str, at: datetime, actor: str, after: str, reason: str = ""
) -> None:
    """One line more in the booking's history."""
    connection.execute(
        _EVENT, {"of_booking": booking, "at": at, "by": actor, "after": after, "why": reason[:300]}
    )


@cache
def _numbers_taken(count: int) -> Select[str | None]:
    """Made once for so many: a list of any length is written out anew at every execution."""
    asked: list[BindParameter[str]] = [bindparam(f"number_{place}") for place in range(count)]
    return select(bookings.c.number).where(bookings.c.number.in_(asked))
