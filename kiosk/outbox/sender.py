"""Sends what stands in the outbox until it is settled: the same key each time, so that it happens once.

When to try again is kept in memory, by a clock that only goes forward: no jump of the time of day holds a
request back, and after a start everything is tried at once.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from kiosk.flow.events import Event, RequestAccepted, RequestRefused
from kiosk.outbox.outbox import Outbox
from kiosk.outbox.pace import Pace
from kiosk.outbox.values import Accepted, Entry, NotNow, Outcome, RefusedForGood

IDLE_SECONDS: Final = 60.0


class Sender:
    """Makes rounds; one thread calls `round`, any thread `hurry`."""

    def __init__(
        self,
        outbox: Outbox,
        deliver: Callable[[Entry], Outcome],
        post: Callable[[Event], None],
        pace: Pace,
        steady: Callable[[], float],
        unix: Callable[[], int],
    ) -> None:
        """`steady`: seconds of a monotonic clock; `unix`: the time of day, only for the retention."""
        self._outbox = outbox
        self._deliver = deliver
        self._post = post
        self._pace = pace
        self._steady = steady
        self._unix = unix
        self._not_before: dict[int, float] = {}  # by sequence: what was put off, and until when
        self._line_from = 0.0  # the line itself is not tried before
        self._line_failures = 0

    def hurry(self) -> None:
        """Somebody has just filed, or the line is back: try the line at once."""
        self._line_from = 0.0

    def round(self) -> float:
        """Send what is due; gives the seconds until the next round. Raises OutboxError."""
        self._outbox.forget(self._unix())
        waiting = self._outbox.unsettled()
        self._not_before = {
            number: until for number, until in self._not_before.items() if number in set(waiting)
        }
        for sequence in waiting:
            if self._steady() < max(self._not_before.get(sequence, 0.0), self._line_from):
                continue
            entry = self._outbox.sending(sequence)
            if entry is not None and not self._settled(entry):
                break
        return self._until_next()

    def _settled(self, entry: Entry) -> bool:
        """Send one; False when the line failed, which the next would only meet again."""
        outcome = self._deliver(entry)
        if isinstance(outcome, NotNow):
            return self._put_off(entry, outcome)
        self._line_failures = 0
        if isinstance(outcome, Accepted):
            if self._outbox.accept(entry.key, outcome.number, self._unix()):
                self._post(RequestAccepted(entry.receipt_code, outcome.number))
        elif isinstance(outcome, RefusedForGood) and self._outbox.refuse(
            entry.key, outcome.code, self._unix()
        ):
            self._post(RequestRefused(entry.receipt_code, outcome.code))
        return True

    def _put_off(self, entry: Entry, outcome: NotNow) -> bool:
        if outcome.line:
            self._line_failures += 1
            self._line_from = self._steady() + self._pace.wait(self._line_failures)
            return False
        self._line_failures = 0
        self._not_before[entry.sequence] = self._steady() + self._pace.wait(entry.attempts)
        return True

    def _until_next(self) -> float:
        waiting = self._outbox.unsettled()
        if not waiting:
            return IDLE_SECONDS
        due = min(max(self._not_before.get(number, 0.0), self._line_from) for number in waiting)
        return min(max(due - self._steady(), 0.0), IDLE_SECONDS)
