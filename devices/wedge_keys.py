"""What a scanner that types has typed: key events of linux/input.h to text and back. Pure."""

from __future__ import annotations

import struct
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

EVENT: Final = struct.Struct("llHHi")  # struct input_event: seconds, microseconds, type, code, value
EV_KEY: Final = 0x01
KEY_ENTER: Final = 28
KEY_KPENTER: Final = 96
SHIFTS: Final = frozenset({42, 54})  # KEY_LEFTSHIFT, KEY_RIGHTSHIFT
LONGEST_TEXT: Final = 400  # a ticket's code has a hundred; more is a stuck key or somebody's joke

# (first code, characters without shift, characters with shift), US layout.
_ROWS: Final = (
    (2, "1234567890-=", "!@#$%^&*()_+"),
    (16, "qwertyuiop[]", "QWERTYUIOP{}"),
    (30, "asdfghjkl;'`", 'ASDFGHJKL:"~'),
    (43, "\\zxcvbnm,./", "|ZXCVBNM<>?"),
    (57, " ", " "),
)
_PLAIN: Final = {first + at: sign for first, plain, _ in _ROWS for at, sign in enumerate(plain)}
_SHIFTED: Final = {first + at: sign for first, _, shifted in _ROWS for at, sign in enumerate(shifted)}


@dataclass(frozen=True, slots=True)
class Typed:
    """The line so far, whether shift is down, and the lines that have just been ended by Enter."""

    line: str = ""
    shift: bool = False
    read: tuple[str, ...] = ()


def typed_after(events: bytes, before: Typed) -> Typed:
    """After whole events; keys that are no signs change nothing."""
    line, shift = before.line, before.shift
    read: list[str] = []
    for _, _, kind, code, value in EVENT.iter_unpack(events[: len(events) // EVENT.size * EVENT.size]):
        if kind != EV_KEY:
            continue
        if code in SHIFTS:
            shift = value != 0
        elif value == 1 and code in {KEY_ENTER, KEY_KPENTER}:
            if line:
                read.append(line)
            line = ""
        elif value == 1:
            sign = (_SHIFTED if shift else _PLAIN).get(code, "")
            line = (line + sign)[: LONGEST_TEXT + 1]
    return Typed(line, shift, tuple(read))


def scanned_events(text: str) -> bytes:
    """What a wedge sends for a code it has read: what a simulator writes. ASCII of a keyboard only."""
    return b"".join(_keys_of(text)) + _press(KEY_ENTER)


def _keys_of(text: str) -> Iterator[bytes]:
    plain = {sign: code for code, sign in _PLAIN.items()}
    shifted = {sign: code for code, sign in _SHIFTED.items()}
    for sign in text:
        if sign in plain:
            yield _press(plain[sign])
        else:
            yield _event(42, 1) + _press(shifted[sign]) + _event(42, 0)


def _press(code: int) -> bytes:
    return _event(code, 1) + _event(code, 0)


def _event(code: int, value: int) -> bytes:
    return EVENT.pack(0, 0, EV_KEY, code, value)
