"""A booking on its way: what is looked for, what was found, what is held, and the tickets at the end."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from devices.values import Value

if TYPE_CHECKING:
    from backend.contract.bookings import Bookable, FreeSlot, Hold, Ticket


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
    chosen: FreeSlot | None = None
    alternatives: tuple[FreeSlot, ...] = ()
    number: str = ""  # of a policy or SNILS, without a card
    born: str = ""  # digits: day, month, year
    unclear: bool = False  # what was typed cannot be taken
    hold: Hold | None = None
    held_until: float = 0.0
    held_for: float = 0.0  # seconds, as it began
    unsure: str = ""  # the line failed while it was being confirmed: nobody knows yet
    moving: str = ""  # the number of an earlier booking that gets another time
    tickets: tuple[Ticket, ...] = ()
