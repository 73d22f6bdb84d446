"""The commands a printer obeys at once, whatever waits in its buffer: DLE EOT and DLE DC4. Pure."""

from __future__ import annotations

from dataclasses import dataclass, replace

STATUS_NAME = b"\x10\x04"  # DLE EOT n
CLEAR = b"\x10\x14\x08\x01\x03\x14\x01\x06\x02\x08"  # DLE DC4 fn 8: clear the buffers
CLEARED = b"\x37\x25\x00"  # the answer to it
_ALWAYS = 0x12  # bits 1 and 4 of every DLE EOT answer are set


@dataclass(frozen=True, slots=True)
class Condition:
    """What is wrong with the printer, or what a trainer wants to be wrong."""

    paper: str = "ok"  # "ok", "low", "out"
    cover_open: bool = False
    offline: bool = False  # the operator's button, or an error: answers, but does not print
    silent: bool = False  # takes bytes, answers nothing
    slow: bool = False  # a third of a second a line
    closes_after: int | None = None  # drops the connection after so many more bytes
    out_after_rows: int | None = None  # the paper ends after so many more printed rows

    @property
    def prints(self) -> bool:
        return not (self.paper == "out" or self.cover_open or self.offline)

    @property
    def paper_status(self) -> int:
        """The byte of GS r 1: bits 0-1 near the end, bits 2-3 at the end."""
        return {"ok": 0x00, "low": 0x03, "out": 0x0F}[self.paper]

    def after_rows(self, rows: int) -> Condition:
        if self.out_after_rows is None:
            return self
        left = self.out_after_rows - rows
        return (
            replace(self, paper="out", out_after_rows=None)
            if left <= 0
            else replace(self, out_after_rows=left)
        )


def status_answer(condition: Condition, which: int) -> bytes:
    """Return the one byte that DLE EOT `which` answers (1 printer, 2 offline cause, 3 error, 4 paper)."""
    match which:
        case 1:
            return bytes([_ALWAYS | (0 if condition.prints else 0x08)])
        case 2:
            return bytes(
                [_ALWAYS | (0x04 if condition.cover_open else 0) | (0x20 if condition.paper == "out" else 0)]
            )
        case 4:
            return bytes([_ALWAYS | {"ok": 0x00, "low": 0x0C, "out": 0x6C}[condition.paper]])
        case _:
            return bytes([_ALWAYS])


def split(data: bytes) -> tuple[list[bytes], bytes, bytes]:
    """Part received bytes into real-time commands, bytes for the buffer, and an unfinished tail."""
    orders: list[bytes] = []
    rest = bytearray()
    at = 0
    while at < len(data):
        window = data[at : at + len(CLEAR)]
        if window.startswith(STATUS_NAME) and len(window) >= 3:
            orders.append(window[:3])
            at += 3
        elif window == CLEAR:
            orders.append(CLEAR)
            rest.clear()  # what came before it in the same piece is dropped too
            at += len(CLEAR)
        elif _may_become_order(window):
            return orders, bytes(rest), data[at:]
        else:
            rest.append(data[at])
            at += 1
    return orders, bytes(rest), b""


def _may_become_order(window: bytes) -> bool:
    return len(window) < len(CLEAR) and (
        CLEAR.startswith(window) or (len(window) < 3 and STATUS_NAME.startswith(window[:2]))
    )
