"""Where the digits of a PIN are between the pad and the card: one buffer that is overwritten with zeros."""

from __future__ import annotations

from threading import Lock

LONGEST = 8  # NIST SP 800-73: eight bytes, padded with FF
ZERO = ord("0")


class PinBuffer:
    """Digits as they are typed. Nothing but their number ever leaves, except through `take`."""

    def __init__(self) -> None:
        self._digits = bytearray()
        self._lock = Lock()

    def __repr__(self) -> str:
        return "PinBuffer()"

    def press(self, digit: int) -> int:
        """Add a digit and return how many there are; more than eight are not taken."""
        if not 0 <= digit <= 9:
            raise ValueError("not a digit")
        with self._lock:
            if len(self._digits) < LONGEST:
                self._append(ZERO + digit)
            return len(self._digits)

    def erase(self) -> int:
        """Take the last digit away and return how many are left."""
        with self._lock:
            if self._digits:
                self._digits[-1] = 0
                del self._digits[-1]
            return len(self._digits)

    def take(self) -> bytearray:
        """Hand the digits over and keep none; who takes them overwrites them."""
        with self._lock:
            taken, self._digits = self._digits, bytearray()
            return taken

    def clear(self) -> None:
        """Overwrite and forget."""
        with self._lock:
            wipe(self._digits)
            self._digits = bytearray()

    def _append(self, code: int) -> None:
        """Grow into a new buffer: growing in place may leave a copy behind in freed memory."""
        grown = bytearray(len(self._digits) + 1)
        grown[:-1] = self._digits
        grown[-1] = code
        wipe(self._digits)
        self._digits = grown


def wipe(secret: bytearray) -> None:
    """Overwrite with zeros, in place."""
    secret[:] = bytes(len(secret))
