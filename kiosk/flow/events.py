"""What can happen to a kiosk: touches, cards, answers of the world, and the passing of time."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from devices.ports import CardFailure, CardProof, NotPrinted, PrinterState, ReaderEvent
from devices.values import Value
from kiosk.flow.pages import Page, Paper

if TYPE_CHECKING:
    from backend.contract.cards import GroupCounts
    from backend.contract.people import PersonalFile, Relation


class Event(Value):
    """The base of everything `step` takes."""


# --- touches: whatever a person does; each stops speech and puts the time-out off --------------------


class Touched(Event):
    """A touch, also one that met no button."""


class Opened(Touched):
    """Go on to a page."""

    page: Page


class Switched(Touched):
    """Show another page in place of this one: a tab, a filter, «Почему»."""

    page: Page


class WentBack(Touched):
    pass


class WentToSection(Touched):
    """«В начало раздела»."""


class WentHome(Touched):
    pass


class Finished(Touched):
    """«Закончить»: the person is done; everything of theirs is forgotten."""


class LanguageSwitched(Touched):
    pass


class LargeSwitched(Touched):
    pass


class ContrastSwitched(Touched):
    pass


class LowReachSwitched(Touched):
    pass


class VoiceSwitched(Touched):
    pass


class TextTyped(Touched):
    """A key of our own keyboard: one character."""

    character: str


class TextErased(Touched):
    """The last character goes; `all` empties the line."""

    all: bool = False


class LayoutChosen(Touched):
    """`layout`: "russian", "english" or "digits"."""

    layout: str


class TextDone(Touched):
    """«Готово» on the keyboard."""


class PinChanged(Touched):
    """The PIN buffer holds `count` digits now; the digits themselves never come here."""

    count: int


class PinConfirmed(Touched):
    pass


class PinOffered(Touched):
    """«Ввести ПИН-код» on the welcome page."""


class PersonChosen(Touched):
    """Show the file of somebody the holder acts for."""

    person: str


class PrintAsked(Touched):
    """«Напечатать» under a preview."""

    paper: Paper


class PrintCancelled(Touched):
    pass


class CardRetried(Touched):
    """«Попробовать ещё раз» after a card that could not be read or checked."""


class Extended(Touched):
    """«Продолжить» on the time-out warning."""


# --- devices and time ------------------------------------------------------------------------------


class ReaderReported(Event):
    """The reader thread saw a card come, go, or its reader vanish and return."""

    report: ReaderEvent


class PrinterReported(Event):
    state: PrinterState


class HeadsetReported(Event):
    plugged: bool


class BackendReported(Event):
    """What the background traffic with the backend learned: "" is well, otherwise a failure code."""

    code: str


class BackendPackReported(Event):
    """The content pack that the backend works with, by its hash."""

    hash: str


class RequestAccepted(Event):
    """The backend has the request of this receipt and gave it a number; maybe days after `Filed`."""

    receipt_code: str
    number: str


class RequestRefused(Event):
    """The backend will not take the request of this receipt: an operator has it now."""

    receipt_code: str
    code: str


class OutboxReported(Event):
    """What stands in the outbox: how many wait, for how long, how many were refused; "" or a failure code."""

    waiting: int = 0
    oldest_seconds: int = 0
    refused: int = 0
    code: str = ""


class Broke(Event):
    """The kiosk cannot serve any more: out of service, with a failure code."""

    code: str


class Mended(Event):
    """What `Broke` told of, with this code, is over."""

    code: str


class Ticked(Event):
    """Time passed. `now`: seconds of a monotonic clock; `clock`: «14:05» for the header."""

    now: float
    clock: str
    today: str  # ISO date


# --- answers ---------------------------------------------------------------------------------------


class Answered(Event):
    """The base of an answer to an effect: taken only while `effect` is awaited."""

    effect: int


class CardProved(Answered):
    """The card signed over `nonce`."""

    repr_fields: ClassVar[tuple[str, ...]] = ("effect", "proof")
    proof: CardProof
    nonce: str = ""


class ServiceCardProved(Answered):
    """The card is one of the technician's."""


class CardRefused(Answered):
    failure: CardFailure


class PinTriesCounted(Answered):
    tries_left: int


class SessionOpened(Answered):
    """Level 1. The session's token stays in the runner under the number `session`."""

    repr_fields: ClassVar[tuple[str, ...]] = ("effect", "session")
    session: int
    first_name: str
    initial: str
    counts: GroupCounts
    offers: int = 0  # seats of the waiting list that are kept for the holder


class HolderConfirmed(Answered):
    """Level 2."""

    repr_fields: ClassVar[tuple[str, ...]] = ("effect",)
    file: PersonalFile
    acts_for: tuple[Relation, ...]
    to_sign: int = 0  # petitions that wait for the holder's signature


class FileFetched(Answered):
    """The file of somebody the holder acts for."""

    repr_fields: ClassVar[tuple[str, ...]] = ("effect",)
    file: PersonalFile


class Filed(Answered):
    """The request stands on the disk and will reach the backend: only now may its receipt be shown."""

    receipt_code: str


class FilingNeedsPin(Answered):
    """There is no line, so the card has to sign the request, and asks for the PIN. Nothing is stored."""


class FilingRefused(Answered):
    """Nothing is stored and nothing was promised; `code` has a page in docs/failures.md."""

    code: str


class BackendRefused(Answered):
    """The backend or the way to it failed: `code` has a page in docs/failures.md."""

    code: str


class PaperPrinted(Answered):
    pass


class PaperRefused(Answered):
    failure: NotPrinted
