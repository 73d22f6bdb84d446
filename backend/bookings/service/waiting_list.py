"""The waiting list: a seat that comes free is kept for whoever has waited longest.

An offer is a hold in the person's name. It is shown when they next show their card, so nobody needs a
telephone to be told; it lapses in time for the next in line.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from uuid import NAMESPACE_URL, uuid5

from sqlalchemy import Connection, RowMapping

from backend.bookings.repository import capacity, lines, taking, vacancies
from backend.bookings.rules import Offered, ResourceRules, Visitor, claim_of, quotas_of, refusal_by_person
from backend.bookings.seat_state import SeatState
from backend.bookings.service import entering, looking, seats
from backend.bookings.values import Asking, Booked, News, SlotFacts, Tell, tell_nobody
from backend.database.own_clock import moment_in
from backend.errors import Refused
from backend.moment import day_of
from backend.people import service as people
from backend.referrals import service as referrals

OFFERED = "offered"  # the note of an offer's hold
KEPT = timedelta(hours=24)
BEFORE_START = timedelta(hours=2)  # an offer ends then, so that somebody else still can come
SHORTEST = timedelta(minutes=30)  # less is no offer
LOOKED_AT = 20  # entries for one free seat: some may hold another booking already
THE_LIST = "waiting-list"


@dataclass(frozen=True, slots=True)
class Wanted:
    """A resource, or a speciality at a provider."""

    resource: str = ""
    speciality: str = ""
    provider: str = ""

    @property
    def is_one_of_both(self) -> bool:
        return bool(self.resource) != bool(self.speciality and self.provider)


@dataclass(frozen=True, slots=True)
class Entry:
    """A place in the line; with an offer there is its hold."""

    entry: str
    person: str = field(repr=False)
    wanted: Wanted
    since: datetime
    offer: Booked | None
    offer_until: datetime | None


def join(connection: Connection, asking: Asking, entry: str, person: str, wanted: Wanted) -> str:
    """The entry's id: a new one, or that under which the person waits for the same already."""
    if asking.level == 0 or not wanted.is_one_of_both:
        raise Refused("booking-level" if asking.level == 0 else "booking-unknown")
    row = {
        "entry": entry,
        "person": person,
        "resource": wanted.resource,
        "speciality": wanted.speciality,
        "provider": wanted.provider,
        "since": asking.now,
        "state": "waiting",
    }
    if lines.join(connection, row):
        return entry
    return lines.standing(connection, row) or entry


def leave(connection: Connection, entry: str, persons: Iterable[str]) -> bool:
    """Whether one of these persons stood in the line under this entry; an offer is released, not left."""
    mine = {row["entry"] for row in lines.of_persons(connection, sorted(persons))}
    return entry in mine and lines.leave(connection, entry)


def of_persons(connection: Connection, persons: Iterable[str]) -> tuple[Entry, ...]:
    """What these persons wait for and what is offered to them; the caller writes the journal."""
    return tuple(
        Entry(
            entry=row["entry"],
            person=row["person"],
            wanted=Wanted(row["resource"], row["speciality"], row["provider"]),
            since=row["since"],
            offer=looking.by_id(connection, row["booking"]) if row["state"] == OFFERED else None,
            offer_until=row["offer_until"],
        )
        for row in lines.of_persons(connection, sorted(persons))
    )


def offers_for(connection: Connection, person: str, now: datetime) -> int:
    """How many seats are kept for the person now: told to whoever has no telephone when the card is read."""
    rows = lines.of_persons(connection, [person])
    return sum(row["state"] == OFFERED and row["offer_until"] > now for row in rows)


