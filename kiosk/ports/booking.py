"""What the kiosk asks of bookings: a Protocol whose one real body is `kiosk.links.booking`."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Protocol

from kiosk.ports.backend import Refused

if TYPE_CHECKING:
    from backend.contract.bookings import Bookable, FreeDays, FreeSlot, Hold, OwnBooking, Tickets
    from backend.contract.waiting import WaitingEntry
    from kiosk.flow.booking.effects import FindDays, FindSlots, HoldSeat, JoinLine, MoveBooking


@dataclass(frozen=True, slots=True)
class Taken:
    """Somebody was faster; the nearest times that are free."""

    alternatives: tuple[FreeSlot, ...]


class BookingLine(Protocol):
    """`session` is the token of a card session, None for nobody's. Every call ends within its time limit."""

    def bookable(
        self, session: str | None, kind: str, near: str, beneficiary: str
    ) -> tuple[Bookable, ...] | Refused: ...

    def slots(self, session: str | None, wish: FindSlots) -> tuple[FreeSlot, ...] | Refused: ...

    def days(self, session: str | None, wish: FindDays) -> FreeDays | Refused: ...

    def hold(self, session: str, wish: HoldSeat) -> Hold | Taken | Refused: ...

    def hold_without_card(self, wish: HoldSeat, born: date) -> Hold | Taken | Refused:
        """By the wish's number: of a policy (16 digits) or SNILS (11)."""
        ...

    def confirm(self, hold: str, token: str) -> Tickets | Refused:
        """Asked twice for one hold it books once."""
        ...

    def release(self, hold: str, token: str) -> None: ...

    def own(self, session: str) -> tuple[OwnBooking, ...] | Refused: ...

    def waiting(self, session: str) -> tuple[WaitingEntry, ...] | Refused: ...

    def join_line(self, session: str, wish: JoinLine) -> Refused | None: ...

    def take_offer(self, session: str, entry: str) -> Tickets | Refused: ...

    def leave_line(self, session: str, entry: str) -> Refused | None: ...

    def cancel(self, session: str, number: str) -> Refused | None: ...

    def hold_for_move(self, session: str | None, wish: HoldSeat) -> Hold | Taken | Refused:
        """By the session, or by the wish's code."""
        ...

    def move(self, session: str | None, wish: MoveBooking) -> Tickets | Taken | Refused: ...
