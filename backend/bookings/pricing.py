"""What each seat of a hold costs this visitor: pure.

Of several benefit categories the one that saves most counts, for as many seats as its rule says, the
dearest first. Who comes along with a wheelchair pays nothing where the rules say so.
"""

from __future__ import annotations

from collections.abc import Sequence, Set
from dataclasses import dataclass, field

from backend.bookings.rules import Discount, ResourceRules
from backend.bookings.seat_state import SeatState

WHOLE = 100  # percent


@dataclass(frozen=True, slots=True)
class PricedSeat:
    """A seat, what is left to pay for it, and on which ground."""

    seat: SeatState
    price_kopecks: int
    category: str = field(default="", repr=False)


def priced(rules: ResourceRules, seats: Sequence[SeatState], categories: Set[str]) -> tuple[PricedSeat, ...]:
    """In the order of the seats."""
    taken = {seat.seat for seat in seats}
    free_companions = {
        seat.seat for seat in seats if rules.companion_free and seat.beside and seat.beside in taken
    }
    payers = sorted(
        (seat for seat in seats if seat.seat not in free_companions),
        key=lambda seat: (-seat.price_kopecks, seat.seat),
    )
    best = max(
        (each for each in rules.discounts if each.category in categories),
        key=lambda each: sum(_off(each, seat) for seat in payers[: each.seats]),
        default=None,
    )
    for_less = {} if best is None else {seat.seat: best for seat in payers[: best.seats]}

    def price(seat: SeatState) -> PricedSeat:
        if seat.seat in free_companions:
            return PricedSeat(seat, 0)
        discount = for_less.get(seat.seat)
        if discount is None or not seat.price_kopecks:
            return PricedSeat(seat, seat.price_kopecks)
        return PricedSeat(seat, seat.price_kopecks - _off(discount, seat), discount.category)

    return tuple(map(price, seats))


def _off(discount: Discount, seat: SeatState) -> int:
    """Half a kopeck is the visitor's."""
    return -(-seat.price_kopecks * discount.percent // WHOLE)
