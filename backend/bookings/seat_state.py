"""One seat of a slot, where it lies, and the booking on it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from backend.bookings.rules import may_take

OFF_PLAN = -1


@dataclass(frozen=True, slots=True)
class SeatState:
    """Seats of free seating lie nowhere: their line and column are `OFF_PLAN`."""

    seat: int
    label: str
    kind: str
    quota: str
    released_at: datetime | None
    price_kopecks: int
    booking: str | None
    is_expired_hold: bool
    row: str = ""
    place: str = ""
    zone: str = ""
    line: int = OFF_PLAN
    column: int = OFF_PLAN
    beside: int = 0  # a companion's: the seat of its wheelchair place

    @property
    def is_free(self) -> bool:
        return self.booking is None

    def is_special(self, now: datetime) -> bool:
        """Whether it is still kept for a wheelchair, or for who comes along with one."""
        return self.kind != "ordinary" and (self.released_at is None or self.released_at > now)

    def is_for(self, quotas: tuple[str, ...] | None, now: datetime) -> bool:
        """Whether somebody with these quotas may take it; None: with all of them."""
        return quotas is None or may_take(self.quota, self.released_at, quotas, now)

    def ground(self, now: datetime) -> str:
        """The benefit category it is still kept for; "" if for none."""
        kind, _, category = self.quota.partition(":")
        is_kept = self.released_at is None or self.released_at > now
        return category if kind == "category" and is_kept else ""
