"""What a receipt printer answers, and what it means (Epson ESC/POS: DLE EOT, GS r, DLE DC4). Pure.

The three kinds of answer can be told apart by fixed bits, so that a late one is never taken for
another: DLE EOT is 0xx1xx10, GS r 1 is 0xx0xxxx, the answer to "clear" starts with 0x37.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import IntEnum

from devices.ports import PrinterState

ASK_PAPER_SENSOR = b"\x1d\x72\x01"  # GS r 1: answered in its turn, after all that was sent before it
CLEAR_BUFFERS = b"\x10\x14\x08\x01\x03\x14\x01\x06\x02\x08"  # DLE DC4 fn 8, obeyed at once

_CLEARED = b"\x37\x25\x00"
_STATUS_MASK, _STATUS_BITS = 0b1001_0011, 0b0001_0010
_SENSOR_MASK, _SENSOR_BITS = 0b1001_0000, 0b0000_0000

_OFFLINE = 0x08  # DLE EOT 1
_COVER_OPEN = 0x04  # DLE EOT 2
_STOPPED_BY_PAPER_END = 0x20  # DLE EOT 2
_PAPER_NEAR_END = 0x0C  # DLE EOT 4
_PAPER_END = 0x60  # DLE EOT 4


class Question(IntEnum):
    """DLE EOT n: what is asked."""

    PRINTER = 1
    OFFLINE_CAUSE = 2
    PAPER = 4

    @property
    def command(self) -> bytes:
        return bytes((0x10, 0x04, self.value))


@dataclass(frozen=True, slots=True)
class Status:
    """One byte of DLE EOT; which question it answers, only the one who asked knows."""

    bits: int


@dataclass(frozen=True, slots=True)
class Acknowledged:
    """GS r 1: everything sent before it has been dealt with."""


@dataclass(frozen=True, slots=True)
class Cleared:
    """The buffers are empty."""


Reply = Status | Acknowledged | Cleared


@dataclass(slots=True)
class ReplyReader:
    """Turns received bytes into replies; bytes of no known kind are skipped."""

    _pending: bytes = field(default=b"")

    def feed(self, data: bytes) -> list[Reply]:
        self._pending += data
        replies: list[Reply] = []
        while self._pending:
            if self._pending.startswith(_CLEARED):
                replies.append(Cleared())
                self._pending = self._pending[len(_CLEARED) :]
                continue
            if _CLEARED.startswith(self._pending):
                break  # the rest of it is still under way
            byte, self._pending = self._pending[0], self._pending[1:]
            if byte & _STATUS_MASK == _STATUS_BITS:
                replies.append(Status(byte))
            elif byte & _SENSOR_MASK == _SENSOR_BITS:
                replies.append(Acknowledged())
        return replies


def state_of(answers: dict[Question, int | None]) -> PrinterState:
    """Return what the answers add up to; a question without an answer is never taken for good news."""
    printer, cause, paper = (
        answers.get(question) for question in (Question.PRINTER, Question.OFFLINE_CAUSE, Question.PAPER)
    )
    if printer is None or cause is None or paper is None:
        return PrinterState.UNKNOWN
    if cause & _COVER_OPEN:
        return PrinterState.COVER_OPEN
    if cause & _STOPPED_BY_PAPER_END or paper & _PAPER_END:
        return PrinterState.PAPER_OUT
    if printer & _OFFLINE:
        return PrinterState.OFFLINE
    return PrinterState.PAPER_LOW if paper & _PAPER_NEAR_END else PrinterState.READY
