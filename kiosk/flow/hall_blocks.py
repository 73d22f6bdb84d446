"""A hall to choose seats in: its parts as on a plan, the seats of a part, and a count by plus and minus."""

from __future__ import annotations

from enum import StrEnum

from devices.values import Value
from kiosk.flow.events import Event


class SeatLook(StrEnum):
    """State of a seat; each is another shape, none is colour alone."""

    FREE = "free"
    TAKEN = "taken"  # or not for this person now
    CHOSEN = "chosen"


class SeatKind(StrEnum):
    ORDINARY = "ordinary"
    WHEELCHAIR = "wheelchair"  # room for a wheelchair, no seat
    COMPANION = "companion"  # for who comes with the wheelchair beside it


class PlanSeat(Value):
    """A seat; `at` is its column in the part, from the left."""

    text: str
    at: int
    look: SeatLook
    kind: SeatKind
    press: Event | None
    spoken: str


class PlanRow(Value):
    """`spoken` is the row's name in words, «Ряд 3»; `free` says which of its seats are free."""

    label: str
    seats: tuple[PlanSeat, ...]
    spoken: str
    free: str = ""


class LegendEntry(Value):
    """What a sign of the plan means."""

    text: str
    look: SeatLook
    kind: SeatKind


class SeatPlan(Value):
    """Rows of seats under the stage, seen from above; `stage` "" where none is near."""

    stage: str
    columns: int
    rows: tuple[PlanRow, ...]
    companion: str  # the letter on a companion's seat
    legend: tuple[LegendEntry, ...] = ()


class HallPart(Value):
    """A part of a hall as a card; `picture`: a line a row, «o» free, «x» taken, «.» no seat."""

    title: str
    note: str  # how many seats are free
    price: str
    column: int
    row: int
    picture: tuple[str, ...]
    press: Event | None
    spoken: str = ""


class HallParts(Value):
    """The parts of a hall where they lie, the stage above them."""

    stage: str
    columns: int
    parts: tuple[HallPart, ...]


class Counter(Value):
    """A number with minus and plus beside it; a press that is None cannot go further."""

    label: str
    count: int
    note: str
    less: Event | None
    more: Event | None
    less_words: str
    more_words: str
    spoken: str = ""
