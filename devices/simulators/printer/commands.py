"""Cuts a stream of ESC/POS bytes into commands (Epson ESC/POS Application Programming Guide). Pure."""

from __future__ import annotations

from dataclasses import dataclass

ESC, FS, GS, DLE = 0x1B, 0x1C, 0x1D, 0x10
LINE_FEED = 0x0A
CARRIAGE_RETURN = 0x0D
CANCEL = 0x18
FIRST_SIGN = 0x20

# Commands of a fixed length: their two-byte names and the number of argument bytes.
FIXED = {
    b"\x1b@": 0, b"\x1bt": 1, b"\x1bR": 1, b"\x1ba": 1, b"\x1bE": 1, b"\x1bG": 1, b"\x1bM": 1,
    b"\x1b-": 1, b"\x1b{": 1, b"\x1b!": 1, b"\x1b2": 0, b"\x1b3": 1, b"\x1bd": 1, b"\x1bJ": 1,
    b"\x1b ": 1, b"\x1bp": 3, b"\x1b$": 2, b"\x1b\\": 2, b"\x1bV": 1, b"\x1b=": 1,
    b"\x1c.": 0, b"\x1c&": 0,
    b"\x1d!": 1, b"\x1dB": 1, b"\x1dr": 1, b"\x1dI": 1, b"\x1dL": 2, b"\x1dW": 2, b"\x1dh": 1,
    b"\x1dw": 1, b"\x1dH": 1, b"\x1db": 1, b"\x1da": 1,
}  # fmt: skip
CUT = b"\x1dV"
CUT_WITH_FEED_FROM = 65  # GS V 65.. and 97.. carry one more byte: how far to feed first
CUT_WITHOUT_FEED_ASCII = (48, 49)
EXTENDED = b"\x1d("  # GS ( X pL pH …
RASTER = b"\x1dv"  # GS v 0 m xL xH yL yH …


@dataclass(frozen=True, slots=True)
class Command:
    """One command: `name` is its first two bytes, or "text", "lf", or "?" for what is not known."""

    name: bytes
    arguments: bytes
    raw: bytes


def next_command(buffer: bytes) -> Command | None:
    """Return the first whole command of the buffer; None when more bytes must come first."""
    if not buffer:
        return None
    first = buffer[0]
    if first >= FIRST_SIGN:
        length = next((at for at, byte in enumerate(buffer) if byte < FIRST_SIGN), len(buffer))
        return Command(b"text", buffer[:length], buffer[:length])
    if first == LINE_FEED:
        return Command(b"lf", b"", buffer[:1])
    if first in (CARRIAGE_RETURN, CANCEL):
        return Command(b"ignored", b"", buffer[:1])
    if first not in (ESC, FS, GS):
        return Command(b"?", b"", buffer[:1])
    if len(buffer) < 2:
        return None
    return _escape(buffer)


def _escape(buffer: bytes) -> Command | None:
    name = bytes(buffer[:2])
    length = _argument_length(name, buffer[2:])
    if length is None or len(buffer) < 2 + length:
        return None
    known = name in FIXED or name in (CUT, EXTENDED, RASTER)
    raw = bytes(buffer[: 2 + length])
    return Command(name if known else b"?", raw[2:], raw)


def _argument_length(name: bytes, rest: bytes) -> int | None:
    """Return how many bytes follow the name; None when that cannot be told yet."""
    if name == CUT:
        if not rest:
            return None
        return 2 if rest[0] >= CUT_WITH_FEED_FROM else 1
    if name == EXTENDED:
        return None if len(rest) < 3 else 3 + rest[1] + rest[2] * 256
    if name == RASTER:
        if len(rest) < 6:
            return None
        return 6 + (rest[2] + rest[3] * 256) * (rest[4] + rest[5] * 256)
    return FIXED.get(name, 0)
