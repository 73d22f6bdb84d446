"""What the kiosk asks about petitions: a Protocol whose one real body is `kiosk.links.case`."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

from devices.ports import CardProof
from kiosk.ports.backend import Refused

if TYPE_CHECKING:
    from backend.contract.cases import CaseFile


class CaseLine(Protocol):
    """`session` is the token of a card session. Every call ends within its time limit."""

    def own(self, session: str) -> tuple[CaseFile, ...] | Refused: ...

    def take_nonce(self) -> str | Refused: ...

    def digest(self, case: CaseFile, nonce: str) -> bytes:
        """What the card is to sign (32 bytes): this text, at this kiosk, now."""
        ...

    def sign(self, session: str, case: CaseFile, proof: CardProof, nonce: str) -> CaseFile | Refused: ...
