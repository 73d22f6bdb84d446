"""Places a hold: rules first, then the seat, then what else the person has; the unique index decides."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from sqlalchemy import Connection

from backend.bookings.pricing import priced
from backend.bookings.repository import capacity, taking
from backend.bookings.rules import (
    DESK_CHANNELS,
    Offered,
    ResourceRules,
    claim_of,
    hold_length,
    level_for,
    quotas_of,
    refusal_by_person,
    refusal_by_time,
)
from backend.bookings.seat_state import SeatState
from backend.bookings.seating import SeatWish, choose
from backend.bookings.service import ending, entering, event_limit, looking, searching
from backend.bookings.service.clocks import by_shared_clock
from backend.bookings.service.seats import seats_now
from backend.bookings.values import (
    Asking,
    FreeSlot,
    FreshHold,
    Held,
    SlotFacts,
    SlotTaken,
    TakenSeat,
    Tell,
    Wish,
    tell_nobody,
)
from backend.errors import Refused
from backend.moment import day_of
from backend.referrals import service as referrals

ALTERNATIVES: Final = 3
EVENT: Final = "event"


@dataclass(frozen=True, slots=True)
class Place:
    """A slot that may be booked, with its resource's rules."""

    facts: SlotFacts
    rules: ResourceRules
    offered: Offered


def hold(
    connection: Connection,
    asking: Asking,
    wish: Wish,
    fresh: FreshHold,
    tell: Tell = tell_nobody,
    *,
    overrides: bool = False,
) -> Held:
    """Keep seats for a while; raises `Refused`, and the transaction is undone.

    `slot-unknown`, `slot-closed`, `slot-past`, `booking-too-late`, `booking-too-early`, `booking-level`,
    `age-wrong`, `not-attached`, `referral-needed`, `quota-reserved`, `capacity-gone`, `companion-alone`,
    `booking-exists`, `booking-limit`;
    `slot-taken` is a `SlotTaken` with the nearest alternatives. `overrides` sets rules and quotas aside,
    never a seat: what somebody has cannot be had twice.
    """
    asking = by_shared_clock(connection, asking)
    place = place_of(connection, wish.slot)
    if place.facts.starts_at <= asking.now:
        raise Refused("slot-past")
    if not overrides:
        _follow_rules(place, asking, wish)
    chosen = find_seats(connection, place, asking, wish, fresh.luck, overrides=overrides, tell=tell)
    until = asking.now + hold_length(place.rules, asking.channel)
    return Held(
        hold=fresh.bookings[0],
        token=fresh.token,
        slot=place.facts,
        seats=_take(
            connection, place, (asking, wish, fresh), (chosen, until), overrides=overrides, tell=tell
        ),
        placed_at=asking.now,
        expires_at=until,
    )


def place_of(connection: Connection, slot: str) -> Place:
    """`slot-unknown` or `slot-closed` where nothing can be booked."""
    row = capacity.slot(connection, slot)
    if row is None:
        raise Refused("slot-unknown")
    if row["state"] != "open" or not row["active"]:
        raise Refused("slot-closed")
    facts = looking.facts_of(row)
    day = day_of(facts.starts_at, facts.zone)
    offered = Offered(facts.resource, facts.speciality, facts.provider, facts.starts_at, day)
    return Place(facts, looking.rules_of(facts), offered)


def find_seats(
    connection: Connection,
    place: Place,
    asking: Asking,
    wish: Wish,
    luck: int,
    *,
    overrides: bool,
    tell: Tell,
) -> list[SeatState]:
    """Free seats that fulfil the wish, after holds that have run out were ended; `SlotTaken`, `Refused`."""
    standing = seats_now(connection, wish.slot, asking.now)
    if any(seat.is_expired_hold for seat in standing):
        ending.expire_on_slot(connection, wish.slot, asking.now, tell)
        standing = seats_now(connection, wish.slot, asking.now)
    quotas = quotas_of(asking.channel, wish.grounds)
    wanted = SeatWish(wish.seats, wish.chosen, None if overrides else quotas, luck, wish.wheelchair)
    chosen = choose(standing, wanted, asking.now)
    if chosen == "slot-taken" and _gives_way_to_self(connection, asking, wish, tell):
        chosen = choose(seats_now(connection, wish.slot, asking.now), wanted, asking.now)
    if isinstance(chosen, list):
        return chosen
    if chosen == "slot-taken":
        raise SlotTaken(alternatives_to(connection, place.facts, asking.now, quotas))
    raise Refused(chosen)


def alternatives_to(
    connection: Connection, facts: SlotFacts, now: datetime, quotas: tuple[str, ...]
) -> tuple[FreeSlot, ...]:
    """The free slots of the same kind at the same provider that are nearest in time."""
    week = timedelta(days=7)
    query = searching.SlotQuery(
        kind=facts.kind,
        speciality=facts.speciality,
        providers=(facts.provider,),
        since=max(now, facts.starts_at - week),
        until=facts.starts_at + 4 * week,
        quotas=quotas,
        home_visit=facts.home_visit,
    )
    of_resource = facts.resource if facts.kind == EVENT else ""  # another play is no alternative
    return searching.nearest_in_time(connection, query, facts.starts_at, ALTERNATIVES, now, of_resource)


