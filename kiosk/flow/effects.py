"""What a walk asks of the world; each effect that is answered carries the id its answer must name."""

from __future__ import annotations

from dataclasses import dataclass, field

from devices.ports import CardProof, Sheet
from kiosk.flow.pages import Paper


@dataclass(frozen=True, slots=True)
class Effect:
    """The base of every effect."""


@dataclass(frozen=True, slots=True)
class Asking(Effect):
    """The base of an effect that is answered by an event with the same id."""

    id: int


@dataclass(frozen=True, slots=True)
class ProveCard(Asking):
    """Let the card that arrived as `sequence` sign with 9E for the purpose "session"."""

    sequence: int


@dataclass(frozen=True, slots=True)
class OpenSession(Asking):
    """Send the proof; the token that comes back is kept under `session`."""

    session: int
    proof: CardProof
    nonce: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class CountPinTries(Asking):
    sequence: int


@dataclass(frozen=True, slots=True)
class VerifyPinAndProve(Asking):
    """Take the PIN out of its buffer, verify it on the card, sign with 9A for the purpose "holder"."""

    sequence: int


@dataclass(frozen=True, slots=True)
class RaiseLevel(Asking):
    session: int
    proof: CardProof
    nonce: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class FetchFile(Asking):
    session: int
    person: str


@dataclass(frozen=True, slots=True)
class PrintSheet(Asking):
    """Print `sheet`, which was made of `paper`."""

    sheet: Sheet
    paper: Paper


@dataclass(frozen=True, slots=True)
class CancelPrint(Effect):
    pass


@dataclass(frozen=True, slots=True)
class Speak(Effect):
    """Read aloud; `personal` text is for a headset only and the runner checks it once more."""

    text: str = field(repr=False)
    language: str
    personal: bool


@dataclass(frozen=True, slots=True)
class StopSpeech(Effect):
    pass


@dataclass(frozen=True, slots=True)
class EndSession(Effect):
    """Tell the backend that the session is over and forget its token."""

    session: int


@dataclass(frozen=True, slots=True)
class ClearPin(Effect):
    """Overwrite the PIN buffer with zeros."""


@dataclass(frozen=True, slots=True)
class Wipe(Effect):
    """Overwrite the PIN buffer, drop jobs that wait for a PIN typed before, end every session still kept."""


@dataclass(frozen=True, slots=True)
class CheckServiceCode(Asking):
    """Compare the digits in the PIN buffer with the technician's code."""


@dataclass(frozen=True, slots=True)
class CheckDevices(Asking):
    pass


@dataclass(frozen=True, slots=True)
class CheckNetwork(Asking):
    pass
