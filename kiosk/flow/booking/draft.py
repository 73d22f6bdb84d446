"""A booking on its way: what is looked for, what was found, what is held, and the tickets at the end."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from devices.values import Value
from kiosk.flow.booking.outing import Outing

if TYPE_CHECKING:
    from backend.contract.bookings import Bookable, FreeDay, FreeSlot, Hold, Ticket
    from backend.contract.payments import Invoice


class Wanted(Value):
    """The slot that is to be held, and the level of identification it needs."""

    slot: str
    level: int


class BookingDraft(Value):
    """`beneficiary` "" is the holder; `held_until` in walk time."""

    repr_fields: ClassVar[tuple[str, ...]] = ("kind", "speciality", "day")
    kind: str = ""
    bookable: tuple[Bookable, ...] = ()
    beneficiary: str = ""
    speciality: str = ""
    slots: tuple[FreeSlot, ...] = ()
    more: bool = False  # there are times after these
    later: bool = False  # these are not the first ones
    day: str = ""
    days: tuple[FreeDay, ...] = ()  # all that have a free time
    zone: str = ""  # of the clock where these days are
    chosen: FreeSlot | None = None
    alternatives: tuple[FreeSlot, ...] = ()
    number: str = ""  # of a policy or SNILS, without a card
    born: str = ""  # digits: day, month, year
    unclear: bool = False  # what was typed cannot be taken
    hold: Hold | None = None
    held_until: float = 0.0
    held_for: float = 0.0  # seconds, as it began
    unsure: str = ""  # the line failed while it was being confirmed: nobody knows yet
    waits: bool = False  # the card is asked for to stand in the waiting list
    code: str = ""  # the same booking's, off its paper, where no card is shown
    channels: tuple[str, ...] = ()  # by which the tickets can be sent on, besides paper
    moving: str = ""  # the number of an earlier booking that gets another time
    outing: Outing | None = None  # on the way to an event
    tickets: tuple[Ticket, ...] = ()
    confirmed: Hold | None = None  # the hold the tickets come from
    invoice: Invoice | None = None  # what is to be paid for them

    @property
    def wanted(self) -> Wanted | None:
        """What a hold is asked for: a date of an event, or a time."""
        if self.outing is not None:
            return Wanted(self.outing.slot, self.outing.level) if self.outing.slot else None
        return Wanted(self.chosen.slot, self.chosen.level) if self.chosen else None