def taken_by_others(connection: Connection, place: Place, asking: Asking) -> SlotTaken:
    """The unique index spoke: the friendly answer with what is free nearby."""
    quotas = quotas_of(asking.channel, frozenset())
    return SlotTaken(alternatives_to(connection, place.facts, asking.now, quotas))


def keep_to_few(
    connection: Connection,
    place: Place,
    asking: Asking,
    person: str,
    bookings: tuple[str, ...],
    tell: Tell,
) -> None:
    """One at a time of most things, some seats of an event; `booking-exists`, `booking-limit`."""
    if place.facts.kind == EVENT:
        mine, most = (place.facts.slot, bookings), place.rules.per_person
        event_limit.keep_to_limit(connection, asking, person, mine, most, tell)
    else:
        keep_to_one(connection, place, asking, person, bookings[0], tell)


def keep_to_one(
    connection: Connection, place: Place, asking: Asking, person: str, booking: str, tell: Tell
) -> None:
    """`booking-exists` if the person is expected elsewhere at this time, or has one of this kind already.

    It names nothing: at level 1 the finder of a card must not learn where its owner is expected.
    """
    taking.take_turn(connection, person, booking)
    between = (place.facts.starts_at, place.facts.ends_at)
    for other in taking.overlapping(connection, person, between, booking):
        make_way(connection, asking, other, tell)
    claim = claim_of(place.rules, place.offered)
    if claim is None or taking.claim(connection, person, claim, booking):
        return
    holder = taking.claim_holder(connection, person, claim)
    if holder is not None:
        make_way(connection, asking, holder, tell)
    if not taking.claim(connection, person, claim, booking):
        raise Refused("booking-exists")


def spend_referral(connection: Connection, place: Place, person: str | None, booking: str) -> None:
    """`referral-needed` where there is none, or it has just been spent on something else."""
    if not place.rules.referral_needed:
        return
    if person is None or not referrals.spend(
        connection, person, place.facts.speciality, place.offered.day, booking
    ):
        raise Refused("referral-needed")


def _gives_way_to_self(connection: Connection, asking: Asking, wish: Wish, tell: Tell) -> bool:
    """Whether the person's own earlier hold stood in the way: the kiosk that placed it may be dead."""
    if wish.person is None or asking.level == 0:
        return False
    own = [booked for booked in looking.of_slot(connection, wish.slot) if booked.person == wish.person]
    gave_way = [ending.replace_own(connection, asking, booked, tell) for booked in own]
    return any(gave_way)


def make_way(connection: Connection, asking: Asking, other: str, tell: Tell) -> None:
    """End a person's earlier hold that is in the way; `booking-exists` if it is more than a hold."""
    booked = looking.by_id(connection, other)
    if booked is not None and not ending.replace_own(connection, asking, booked, tell):
        raise Refused("booking-exists")


def _follow_rules(place: Place, asking: Asking, wish: Wish) -> None:
    refusal = refusal_by_time(place.rules, place.facts.starts_at, asking.now)
    level = level_for(place.rules, home_visit=place.facts.home_visit)
    if refusal is None and asking.channel not in DESK_CHANNELS and asking.level < level:
        refusal = "booking-level"
    if refusal is None and wish.seats > place.rules.per_person:
        refusal = "capacity-gone"
    if refusal is None and asking.level > 0:
        refusal = refusal_by_person(place.rules, place.offered, wish.visitor)
    if refusal is not None:
        raise Refused(refusal)


def _take(
    connection: Connection,
    place: Place,
    asked: tuple[Asking, Wish, FreshHold],
    found: tuple[list[SeatState], datetime],
    *,
    overrides: bool,
    tell: Tell,
) -> tuple[TakenSeat, ...]:
    asking, wish, fresh = asked
    chosen, until = found
    party = fresh.bookings[0]
    taken: list[TakenSeat] = []
    # Of somebody nobody has seen no category is known, whoever they say they are.
    categories = wish.visitor.categories if asking.level > 0 else frozenset[str]()
    for booking, seat in zip(fresh.bookings, priced(place.rules, chosen, categories), strict=True):
        values = {
            "booking": booking,
            "party": party,
            "slot": wish.slot,
            "person": wish.person,
            "category": seat.category or seat.seat.ground(asking.now) or wish.category,
            "note_kind": wish.note_kind,
            "price_kopecks": seat.price_kopecks,
        }
        entered = entering.enter_hold(connection, asking, seat.seat, until, values, fresh.token)
        if entered is None:
            raise taken_by_others(connection, place, asking)
        taken.append(entered)
    if wish.person is not None and asking.level > 0 and not overrides:
        keep_to_few(connection, place, asking, wish.person, fresh.bookings, tell)
        spend_referral(connection, place, wish.person, party)
    return tuple(taken)
