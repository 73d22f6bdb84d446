"""What the rest of Okno knows of a device: one small Protocol each, and the values they exchange.

Every Protocol has one real body and one simulated one. Failures are values with a code that has a
page in docs/failures.md; a device never raises at its caller for something that happens in a corridor.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from enum import StrEnum
from typing import ClassVar, Protocol

from devices.values import Value


class ReaderProfile(StrEnum):
    """How a card meets the reader; the words on screen and the end of a session follow from it."""

    INSERT = "insert"  # a contact slot: «Вставьте», card out ends the session
    LAY = "lay"  # a contactless tray: «Положите», card away ends the session
    TAP = "tap"  # a short touch: «Приложите», the session ends by button, time-out or next tap


class ForeignCard(StrEnum):
    """Cards that are recognised, named and kindly declined."""

    PAYMENT = "payment"
    TRANSPORT = "transport"
    OPENPGP = "openpgp"
    UNKNOWN = "unknown"


class CardKey(StrEnum):
    """The two PIV keys the project uses (NIST SP 800-73)."""

    CARD = "9E"  # card authentication, no PIN: the card is genuine
    HOLDER = "9A"  # PIV authentication, after the PIN: the holder is here


class CardPresent(Value):
    """A card lies in the reader; `sequence` grows with each arrival, a fast out-and-in counts twice."""

    reader: str
    sequence: int
    atr: bytes


class CardAbsent(Value):
    reader: str
    sequence: int


class ReaderLost(Value):
    code: str  # "reader-lost", "pcscd-lost"


class ReaderBack(Value):
    reader: str


ReaderEvent = CardPresent | CardAbsent | ReaderLost | ReaderBack


class CardProof(Value):
    """What a card gave away: its certificate for a key, its CHUID's GUID, and one signature."""

    repr_fields: ClassVar[tuple[str, ...]] = ("key",)
    key: CardKey
    certificate: bytes  # DER
    guid: bytes  # 16 bytes of the CHUID; compared with the certificate's
    signature: bytes  # DER ECDSA over the challenge


class CardFailure(Value):
    """Why a card did not do what was asked.

    `code`: card-unreadable, card-removed, card-foreign, card-pin-wrong, card-pin-blocked,
    card-pin-unavailable, card-certificate-missing, card-signature-refused, card-timeout, reader-lost.
    """

    code: str
    foreign: ForeignCard | None = None
    tries_left: int | None = None


class Reader(Protocol):
    """A card reader with one owner thread inside; calls may come from any worker thread."""

    def start(self, on_event: Callable[[ReaderEvent], None]) -> None: ...

    def stop(self) -> None: ...

    def prove(
        self, sequence: int, key: CardKey, challenge: bytes, pin: bytearray | None
    ) -> CardProof | CardFailure:
        """Read certificate and CHUID of the card that arrived as `sequence` and sign `challenge`.

        `challenge` is a 32-byte SHA-256 digest. `pin` (ASCII digits) is verified first when given
        and is overwritten with zeros before this returns.
        """
        ...

    def pin_tries_left(self, sequence: int) -> int | CardFailure:
        """How many PIN tries the card has left, asked without spending one."""
        ...


class PrinterState(StrEnum):
    READY = "ready"
    PAPER_LOW = "paper_low"
    PAPER_OUT = "paper_out"
    COVER_OPEN = "cover_open"
    OFFLINE = "offline"
    UNKNOWN = "unknown"


class Align(StrEnum):
    LEFT = "left"
    CENTRE = "centre"


class Line(Value):
    """One line of text; longer text is wrapped at words by the printer's own width."""

    text: str
    bold: bool = False
    large: bool = False  # double width and height
    align: Align = Align.LEFT


class Pair(Value):
    """Two columns: label left, value right; wraps to two lines when both do not fit."""

    label: str
    value: str
    bold: bool = False


class CheckItem(Value):
    """One thing to bring, with a box to tick."""

    text: str


class Rule(Value):
    """A line across the paper."""


class Space(Value):
    lines: int = 1


class QrCode(Value):
    data: str
    caption: str = ""


class Cut(Value):
    """Here one paper ends and the next begins: tickets of one job that are torn apart."""


Element = Line | Pair | CheckItem | Rule | Space | QrCode | Cut


class Sheet(Value):
    """A paper to be printed: elements from top to bottom, then a cut. `owner` is the session number."""

    repr_fields: ClassVar[tuple[str, ...]] = ("title", "owner")
    title: str
    elements: tuple[Element, ...]
    owner: int = 0


class Printed(Value):
    """The printer acknowledged the job after the cut."""


class NotPrinted(Value):
    """`code`: printer-paper-out, printer-cover-open, printer-offline, printer-unknown,
    printer-not-acknowledged, printer-cancelled. `paper_came_out`: what had been printed by then was cut
    off and lies in the tray."""

    code: str
    paper_came_out: bool = False


def never() -> bool:
    """Nobody has cancelled."""
    return False


class Printer(Protocol):
    def state(self) -> PrinterState: ...

    def print(self, sheet: Sheet, cancelled: Callable[[], bool] = never) -> Printed | NotPrinted:
        """Print and wait for the acknowledgement; never leaves anything to be printed later.

        `cancelled` tells, as `cancel` does, that the sheet is nobody's any more; it knows what was
        cancelled before this call.
        """
        ...

    def cancel(self) -> None:
        """Drop whatever is under way for the person who left; may come from another thread."""
        ...


class Approved(Value):
    """Money was taken: `terminal` and the acquirer's number of the operation name it for good."""

    repr_fields: ClassVar[tuple[str, ...]] = ("terminal", "amount_kopecks")
    terminal: str
    reference: str  # RRN
    amount_kopecks: int
    approved_at: datetime


class Declined(Value):
    """No money was taken. `code`: terminal-declined, terminal-cancelled, terminal-offline, terminal-silent.

    After `terminal-silent` nobody knows; the bank's own notice tells.
    """

    code: str


class PaymentTerminal(Protocol):
    """A terminal for bank cards beside the kiosk; calls may come from any worker thread."""

    def pay(self, amount_kopecks: int, invoice: str) -> Approved | Declined:
        """Let somebody pay; blocks until the terminal has decided or its patience is over."""
        ...


class VoiceState(StrEnum):
    READY = "ready"
    SPEAKING = "speaking"
    LOST = "lost"  # no sound card, no player, no voice: the kiosk works on without speech


class Voice(Protocol):
    """Speech in its own supervised process."""

    def say(self, text: str, language: str) -> None:
        """Stop what is being said and say this; returns at once."""
        ...

    def stop(self) -> None:
        """Silence within 200 ms."""
        ...

    def reset_volume(self) -> None:
        """What one person chose does not meet the next."""
        ...

    def headset(self) -> bool:
        """Whether a headset is plugged in: only then may anything personal be spoken."""
        ...


class Scanner(Protocol):
    """Reads the codes that are held before it, with one owner thread inside."""

    def start(self, on_text: Callable[[str], None]) -> None: ...

    def stop(self) -> None: ...

    def present(self) -> bool:
        """Whether the device is there."""
        ...
