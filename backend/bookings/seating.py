"""Which seats of a slot a wish gets: pure, over what stands on each of them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from backend.bookings.rules import may_take


@dataclass(frozen=True, slots=True)
class SeatState:
    """One seat and the booking on it."""

    seat: int
    label: str
    kind: str
    quota: str
    released_at: datetime | None
    price_kopecks: int
    booking: str | None
    is_expired_hold: bool

    @property
    def is_free(self) -> bool:
        return self.booking is None


@dataclass(frozen=True, slots=True)
class SeatWish:
    """How many, or which by number; `quotas` this asker may draw on, None: all of them."""

    seats: int
    chosen: tuple[int, ...]
    quotas: tuple[str, ...] | None
    luck: int


def choose(all_seats: Sequence[SeatState], wish: SeatWish, now: datetime) -> list[SeatState] | str:
    """The seats, or why not: `slot-taken`, `quota-reserved`, `capacity-gone`."""
    free = [seat for seat in all_seats if seat.is_free]
    if wish.chosen:
        free = [seat for seat in free if seat.seat in wish.chosen]
        if len(free) < len(wish.chosen):
            return "slot-taken"
    if not free:
        return "slot-taken"
    open_to_all = wish.quotas is None
    mine = [
        seat for seat in free if open_to_all or may_take(seat.quota, seat.released_at, wish.quotas or (), now)
    ]
    if not mine or (wish.chosen and len(mine) < len(wish.chosen)):
        return "quota-reserved"
    if len(mine) < wish.seats:
        return "capacity-gone"
    if wish.chosen:
        return mine
    # Seats for wheelchairs and companions are given by number, or when nothing else is left.
    ordinary = [seat for seat in mine if seat.kind == "ordinary"]
    special = [seat for seat in mine if seat.kind != "ordinary"]
    return (_from(ordinary, wish.luck) + special)[: wish.seats]


def _from(seats: list[SeatState], luck: int) -> list[SeatState]:
    """The same seats, begun elsewhere, so that rivals do not all try the first."""
    at = luck % len(seats) if seats else 0
    return seats[at:] + seats[:at]
