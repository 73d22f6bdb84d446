"""The one real body of `kiosk.ports.queue.QueueLine`: the client's calls, failures turned into codes."""

from __future__ import annotations

from collections.abc import Callable
from hashlib import sha256
from typing import Final
from uuid import uuid4

from pydantic import TypeAdapter

from backend.client import ClientFailure, KioskClient
from backend.contract.queues import (
    QueueApplication,
    QueueApplicationIn,
    QueueClaimIn,
    QueueKind,
    QueueLook,
    QueueProspect,
)
from kiosk.flow.queues.effects import RegisterChild
from kiosk.ports.backend import Refused

KEY_LENGTH: Final = 32
_KIND: TypeAdapter[QueueKind] = TypeAdapter(QueueKind)


class QueueLink:
    """Calls may come from any worker thread; `code_of` names a failure."""

    def __init__(self, client: KioskClient, code_of: Callable[[ClientFailure], str]) -> None:
        self._calls = client.queues
        self._code_of = code_of

    def prospect(self, session: str, kind: str, child: str) -> QueueProspect | Refused:
        answer = self._calls.prospect(_KIND.validate_python(kind), child, session)
        return self._refused(answer) if isinstance(answer, ClientFailure) else answer

    def register(self, session: str, wish: RegisterChild) -> QueueApplication | Refused:
        asked = QueueApplicationIn(
            kind=_KIND.validate_python(wish.kind),
            child=wish.child,
            wishes=wish.wishes,
            year=wish.year,
            claims=tuple(QueueClaimIn(ground=ground, place=place) for ground, place in wish.claims),
        )
        # The session's token is fresh with each card, an attempt's number within the session: nobody
        # else's wish has this key, and the same wish asked again has no other.
        key = sha256(f"queue\n{session}\n{wish.attempt}".encode()).hexdigest()[:KEY_LENGTH]
        answer = self._calls.register(asked, key, session)
        return self._refused(answer) if isinstance(answer, ClientFailure) else answer

    def own(self, session: str) -> tuple[QueueApplication, ...] | Refused:
        answer = self._calls.own(session)
        return self._refused(answer) if isinstance(answer, ClientFailure) else answer.applications

    def look(self, number: str, code: str) -> QueueLook | Refused:
        answer = self._calls.look(number, code, uuid4().hex)
        return self._refused(answer) if isinstance(answer, ClientFailure) else answer

    def answer(self, session: str, number: str, accepted: bool) -> Refused | None:
        answer = self._calls.answer(number, "accepted" if accepted else "declined", uuid4().hex, session)
        return self._refused(answer) if isinstance(answer, ClientFailure) else None

    def withdraw(self, session: str, number: str) -> Refused | None:
        answer = self._calls.withdraw(number, uuid4().hex, session)
        return self._refused(answer) if isinstance(answer, ClientFailure) else None

    def _refused(self, failure: ClientFailure) -> Refused:
        return Refused(self._code_of(failure))
