"""What the kiosk asks of the backend: a Protocol whose one real body is `kiosk.links.backend`."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Protocol

from devices.ports import CardProof

if TYPE_CHECKING:
    from backend.contract.cards import CardSession, HolderSession
    from backend.contract.kiosks import Heartbeat
    from backend.contract.people import PersonalFile
    from kiosk.flow.wizard.effects import FindAnswers, LeaveHandoff, LeaveSlip
    from kiosk.leaving import FoundAnswers


@dataclass(frozen=True, slots=True)
class Refused:
    """The backend said no, or the way to it failed; `code` has a section in docs/failures.md."""

    code: str


@dataclass(frozen=True, slots=True)
class NetworkLine:
    """A step of the network test: what was tried, whether it worked, a figure or a code."""

    what: str
    good: bool
    value: str = ""


class Backend(Protocol):
    """Calls may come from any worker thread; every call ends within its own time limit."""

    def take_nonce(self) -> str | Refused:
        """A nonce for one signature; out of the stock, so that a tap waits for no network."""
        ...

    def digest(self, nonce: str, key: str, purpose: str) -> bytes:
        """What the card is to sign (32 bytes), bound to this kiosk."""
        ...

    def open_session(self, proof: CardProof, nonce: str) -> CardSession | Refused: ...

    def raise_level(self, token: str, proof: CardProof, nonce: str) -> HolderSession | Refused: ...

    def fetch_file(self, token: str, person: str) -> PersonalFile | Refused: ...

    def leave_handoff(self, left: LeaveHandoff) -> str | Refused:
        """Leave answers for an operator; the eight digits of their code."""
        ...

    def find_answers(self, asked: FindAnswers) -> FoundAnswers | Refused:
        """What an operator has left behind eight digits."""
        ...

    def leave_slip(self, left: LeaveSlip) -> str | Refused:
        """Leave a prepared application for an office; the eight digits of its code."""
        ...

    def end_session(self, token: str) -> Refused | None: ...

    def send_heartbeat(self, heartbeat: Heartbeat) -> Refused | None: ...

    def test_network(self) -> tuple[NetworkLine, ...]: ...


class FilingLine(Protocol):
    """What filing asks of the line to the backend."""

    def time(self) -> datetime:
        """The backend's time as far as it is known here: no wrong clock of this kiosk moves it."""
        ...

    def vouch(self, token: str, person: str) -> Refused | None:
        """Nothing if the backend knows this session as that person's now, and keeps it open; else why not."""
        ...
