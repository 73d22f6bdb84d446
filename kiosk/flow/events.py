"""What can happen to a kiosk: touches, cards, answers of the world, and the passing of time."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from devices.ports import CardFailure, CardProof, NotPrinted, PrinterState, ReaderEvent
from kiosk.flow.pages import CheckLine, Page, Paper

if TYPE_CHECKING:
    from backend.contract.cards import GroupCounts
    from backend.contract.people import PersonalFile, Relation


@dataclass(frozen=True, slots=True)
class Event:
    """The base of everything `step` takes."""


# --- touches: whatever a person does; each stops speech and puts the time-out off --------------------


@dataclass(frozen=True, slots=True)
class Touched(Event):
    """A touch, also one that met no button."""


@dataclass(frozen=True, slots=True)
class Opened(Touched):
    """Go on to a page."""

    page: Page


@dataclass(frozen=True, slots=True)
class Switched(Touched):
    """Show another page in place of this one: a tab, a filter, «Почему»."""

    page: Page


@dataclass(frozen=True, slots=True)
class WentBack(Touched):
    pass


@dataclass(frozen=True, slots=True)
class WentToSection(Touched):
    """«В начало раздела»."""


@dataclass(frozen=True, slots=True)
class WentHome(Touched):
    pass


@dataclass(frozen=True, slots=True)
class Finished(Touched):
    """«Закончить»: the person is done; everything of theirs is forgotten."""


@dataclass(frozen=True, slots=True)
class LanguageSwitched(Touched):
    pass


@dataclass(frozen=True, slots=True)
class LargeSwitched(Touched):
    pass


@dataclass(frozen=True, slots=True)
class ContrastSwitched(Touched):
    pass


@dataclass(frozen=True, slots=True)
class LowReachSwitched(Touched):
    pass


@dataclass(frozen=True, slots=True)
class VoiceSwitched(Touched):
    pass


@dataclass(frozen=True, slots=True)
class TextTyped(Touched):
    """A key of our own keyboard: one character."""

    character: str


@dataclass(frozen=True, slots=True)
class TextErased(Touched):
    """The last character goes; `all` empties the line."""

    all: bool = False


@dataclass(frozen=True, slots=True)
class LayoutChosen(Touched):
    """`layout`: "russian", "english" or "digits"."""

    layout: str


@dataclass(frozen=True, slots=True)
class TextDone(Touched):
    """«Готово» on the keyboard."""


@dataclass(frozen=True, slots=True)
class PinChanged(Touched):
    """The PIN buffer holds `count` digits now; the digits themselves never come here."""

    count: int


@dataclass(frozen=True, slots=True)
class PinConfirmed(Touched):
    pass


@dataclass(frozen=True, slots=True)
class PinOffered(Touched):
    """«Ввести ПИН-код» on the welcome page."""


@dataclass(frozen=True, slots=True)
class PersonChosen(Touched):
    """Show the file of somebody the holder acts for."""

    person: str


@dataclass(frozen=True, slots=True)
class PrintAsked(Touched):
    """«Напечатать» under a preview."""

    paper: Paper


@dataclass(frozen=True, slots=True)
class PrintCancelled(Touched):
    pass


@dataclass(frozen=True, slots=True)
class CardRetried(Touched):
    """«Попробовать ещё раз» after a card that could not be read or checked."""


@dataclass(frozen=True, slots=True)
class Extended(Touched):
    """«Продолжить» on the time-out warning."""


@dataclass(frozen=True, slots=True)
class ClockHeld(Touched):
    """A long press of the clock: the technician's hidden door."""


@dataclass(frozen=True, slots=True)
class DeviceTestAsked(Touched):
    pass


@dataclass(frozen=True, slots=True)
class NetworkTestAsked(Touched):
    pass


@dataclass(frozen=True, slots=True)
class FieldTouched(Touched):
    """A field of the technician's touch test, numbered row by row from 0."""

    field: int


# --- devices and time ------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class ReaderReported(Event):
    """The reader thread saw a card come, go, or its reader vanish and return."""

    report: ReaderEvent


@dataclass(frozen=True, slots=True)
class PrinterReported(Event):
    state: PrinterState


@dataclass(frozen=True, slots=True)
class HeadsetReported(Event):
    plugged: bool


@dataclass(frozen=True, slots=True)
class BackendReported(Event):
    """What the background traffic with the backend learned: "" is well, otherwise a failure code."""

    code: str


@dataclass(frozen=True, slots=True)
class BackendPackReported(Event):
    """The content pack that the backend works with, by its hash."""

    hash: str


@dataclass(frozen=True, slots=True)
class Broke(Event):
    """The kiosk cannot serve any more: out of service, with a failure code."""

    code: str


@dataclass(frozen=True, slots=True)
class Mended(Event):
    """What `Broke` told of, with this code, is over."""

    code: str


@dataclass(frozen=True, slots=True)
class Ticked(Event):
    """Time passed. `now`: seconds of a monotonic clock; `clock`: «14:05» for the header."""

    now: float
    clock: str
    today: str  # ISO date


# --- answers ---------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Answered(Event):
    """The base of an answer to an effect: taken only while `effect` is awaited."""

    effect: int


@dataclass(frozen=True, slots=True)
class CardProved(Answered):
    """The card signed over `nonce`."""

    proof: CardProof
    nonce: str = field(default="", repr=False)


@dataclass(frozen=True, slots=True)
class ServiceCardProved(Answered):
    """The card is one of the technician's."""


@dataclass(frozen=True, slots=True)
class CardRefused(Answered):
    failure: CardFailure


@dataclass(frozen=True, slots=True)
class PinTriesCounted(Answered):
    tries_left: int


@dataclass(frozen=True, slots=True)
class SessionOpened(Answered):
    """Level 1. The session's token stays in the runner under the number `session`."""

    session: int
    first_name: str = field(repr=False)
    initial: str = field(repr=False)
    counts: GroupCounts = field(repr=False)


@dataclass(frozen=True, slots=True)
class HolderConfirmed(Answered):
    """Level 2."""

    file: PersonalFile = field(repr=False)
    acts_for: tuple[Relation, ...] = field(repr=False)


@dataclass(frozen=True, slots=True)
class FileFetched(Answered):
    """The file of somebody the holder acts for."""

    file: PersonalFile = field(repr=False)


@dataclass(frozen=True, slots=True)
class BackendRefused(Answered):
    """The backend or the way to it failed: `code` has a page in docs/failures.md."""

    code: str


@dataclass(frozen=True, slots=True)
class PaperPrinted(Answered):
    pass


@dataclass(frozen=True, slots=True)
class PaperRefused(Answered):
    failure: NotPrinted


@dataclass(frozen=True, slots=True)
class ServiceCodeChecked(Answered):
    right: bool


@dataclass(frozen=True, slots=True)
class CheckFinished(Answered):
    """The lines of a device or network test."""

    results: tuple[CheckLine, ...]
