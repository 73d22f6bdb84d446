"""What the kiosk asks of the queues: a Protocol whose one real body is `kiosk.links.queue`."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

from kiosk.ports.backend import Refused

if TYPE_CHECKING:
    from backend.contract.queues import QueueApplication, QueueLook, QueueProspect
    from kiosk.flow.queues.effects import RegisterChild


class QueueLine(Protocol):
    """`session` is the token of a card session. Every call ends within its time limit."""

    def prospect(self, session: str, kind: str, child: str) -> QueueProspect | Refused: ...

    def register(self, session: str, wish: RegisterChild) -> QueueApplication | Refused:
        """Asked twice for one attempt it registers once."""
        ...

    def own(self, session: str) -> tuple[QueueApplication, ...] | Refused: ...

    def look(self, number: str, code: str) -> QueueLook | Refused: ...

    def answer(self, session: str, number: str, accepted: bool) -> Refused | None: ...

    def withdraw(self, session: str, number: str) -> Refused | None: ...
