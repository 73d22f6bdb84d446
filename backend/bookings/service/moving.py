"""Moves a booking: the new seat first, then the old one is freed, in one transaction."""

from __future__ import annotations

from dataclasses import replace

from sqlalchemy import Connection

from backend.bookings.repository import taking
from backend.bookings.rules import DESK_CHANNELS, hold_length, refusal_by_person, refusal_by_time
from backend.bookings.service import entering, freeing, holding, looking, waiting_list
from backend.bookings.service.clocks import by_shared_clock
from backend.bookings.service.freeing import Ending
from backend.bookings.service.proving import prove
from backend.bookings.values import Asking, Booked, FreshHold, News, Proof, Tell, Wish, tell_nobody
from backend.errors import Refused


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

    Only to a time of the same speciality. Whatever is refused, the old booking stands. Moved there
    already is no error. Refused as a hold is; `booking-unknown`, `booking-ended`, `slot-past`,
    `ticket-fixed` for what costs something.
    """
    asking = by_shared_clock(connection, asking)
    old = looking.by_id(connection, booking)
    if old is None:
        raise Refused("booking-unknown")
    prove(connection, old, proof)
    if old.state == "confirmed" and old.slot.slot == wish.slot:
        return old
    if old.state == "moved" and old.moved_to is not None:
        there = looking.by_id(connection, old.moved_to)
        if there is not None and there.slot.slot == wish.slot and there.state == "confirmed":
            return there
    if old.state != "confirmed":
        raise Refused("booking-ended")
    if old.slot.starts_at <= asking.now:
        raise Refused("slot-past")
    place = holding.place_of(connection, wish.slot)
    _follow_rules(place, asking, old, wish)
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
        "note_kind": old.note_kind,
        # As well proven as the booking it stands for.
        "level": old.level,
    }
    until = asking.now + hold_length(place.rules, asking.channel)
    if entering.enter_hold(connection, asking, seat, until, values) is None:
        raise holding.taken_by_others(connection, place, asking)
    ending = Ending("moved", asking.actor, asking.now, successor=new)
    if not freeing.free(connection, old.booking, ending):
        raise Refused("booking-ended")
    if old.person is not None and old.level > 0:
        holding.keep_to_few(connection, place, asking, old.person, (new,), tell)
    if not taking.confirm(connection, new, old.number, asking.now):
        raise Refused("hold-lost")
    taking.add_event(connection, new, asking.now, asking.actor, "confirmed")
    waiting_list.offer_seats(connection, old.slot.slot, asking.now, tell)
    moved = looking.by_id(connection, new)
    assert moved is not None
    tell(connection, [News("moved", moved)])
    return moved


def _follow_rules(place: holding.Place, asking: Asking, old: Booked, wish: Wish) -> None:
    facts = place.facts
    if old.seat.price_kopecks + old.seat.discount_kopecks or old.seat.kind != "ordinary":
        raise Refused("ticket-fixed")  # another seat costs something else, or is none for a wheelchair
    if (facts.kind, facts.speciality) != (old.slot.kind, old.slot.speciality):
        raise Refused("slot-unknown")
    if not facts.speciality and facts.resource != old.slot.resource:
        raise Refused("slot-unknown")
    refusal = refusal_by_time(place.rules, facts.starts_at, asking.now)
    is_elsewhere = facts.provider != old.slot.provider
    if refusal is None and is_elsewhere and asking.channel not in DESK_CHANNELS:
        refusal = refusal_by_person(place.rules, place.offered, wish.visitor)
    if refusal is not None:
        raise Refused(refusal)
