"""What a person does on the way to an event, and what the world answers."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from kiosk.flow.events import Answered, Touched

if TYPE_CHECKING:
    from backend.contract.events import Event, SeatPlan
    from backend.contract.payments import Invoice


class PlaybillTouch(Touched):
    """The base of what a person does here."""


class PlaybillAsked(PlaybillTouch):
    """«Афиша»."""


class PlaybillDayChosen(PlaybillTouch):
    day: str  # ISO date; "" is every day


class EventChosen(PlaybillTouch):
    event: str


class EventDayChosen(PlaybillTouch):
    day: str


class DateChosen(PlaybillTouch):
    slot: str


class CountChanged(PlaybillTouch):
    by: int


class WheelchairSwitched(PlaybillTouch):
    """Room for a wheelchair is needed, or not."""


class BestSeatsAsked(PlaybillTouch):
    """«Подобрать лучшие места», or as many as are wanted where one sits where one likes."""


class PlanAsked(PlaybillTouch):
    by_rows: bool = False


class PartChosen(PlaybillTouch):
    part: int


class RowChosen(PlaybillTouch):
    row: int


class SeatSwitched(PlaybillTouch):
    """Taken into the choice, or out of it."""

    seat: int


class ChosenSeatsAsked(PlaybillTouch):
    """«Взять эти места»."""


class SeatsAsked(PlaybillTouch):
    """Back to how many and which."""


class InvoiceAsked(PlaybillTouch):
    """«Оплатить» beside one's own booking."""

    number: str


class TerminalAsked(PlaybillTouch):
    """«Оплатить картой здесь»."""


class PlaybillAnswered(Answered):
    """The base of an answer about events and paying for them."""


class EventsFound(PlaybillAnswered):
    events: tuple[Event, ...]


class PlanFetched(PlaybillAnswered):
    repr_fields: ClassVar[tuple[str, ...]] = ("effect",)
    plan: SeatPlan


class InvoiceFetched(PlaybillAnswered):
    repr_fields: ClassVar[tuple[str, ...]] = ("effect",)
    invoice: Invoice


class TerminalDeclined(PlaybillAnswered):
    """No money was taken; `code` says why."""

    code: str
