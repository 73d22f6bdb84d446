"""How a booking ends: cancelled, released, run out, missed, over; the seat goes to the next in line."""

from __future__ import annotations

from datetime import datetime, timedelta

from sqlalchemy import Connection

from backend.bookings.repository import taking
from backend.bookings.service import freeing, looking, waiting_list
from backend.bookings.service.clocks import by_shared_clock
from backend.bookings.service.freeing import Ending
from backend.bookings.service.proving import prove
from backend.bookings.values import Asking, Booked, News, Proof, Tell, tell_nobody
from backend.database.own_clock import moment_in
from backend.errors import Refused

CLOCK = "clock"  # who ends what has run out
SWEPT_AT_ONCE = 200
OVER_AFTER = timedelta(hours=12)  # a provider may still say who came


def cancel(
    connection: Connection,
    asking: Asking,
    booking: str,
    proof: Proof,
    reason: str = "",
    tell: Tell = tell_nobody,
) -> Booked:
    """End a confirmed booking; cancelled already is no error. `booking-unknown`, `hold-lost`, `slot-past`."""
    asking = by_shared_clock(connection, asking)
    booked = _proven(connection, booking, proof)
    if booked.state == "cancelled":
        return booked
    if booked.state not in {"confirmed", "held"}:
        raise Refused("booking-ended")
    if booked.slot.starts_at <= asking.now:
        raise Refused("slot-past")
    ended = _end(connection, booked, Ending("cancelled", asking.actor, asking.now, reason), tell)
    if booked.state == "confirmed":
        tell(connection, [News("cancelled", ended, reason)])
    return ended


def release(
    connection: Connection, asking: Asking, hold: str, proof: Proof, tell: Tell = tell_nobody
) -> None:
    """Give back every seat of a hold; what has ended already is no error, what is confirmed stays."""
    asking = by_shared_clock(connection, asking)
    for booked in looking.of_party(connection, hold):
        prove(booked, proof)
        if booked.state == "held":
            _end(connection, booked, Ending("cancelled", asking.actor, asking.now, "released"), tell)


def expire(connection: Connection, now: datetime, tell: Tell = tell_nobody) -> int:
    """End holds that have run out, at most some hundred in one transaction; how many."""
    now = moment_in(connection, now)
    rows = taking.expired(connection, now, SWEPT_AT_ONCE)
    return sum(_expire(connection, looking.booked_of(row), now, tell) for row in rows)


def expire_on_slot(connection: Connection, slot: str, now: datetime, tell: Tell = tell_nobody) -> int:
    """The same for one slot, before somebody takes a seat there."""
    held = (booked for booked in looking.of_slot(connection, slot) if booked.state == "held")
    run_out = [booked for booked in held if booked.expires_at is not None and booked.expires_at <= now]
    return sum(_expire(connection, booked, now, tell) for booked in run_out)


def replace_own(connection: Connection, asking: Asking, booked: Booked, tell: Tell = tell_nobody) -> bool:
    """Whether a person's earlier hold could give way to a new one: their kiosk may have died with it."""
    if booked.state != "held" or booked.expires_at is None:
        return False
    if booked.expires_at <= asking.now:
        return bool(_expire(connection, booked, asking.now, tell))
    if booked.note_kind == waiting_list.OFFERED:
        return False  # an offer of the waiting list is taken or declined by name
    _end(connection, booked, Ending("cancelled", asking.actor, asking.now, "replaced"), tell)
    return True


def arrive(connection: Connection, asking: Asking, booking: str, proof: Proof) -> Booked:
    """Check in; once more is no error."""
    booked = _proven(connection, booking, proof)
    if booked.state == "arrived":
        return booked
    if booked.state != "confirmed":
        raise Refused("booking-ended")
    if not taking.arrive(connection, booking):
        raise Refused("booking-ended")
    taking.add_event(connection, booking, asking.now, asking.actor, "arrived")
    return _standing(connection, booking)


def no_show(connection: Connection, asking: Asking, booking: str, reason: str = "") -> Booked:
    """The provider says that nobody came; not before the time itself."""
    asking = by_shared_clock(connection, asking)
    booked = _proven(connection, booking, None)
    if booked.state == "no_show":
        return booked
    if booked.state != "confirmed":
        raise Refused("booking-ended")
    if booked.slot.starts_at > asking.now:
        raise Refused("booking-too-early")
    freeing.free(connection, booking, Ending("no_show", asking.actor, asking.now, reason))
    return _standing(connection, booking)


def close_past(connection: Connection, now: datetime) -> int:
    """Bookings whose time is long over stand no more, so that their people can book again; how many."""
    now = moment_in(connection, now)
    found = taking.over(connection, now - OVER_AFTER, SWEPT_AT_ONCE)
    return sum(freeing.free(connection, booking, Ending("done", CLOCK, now)) for booking in found)


def lapse_unpaid(connection: Connection, booked: Booked, now: datetime, tell: Tell = tell_nobody) -> bool:
    """Whether a confirmed booking that nobody paid stood until now; its seat goes to the next in line."""
    if not freeing.free(connection, booked.booking, Ending("expired", CLOCK, now, "unpaid")):
        return False
    waiting_list.offer_seats(connection, booked.slot.slot, now, tell)
    return True


def _expire(connection: Connection, booked: Booked, now: datetime, tell: Tell) -> int:
    if not freeing.free(connection, booked.booking, Ending("expired", CLOCK, now)):
        return 0
    waiting_list.offer_seats(connection, booked.slot.slot, now, tell)
    return 1


def _end(connection: Connection, booked: Booked, ending: Ending, tell: Tell) -> Booked:
    if not freeing.free(connection, booked.booking, ending):
        raise Refused("booking-ended")
    waiting_list.offer_seats(connection, booked.slot.slot, ending.now, tell)
    return _standing(connection, booked.booking)


def _proven(connection: Connection, booking: str, proof: Proof | None) -> Booked:
    booked = looking.by_id(connection, booking)
    if booked is None:
        raise Refused("booking-unknown")
    if proof is not None:
        prove(booked, proof)
    return booked


def _standing(connection: Connection, booking: str) -> Booked:
    booked = looking.by_id(connection, booking)
    assert booked is not None
    return booked
