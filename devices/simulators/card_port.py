"""The one thing a virtual reader asks of a virtual card."""

from __future__ import annotations

from typing import Protocol


class Card(Protocol):
    """Whatever can be plugged into a virtual reader."""

    @property
    def atr(self) -> bytes: ...

    def reset(self) -> None: ...

    def answer(self, raw: bytes) -> bytes | None:
        """One command APDU in, one response APDU out; None when the card falls silent."""
        ...


def answer_to_reset(historical: bytes) -> bytes:
    """An answer to reset that offers T=1, with its right check byte (ISO/IEC 7816-3)."""
    body = bytes([0x80 | len(historical), 0x01]) + historical
    check = 0
    for byte in body:
        check ^= byte
    return b"\x3b" + body + bytes([check])
