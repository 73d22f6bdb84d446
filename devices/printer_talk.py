"""The conversation with a receipt printer over an open link: ask, clear, send, wait to be told "done".

Nothing is believed that the printer did not say: silence is "unknown", a job is printed only when the
answer that stands behind its last byte has come back.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from enum import Enum, auto
from typing import Protocol, TypeVar

from devices.ports import PrinterState
from devices.printer_status import (
    ASK_PAPER_SENSOR,
    CLEAR_BUFFERS,
    Acknowledged,
    Cleared,
    Question,
    Reply,
    ReplyReader,
    Status,
    state_of,
)

CANCEL_POLL = 0.05  # seconds: how soon a cancelled wait is noticed
FAULTS = frozenset(
    {PrinterState.PAPER_OUT, PrinterState.COVER_OPEN, PrinterState.OFFLINE}
)  # states in which nothing is printed


AnyReply = TypeVar("AnyReply", Status, Acknowledged, Cleared)


class LinkClosedError(Exception):
    """The other end is gone."""


class Link(Protocol):
    """Bytes to and from a printer, however it is connected."""

    def send(self, data: bytes) -> None:
        """Raise LinkClosedError when the bytes cannot be handed over."""
        ...

    def receive(self, seconds: float) -> bytes:
        """Return what has come within so many seconds, b"" for silence; LinkClosedError at the end."""
        ...

    def close(self) -> None: ...


@dataclass(frozen=True, slots=True)
class Limits:
    """How long a printer may take, in seconds."""

    connect: float = 1.0
    reply: float = 1.0  # to DLE EOT and DLE DC4: a living printer needs milliseconds, a busy kiosk more
    clean: float = 3.0  # to feed and cut off what an unfinished job has left on the paper
    acknowledge: float = 10.0  # for a whole job: a metre of paper and the cut
    watch: float = 0.25  # how often the state is asked while a job prints
    quiet: float = 0.1  # silence after which no answer of an older job is to be expected


class Ending(Enum):
    """How a job ended."""

    ACKNOWLEDGED = auto()
    FAULT = auto()  # the printer told why: see its state
    UNANSWERED = auto()
    CANCELLED = auto()


@dataclass(slots=True)
class Talk:
    """One conversation; made new for each connection, so that no old answer is in it."""

    link: Link
    limits: Limits
    state: PrinterState = PrinterState.UNKNOWN
    pieces_sent: int = 0  # of the job
    _reader: ReplyReader = field(default_factory=ReplyReader)
    _replies: list[Reply] = field(default_factory=list)

    def ask_state(self) -> PrinterState:
        """Ask DLE EOT 1, 2 and 4, one after the other, because the answers do not say what they answer."""
        answers: dict[Question, int | None] = {}
        for question in Question:
            self.link.send(question.command)
            reply = self._await(Status, self.limits.reply)
            answers[question] = reply.bits if reply is not None else None
            if reply is None:
                break
        self.state = state_of(answers)
        return self.state

    def clear(self) -> bool:
        """Throw away whatever the printer still holds; return whether it said that it did."""
        self.link.send(CLEAR_BUFFERS)
        return self._await(Cleared, self.limits.reply) is not None

    def buffer_is_empty(self, after_trouble: bool) -> bool:
        """Return whether all that was ever sent has been dealt with: nobody's paper is still to come.

        After trouble an older job's answer may come first, so the line must fall quiet behind it.
        """
        self.link.send(ASK_PAPER_SENSOR)
        limit = self.limits.clean if after_trouble else self.limits.reply
        if self._await(Acknowledged, limit) is None:
            return False
        while after_trouble and (data := self.link.receive(self.limits.quiet)):
            self._replies.extend(self._reader.feed(data))
        self._replies.clear()
        return True

    def send_job(self, pieces: Sequence[bytes], cancelled: Callable[[], bool]) -> Ending:
        """Send piece by piece (a piece is never parted) and wait for the acknowledgement."""
        for piece in pieces:
            if cancelled():
                return Ending.CANCELLED
            self.link.send(piece)
            self.pieces_sent += 1
        self.link.send(ASK_PAPER_SENSOR)
        return self.await_acknowledgement(cancelled)

    def await_acknowledgement(self, cancelled: Callable[[], bool]) -> Ending:
        until = time.monotonic() + self.limits.acknowledge
        while time.monotonic() < until:
            if self._await(Acknowledged, self.limits.watch, cancelled) is not None:
                return Ending.ACKNOWLEDGED
            if cancelled():
                # The last word may have come in this moment: then the paper is out, and nothing is cancelled.
                done = self._await(Acknowledged, CANCEL_POLL) is not None
                return Ending.ACKNOWLEDGED if done else Ending.CANCELLED
            if self.ask_state() in FAULTS and not self._acknowledged_meanwhile():
                return Ending.FAULT
            if self._acknowledged_meanwhile():
                return Ending.ACKNOWLEDGED
        return Ending.UNANSWERED

    def _acknowledged_meanwhile(self) -> bool:
        return any(isinstance(reply, Acknowledged) for reply in self._replies)

    def _await(
        self, kind: type[AnyReply], seconds: float, stopped: Callable[[], bool] = lambda: False
    ) -> AnyReply | None:
        """Return the first reply of a kind, leaving the others for who waits for them."""
        until = time.monotonic() + seconds
        while True:
            for reply in self._replies:
                if isinstance(reply, kind):
                    self._replies.remove(reply)
                    return reply
            left = until - time.monotonic()
            if left <= 0 or stopped():
                return None
            self._replies.extend(self._reader.feed(self.link.receive(min(left, CANCEL_POLL))))
