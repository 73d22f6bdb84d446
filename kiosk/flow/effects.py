"""What a walk asks of the world; each effect that is answered carries the id its answer must name."""

from __future__ import annotations

from typing import ClassVar

from devices.ports import CardProof, Sheet
from devices.values import Value
from kiosk.flow.application import Application
from kiosk.flow.pages import Paper


class Effect(Value):
    """The base of every effect."""


class Asking(Effect):
    """The base of an effect that is answered by an event with the same id."""

    id: int


class ProveCard(Asking):
    """Let the card that arrived as `sequence` sign with 9E for the purpose "session"."""

    sequence: int


class OpenSession(Asking):
    """Send the proof; the token that comes back is kept under `session`."""

    repr_fields: ClassVar[tuple[str, ...]] = ("id", "session", "proof")
    session: int
    proof: CardProof
    nonce: str


class CountPinTries(Asking):
    sequence: int


class VerifyPinAndProve(Asking):
    """Take the PIN out of its buffer, verify it on the card, sign with 9A for the purpose "holder"."""

    sequence: int


class RaiseLevel(Asking):
    repr_fields: ClassVar[tuple[str, ...]] = ("id", "session", "proof")
    session: int
    proof: CardProof
    nonce: str


class FetchFile(Asking):
    session: int
    person: str


class RenewFile(Asking):
    """The holder's own file once more: something in it has changed. Nobody waits for it."""

    repr_fields: ClassVar[tuple[str, ...]] = ("id", "session")
    session: int
    person: str


class FileRequest(Asking):
    """Put `request` into the outbox, for good. Without a line the card signs it first and needs the PIN.

    The digits in the PIN buffer are taken along; usually there are none.
    """

    repr_fields: ClassVar[tuple[str, ...]] = ("id", "session", "sequence")
    session: int
    sequence: int  # of the card that would sign
    request: Application


class PrintSheet(Asking):
    """Print `sheet`, which was made of `paper`."""

    sheet: Sheet
    paper: Paper


class CancelPrint(Effect):
    pass


class Speak(Effect):
    """Read aloud; `personal` text is for a headset only and the runner checks it once more."""

    repr_fields: ClassVar[tuple[str, ...]] = ("language", "personal")
    text: str
    language: str
    personal: bool


class StopSpeech(Effect):
    pass


class EndSession(Effect):
    """Tell the backend that the session is over and forget its token."""

    session: int


class ClearPin(Effect):
    """Overwrite the PIN buffer with zeros."""


class Wipe(Effect):
    """Overwrite the PIN buffer, drop jobs that wait for a PIN typed before, end every session still kept."""


class CheckServiceCode(Asking):
    """Compare the digits in the PIN buffer with the technician's code."""


class CheckDevices(Asking):
    pass


class CheckNetwork(Asking):
    pass
