"""What a kiosk asks of the queues for kindergartens and schools."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal
from urllib.parse import urlencode

from backend.calling.bookings import Ask
from backend.calling.failure import ClientFailure
from backend.contract.queues import (
    ChangedQueueApplication,
    QueueAnswerIn,
    QueueApplication,
    QueueApplicationIn,
    QueueApplications,
    QueueCodeIn,
    QueueKind,
    QueueLook,
    QueueProspect,
)
from backend.contract.tokens import IDEMPOTENCY_HEADER


class QueueCalls:
    """Methods block. The caller keeps an `idempotency_key` and sends it again after a lost answer."""

    def __init__(self, ask: Ask) -> None:
        self._ask = ask

    def prospect(self, kind: QueueKind, child: str, session: str) -> QueueProspect | ClientFailure:
        """What there is for a child of the holder's; level 2."""
        path = f"/v1/queue-prospects?{urlencode({'kind': kind, 'child': child})}"
        return self._ask("GET", path, QueueProspect, session=session)

    def register(
        self, wanted: QueueApplicationIn, idempotency_key: str, session: str
    ) -> QueueApplication | ClientFailure:
        """Put the child into the lines of the wished places; level 2."""
        path, once = "/v1/queue-applications", _once(idempotency_key)
        return self._ask("POST", path, QueueApplication, body=wanted, session=session, more_headers=once)

    def own(self, session: str) -> QueueApplications | ClientFailure:
        """Those of the holder's children; level 2."""
        return self._ask("GET", "/v1/queue-applications", QueueApplications, session=session)

    def look(self, number: str, code: str, idempotency_key: str) -> QueueLook | ClientFailure:
        """Where a child stands, by the paper; tries are limited."""
        path, once = f"/v1/queue-applications/{number}/look", _once(idempotency_key)
        return self._ask("POST", path, QueueLook, body=QueueCodeIn(code=code), more_headers=once)

    def answer(
        self, number: str, answer: Literal["accepted", "declined"], idempotency_key: str, session: str
    ) -> ChangedQueueApplication | ClientFailure:
        """Yes or no to the offer; level 2."""
        return self._ask(
            "POST",
            f"/v1/queue-applications/{number}/answer",
            ChangedQueueApplication,
            body=QueueAnswerIn(answer=answer),
            session=session,
            more_headers=_once(idempotency_key),
        )

    def withdraw(
        self, number: str, idempotency_key: str, session: str
    ) -> ChangedQueueApplication | ClientFailure:
        """Out of the queue for good; level 2."""
        path, once = f"/v1/queue-applications/{number}/withdrawal", _once(idempotency_key)
        return self._ask("POST", path, ChangedQueueApplication, session=session, more_headers=once)


def _once(key: str) -> Mapping[str, str]:
    return {IDEMPOTENCY_HEADER: key}
