"""Moves a booking: the new seat first, then the old one is freed, in one transaction.

The new seat may be kept beforehand, while somebody looks at both times once more.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from sqlalchemy import Connection

from backend.bookings.repository import taking
from backend.bookings.rules import DESK_CHANNELS, hold_length, level_for, refusal_by_person, refusal_by_time
from backend.bookings.service import ending, entering, freeing, holding, looking, waiting_list
from backend.bookings.service.clocks import by_shared_clock
from backend.bookings.service.freeing import Ending
from backend.bookings.service.proving import prove
from backend.bookings.values import (
    MOVING,
    Asking,
    Booked,
    FreshHold,
    Held,
    News,
    Proof,
    TakenSeat,
    Tell,
    Wish,
    tell_nobody,
)
from backend.errors import Refused
from backend.referrals import service as referrals


def hold_target(
    connection: Connection,
    asking: Asking,
    booking: str,
    wish: Wish,
    proof: Proof,
    fresh: FreshHold,
    tell: Tell = tell_nobody,
) -> Held:
    """Keep the seat to which a booking is to be moved while its owner looks at it once more.

    Only `move` makes a booking of it. It gives way to the next one that is kept for the same booking.
    Refused as `move` is.
    """
    asking = by_shared_clock(connection, asking)
    old = _standing(connection, booking, proof, asking)
    place = _place(connection, asking, old, wish)
    if old.slot.slot == wish.slot:
        raise Refused("booking-exists")
    earlier = _target_of(connection, old, asking)
    if earlier is not None:
        ending.replace_own(connection, asking, earlier, tell)
    until = asking.now + hold_length(place.rules, asking.channel)
    new = fresh.bookings[0]
    seat = _enter(connection, asking, (old, place, wish, fresh), until, MOVING, tell)
    if old.person is not None and old.level > 0:
        taking.take_turn(connection, old.person, new)
        between = (place.facts.starts_at, place.facts.ends_at)
        for other in taking.overlapping(connection, old.person, between, new):
            if other != old.booking:
                holding.make_way(connection, asking, other, tell)
    if not taking.aim(connection, old.booking, new):
        raise Refused("booking-ended")
    return Held(new, fresh.token, place.facts, (seat,), placed_at=asking.now, expires_at=until)


def move(
    connection: Connection,
    asking: Asking,
    booking: str,
    wish: Wish,
    proof: Proof,
    fresh: FreshHold,
    tell: Tell = tell_nobody,
) -> Booked:
    """The booking in its new slot; number and code stay those on the paper.

    Only to a time of the same speciality, and to the seat that `hold_target` keeps there if it does.
    Whatever is refused, the old booking stands. Moved there already is no error. Refused as a hold is;
    `booking-unknown`, `booking-ended`, `slot-past`, `ticket-fixed` for what costs something.
    """
    asking = by_shared_clock(connection, asking)
    done = _done(connection, booking, wish, proof)
    if done is not None:
        return done
    old = _standing(connection, booking, proof, asking)
    target = _target_of(connection, old, asking)
    if target is not None and target.slot.slot == wish.slot:
        place, new = holding.place_of(connection, wish.slot), target.booking
        taking.renote(connection, new, old.note_kind)
    else:
        place, new = _place(connection, asking, old, wish), fresh.bookings[0]
        until = asking.now + hold_length(place.rules, asking.channel)
        _enter(connection, asking, (old, place, wish, fresh), until, old.note_kind, tell)
        if target is not None:
            ending.replace_own(connection, asking, target, tell)
    if not freeing.free(connection, old.booking, Ending("moved", asking.actor, asking.now, successor=new)):
        raise Refused("booking-ended")
    if old.person is not None and old.level > 0:
        holding.keep_to_few(connection, place, asking, old.person, (new,), tell)
    if _wants_referral(connection, place, old, new):
        referrals.give_back(connection, new)
        holding.spend_referral(connection, place, old.person, new)
    if not taking.confirm(connection, new, old.number, asking.now):
        raise Refused("hold-lost")
    taking.add_event(connection, new, asking.now, asking.actor, "confirmed")
    waiting_list.offer_seats(connection, old.slot.slot, asking.now, tell)
    moved = looking.by_id(connection, new)
    assert moved is not None
    tell(connection, [News("moved", moved)])
    return moved


def _done(connection: Connection, booking: str, wish: Wish, proof: Proof) -> Booked | None:
    """The booking, if it stands in that slot already."""
    old = looking.by_id(connection, booking)
    if old is None:
        raise Refused("booking-unknown")
    prove(old, proof)
    if old.state == "confirmed" and old.slot.slot == wish.slot:
        return old
    if old.state == "moved" and old.moved_to is not None:
        there = looking.by_id(connection, old.moved_to)
        if there is not None and there.slot.slot == wish.slot and there.state == "confirmed":
            return there
    return None


def _standing(connection: Connection, booking: str, proof: Proof, asking: Asking) -> Booked:
    old = looking.by_id(connection, booking)
    if old is None:
        raise Refused("booking-unknown")
    prove(old, proof)
    if old.state != "confirmed":
        raise Refused("booking-ended")
    if old.slot.starts_at <= asking.now:
        raise Refused("slot-past")
    return old


def _target_of(connection: Connection, old: Booked, asking: Asking) -> Booked | None:
    """The seat that is kept for it now."""
    target = None if old.moved_to is None else looking.by_id(connection, old.moved_to)
    if target is None or target.state != "held" or target.note_kind != MOVING:
        return None
    return target if target.expires_at is not None and target.expires_at > asking.now else None


def _place(connection: Connection, asking: Asking, old: Booked, wish: Wish) -> holding.Place:
    place = holding.place_of(connection, wish.slot)
    _follow_rules(place, asking, old, wish)
    if _wants_referral(connection, place, old, old.booking) and not _has_another(
        connection, place, asking, old
    ):
        raise Refused("referral-needed")
    return place


def _wants_referral(connection: Connection, place: holding.Place, old: Booked, holder: str) -> bool:
    """Whether the new time asks for one and none goes along, with `holder`, that is good on its day."""
    if not place.rules.referral_needed:
        return False
    last_day = referrals.last_day_of(connection, holder)
    if last_day is None and looking.rules_of(old.slot).referral_needed:
        return False  # an operator had set the rule aside
    return last_day is None or last_day < place.offered.day


def _has_another(connection: Connection, place: holding.Place, asking: Asking, old: Booked) -> bool:
    if old.person is None:
        return False
    open_ones = referrals.last_days(connection, old.person, asking.now.date())
    last_day = open_ones.get(place.facts.speciality)
    return last_day is not None and last_day >= place.offered.day


def _enter(
    connection: Connection,
    asking: Asking,
    what: tuple[Booked, holding.Place, Wish, FreshHold],
    until: datetime,
    note_kind: str,
    tell: Tell,
) -> TakenSeat:
    old, place, wish, fresh = what
    mine = replace(wish, person=old.person, seats=1)
    seat = holding.find_seats(connection, place, asking, mine, fresh.luck, overrides=False, tell=tell)[0]
    if seat.price_kopecks:
        raise Refused("ticket-fixed")
    new = fresh.bookings[0]
    values = {
        "booking": new,
        "party": new,
        "slot": wish.slot,
        "person": old.person,
        "category": old.category,
        "note_kind": note_kind,
        # As well proven as the booking it stands for.
        "level": old.level,
    }
    entered = entering.enter_hold(connection, asking, seat, until, values, fresh.token)
    if entered is None:
        raise holding.taken_by_others(connection, place, asking)
    return entered


def _follow_rules(place: holding.Place, asking: Asking, old: Booked, wish: Wish) -> None:
    facts = place.facts
    if old.seat.price_kopecks + old.seat.discount_kopecks or old.seat.kind != "ordinary":
        raise Refused("ticket-fixed")  # another seat costs something else, or is none for a wheelchair
    if (facts.kind, facts.speciality) != (old.slot.kind, old.slot.speciality):
        raise Refused("slot-unknown")
    if not facts.speciality and facts.resource != old.slot.resource:
        raise Refused("slot-unknown")
    refusal = refusal_by_time(place.rules, facts.starts_at, asking.now)
    if refusal is None and asking.channel not in DESK_CHANNELS and _needs_more(place, asking, old):
        refusal = "booking-level"
    is_elsewhere = facts.provider != old.slot.provider
    if refusal is None and is_elsewhere and asking.channel not in DESK_CHANNELS:
        refusal = refusal_by_person(place.rules, place.offered, wish.visitor)
    if refusal is not None:
        raise Refused(refusal)


def _needs_more(place: holding.Place, asking: Asking, old: Booked) -> bool:
    """Whether the new time asks for a level that neither its booking nor whoever moves it has shown."""
    before = level_for(looking.rules_of(old.slot), home_visit=old.slot.home_visit)
    level = level_for(place.rules, home_visit=place.facts.home_visit)
    return level > before and level > max(asking.level, old.level)
