"""A PIN or PUK on a virtual card, with its retry counter."""

from __future__ import annotations

from hmac import compare_digest

from devices.card_protocol.apdu import StatusWord
from devices.card_protocol.piv import PIN_BYTES, PIN_PADDING

TRIES = 3
_TRIES_LEFT = 0x63C0


class Secret:
    """Compares in constant time, counts wrong tries down and blocks at zero."""

    def __init__(self, digits: str) -> None:
        self._value = digits.encode().ljust(PIN_BYTES, bytes([PIN_PADDING]))
        self._left = TRIES

    def matches(self, padded: bytes) -> bool:
        """Spend one try; a right value gives all of them back, a blocked one is never right."""
        if self._left == 0:
            return False
        if compare_digest(padded, self._value):
            self._left = TRIES
            return True
        self._left -= 1
        return False

    def replace(self, padded: bytes) -> None:
        self._value = bytes(padded)
        self._left = TRIES

    def tries_word(self) -> int:
        """The status word that tells how many tries are left."""
        return _TRIES_LEFT | self._left if self._left else StatusWord.BLOCKED
