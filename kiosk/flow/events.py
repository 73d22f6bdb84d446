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
