"""How many seats of one event's date a person may have, over all their holds."""

from __future__ import annotations

from sqlalchemy import Connection

from backend.bookings.repository import taking
from backend.bookings.service import ending, looking
from backend.bookings.values import Asking, Tell
from backend.errors import Refused


def keep_to_limit(
    connection: Connection,
    asking: Asking,
    person: str,
    taken: tuple[str, tuple[str, ...]],
    most: int,
    tell: Tell,
) -> None:
    """`booking-limit` beyond `most`; `taken` is the slot and the bookings just entered there.

    Tickets are also for others, so it says nothing that the person is expected elsewhere at this time.
    What they only held before gives way: the kiosk that held it may be dead.
    """
    slot, bookings = taken
    taking.take_turn(connection, person, bookings[0])
    beginning = f"event:{slot}:"
    standing = taking.claims_beginning(connection, person, beginning)
    if len(standing) + len(bookings) > most:
        for other in sorted(set(standing.values())):
            booked = looking.by_id(connection, other)
            if booked is not None:
                ending.replace_own(connection, asking, booked, tell)
        standing = taking.claims_beginning(connection, person, beginning)
    numbered = (f"{beginning}{number}" for number in range(1, most + 1))
    free = [claim for claim in numbered if claim not in standing]
    if len(free) < len(bookings):
        raise Refused("booking-limit")
    for booking, claim in zip(bookings, free, strict=False):
        if not taking.claim(connection, person, claim, booking):
            raise Refused("booking-limit")