def offer_seats(connection: Connection, slot: str, now: datetime, tell: Tell = tell_nobody) -> int:
    """Keep each free seat of the slot for the next in line; how many were kept."""
    row = capacity.slot(connection, slot)
    if row is None or row["state"] != "open" or not row["active"]:
        return 0
    facts = looking.facts_of(row)
    until = min(now + KEPT, facts.starts_at - BEFORE_START)
    if until < now + SHORTEST:
        return 0
    line = lines.first_for(connection, facts.resource, facts.speciality, facts.provider, LOOKED_AT)
    if not line:
        return 0
    free = [
        seat for seat in seats.seats_now(connection, slot, now) if seat.is_free and not seat.is_special(now)
    ]
    quotas = _quotas_of_line(connection, line, free, now)
    kept = 0
    for waiter in line:
        person = waiter["person"]
        mine = next((seat for seat in free if seat.is_for(quotas[person], now)), None)
        if mine and _offer(connection, waiter["entry"], person, (facts, mine), (now, until), tell):
            free.remove(mine)
            kept += 1
    return kept


def offer_everything_free(
    connection: Connection, now: datetime, until: datetime, most: int, tell: Tell = tell_nobody
) -> int:
    """After new slots were opened: those who wait go first; `most` slots of each resource are looked at."""
    now = moment_in(connection, now)
    kept = 0
    for row in lines.wanted(connection):
        found = (
            [row["resource"]]
            if row["resource"]
            else [
                each["resource"]
                for kind in ("doctor", "office", "event")
                for each in capacity.resources_of(connection, kind, row["speciality"], row["provider"])
            ]
        )
        for resource in found:
            sought = vacancies.Sought((now, until), (), now, most)
            for free in vacancies.free_of_resource(connection, resource, sought):
                kept += offer_seats(connection, free[0], now, tell)
    return kept


def _quotas_of_line(
    connection: Connection, line: Sequence[RowMapping], free: Sequence[SeatState], now: datetime
) -> dict[str, tuple[str, ...]]:
    """On which quotas each who waits may draw; categories are looked up only where a seat is kept for one."""
    persons = [waiter["person"] for waiter in line]
    held = people.categories_of(connection, persons, now.date()) if any(seat.quota for seat in free) else {}
    return {person: quotas_of("kiosk", frozenset(held.get(person, ()))) for person in persons}


def _offer(
    connection: Connection,
    entry: str,
    person: str,
    what: tuple[SlotFacts, SeatState],
    when: tuple[datetime, datetime],
    tell: Tell,
) -> bool:
    """False if this person cannot come then, or the rules keep it for others; they stay in the line."""
    facts, seat = what
    now, until = when
    if taking.overlapping(connection, person, (facts.starts_at, facts.ends_at), ""):
        return False
    rules = looking.rules_of(facts)
    offered = Offered(
        facts.resource, facts.speciality, facts.provider, facts.starts_at, day_of(facts.starts_at, facts.zone)
    )
    claim = claim_of(rules, offered)
    if claim is not None and taking.claim_holder(connection, person, claim) is not None:
        return False
    if not _may_come(connection, rules, offered, person, now):
        return False
    # Made of what it stands for, so that a transaction that is run again makes the same.
    booking = str(uuid5(NAMESPACE_URL, f"okno:offer:{entry}:{facts.slot}:{seat.seat}:{now.isoformat()}"))
    values = {
        "booking": booking,
        "party": booking,
        "slot": facts.slot,
        "person": person,
        "category": seat.ground(now),
        "note_kind": OFFERED,
    }
    asking = Asking(THE_LIST, "provider", 1, now)
    if entering.enter_hold(connection, asking, seat, until, values) is None:
        return False
    if rules.referral_needed:
        referrals.spend(connection, person, offered.speciality, offered.day, booking)
    taking.take_turn(connection, person, booking)
    if claim is not None:
        taking.claim(connection, person, claim, booking)
    lines.offer(connection, entry, booking, now, until)
    booked = looking.by_id(connection, booking)
    assert booked is not None
    tell(connection, [News("offered", booked)])
    return True


def _may_come(
    connection: Connection, rules: ResourceRules, offered: Offered, person: str, now: datetime
) -> bool:
    """Whether the rules let this person book it: by age, by clinic, by a referral."""
    named = people.named(connection, (person,)).get(person)
    if named is None:
        return False
    referred = referrals.last_days(connection, person, now.date()) if rules.referral_needed else None
    visitor = Visitor(named.birth_date, named.clinic, referrals=referred)
    return refusal_by_person(rules, offered, visitor) is None
