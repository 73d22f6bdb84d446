"""What can happen to a kiosk: touches, cards, answers of the world, and the passing of time."""

from __future__ import annotations

from dataclasses import dataclass

from devices.ports import CardFailure, CardProof, NotPrinted, PrinterState, ReaderEvent


@dataclass(frozen=True, slots=True)
class Event:
    """The base of everything `step` takes."""


@dataclass(frozen=True, slots=True)
class ReaderReported(Event):
    """The reader thread saw a card come, go, or its reader vanish and return."""

    report: ReaderEvent


@dataclass(frozen=True, slots=True)
class PrinterReported(Event):
    state: PrinterState


@dataclass(frozen=True, slots=True)
class Ticked(Event):
    """Time passed. `now`: seconds of a monotonic clock; `clock`: «14:05» for the header."""

    now: float
    clock: str
    today: str  # ISO date


@dataclass(frozen=True, slots=True)
class Answered(Event):
    """The base of an answer to an effect: taken only while `effect` is awaited."""

    effect: int


@dataclass(frozen=True, slots=True)
class CardProved(Answered):
    proof: CardProof


@dataclass(frozen=True, slots=True)
class CardRefused(Answered):
    failure: CardFailure


@dataclass(frozen=True, slots=True)
class PaperPrinted(Answered):
    pass


@dataclass(frozen=True, slots=True)
class PaperRefused(Answered):
    failure: NotPrinted


@dataclass(frozen=True, slots=True)
class ScreenTouched(Event):
    """Somebody touched the screen, anywhere: speech stops and the time-out starts anew.

    Also posted when a page of a long view is turned, which changes nothing else in the walk.
    """


@dataclass(frozen=True, slots=True)
class PinChanged(Event):
    """A key of the PIN pad was pressed; the digit itself is in the PIN buffer only."""

    count: int


@dataclass(frozen=True, slots=True)
class LetterTyped(Event):
    """A key of the on-screen keyboard; a space is a letter too."""

    letter: str


@dataclass(frozen=True, slots=True)
class LetterErased(Event):
    """The erase key of the on-screen keyboard."""


@dataclass(frozen=True, slots=True)
class LayoutChosen(Event):
    """The language or digits key of the on-screen keyboard; `layout` is a value of `views.Layout`."""

    layout: str


@dataclass(frozen=True, slots=True)
class TypingFinished(Event):
    """«Готово» on the on-screen keyboard."""


@dataclass(frozen=True, slots=True)
class FieldTouched(Event):
    """A field of the technician's touch test, counted from the upper left."""

    field: int


@dataclass(frozen=True, slots=True)
class ClockHeld(Event):
    """The clock of the header was held for three seconds: the technician's hidden way in."""
