"""An outing on its way: what is on, which date of what, how many seats and which of them."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from devices.values import Value

if TYPE_CHECKING:
    from backend.contract.events import Event, EventDate, SeatPlan


class Outing(Value):
    """`slot` "" until a date is chosen; `chosen` are numbers of seats, none means the best that are free."""

    repr_fields: ClassVar[tuple[str, ...]] = ("event", "slot", "day")
    events: tuple[Event, ...] = ()
    day: str = ""  # ISO date; "" shows every day
    event: str = ""
    slot: str = ""
    count: int = 1
    wheelchair: bool = False  # the first seat is room for a wheelchair
    plan: SeatPlan | None = None
    by_rows: bool = False  # the hall as a list, not as a picture
    chosen: tuple[int, ...] = ()

    @property
    def what(self) -> Event | None:
        return next((one for one in self.events if one.event == self.event), None)

    @property
    def date(self) -> EventDate | None:
        dates = self.what.dates if self.what else ()
        return next((one for one in dates if one.slot == self.slot), None)

    @property
    def level(self) -> int:
        """Of identification that seats of it need."""
        return self.what.level if self.what else 0

    @property
    def for_wheelchair(self) -> bool:
        """Whether room for a wheelchair is to be found; who chooses seats has found it."""
        return self.wheelchair and not self.chosen

    @property
    def seats(self) -> int:
        """How many are asked for."""
        return len(self.chosen) or self.count
