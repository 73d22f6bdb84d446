"""Netstrings, «5:hello,», as baresip's ctrl_tcp frames its JSON (https://cr.yp.to/proto/netstrings.txt)."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

LONGEST: Final = 64 * 1024
_LONGEST_HEAD: Final = len(str(LONGEST)) + 1


class NotANetstring(Exception):
    """Something else talks at this address; after it nothing can be told apart any more."""


class Netstrings:
    """Puts messages together from whatever pieces the line brings."""

    def __init__(self) -> None:
        self._received = bytearray()

    def feed(self, piece: bytes) -> Iterator[bytes]:
        """The messages that are whole by now."""
        self._received += piece
        while (message := self._next()) is not None:
            yield message

    def _next(self) -> bytes | None:
        head, colon, _ = bytes(self._received[: _LONGEST_HEAD + 1]).partition(b":")
        if not colon:
            if len(head) > _LONGEST_HEAD or (head and not head.isdigit()):
                raise NotANetstring
            return None
        if not head.isdigit() or int(head) > LONGEST:
            raise NotANetstring
        begin = len(head) + 1
        end = begin + int(head)
        if len(self._received) <= end:
            return None
        if self._received[end : end + 1] != b",":
            raise NotANetstring
        message = bytes(self._received[begin:end])
        del self._received[: end + 1]
        return message
