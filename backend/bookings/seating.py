"""Which seats of a slot a wish gets: pure, over what stands on each of them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from backend.bookings.adjacent import close_together, nearest_to, side_by_side
from backend.bookings.seat_state import OFF_PLAN, SeatState

Chosen = list[SeatState] | str


@dataclass(frozen=True, slots=True)
class SeatWish:
    """How many, or which by number; `quotas` this asker may draw on, None: all of them."""

    seats: int
    chosen: tuple[int, ...]
    quotas: tuple[str, ...] | None
    luck: int
    wheelchair: bool = False  # the first a wheelchair place, the second its companion's


def choose(all_seats: Sequence[SeatState], wish: SeatWish, now: datetime) -> Chosen:
    """The seats, or why not: `slot-taken`, `quota-reserved`, `capacity-gone`, `companion-alone`.

    A wheelchair place is had by its number, or by who says that they need one; a companion's seat only
    together with it. What was kept so long is anybody's from its release on.
    """
    free = [seat for seat in all_seats if seat.is_free]
    if wish.chosen:
        return _by_number(free, wish, now)
    if not free:
        return "slot-taken"
    mine = [seat for seat in free if seat.is_for(wish.quotas, now)]
    if wish.wheelchair:
        return _with_wheelchair(mine, wish, now)
    ordinary = [seat for seat in mine if not seat.is_special(now)]
    if not ordinary:
        return "quota-reserved"
    if len(ordinary) < wish.seats:
        return "capacity-gone"
    if any(seat.line == OFF_PLAN for seat in ordinary):
        return _from(ordinary, wish.luck)[: wish.seats]
    party = side_by_side(all_seats, ordinary, wish.seats, wish.luck)
    return list(party or close_together(all_seats, ordinary, wish.seats))


def _by_number(free: Sequence[SeatState], wish: SeatWish, now: datetime) -> Chosen:
    asked = [seat for seat in free if seat.seat in wish.chosen]
    if len(asked) < len(wish.chosen):
        return "slot-taken"
    if not all(seat.is_for(wish.quotas, now) for seat in asked):
        return "quota-reserved"
    if wish.quotas is not None and any(
        seat.beside and seat.is_special(now) and seat.beside not in wish.chosen for seat in asked
    ):
        return "companion-alone"
    return asked


def _with_wheelchair(mine: Sequence[SeatState], wish: SeatWish, now: datetime) -> Chosen:
    companions = {seat.beside: seat for seat in mine if seat.beside}
    places = [seat for seat in mine if seat.kind == "wheelchair"]
    if wish.seats > 1:
        places = [seat for seat in places if seat.seat in companions]
    if not places:
        return "capacity-gone"
    place = places[wish.luck % len(places)]
    party = [place, *([companions[place.seat]] if wish.seats > 1 else [])]
    missing = wish.seats - len(party)
    ordinary = [seat for seat in mine if not seat.is_special(now) and seat not in party]
    if len(ordinary) < missing:
        return "capacity-gone"
    return [*party, *nearest_to(place, ordinary, missing)]


def _from(seats: list[SeatState], luck: int) -> list[SeatState]:
    """The same seats, begun elsewhere, so that rivals do not all try the first."""
    at = luck % len(seats) if seats else 0
    return seats[at:] + seats[:at]
