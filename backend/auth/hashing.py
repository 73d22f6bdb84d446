"""Compares passwords in threads, few at once and few in the queue: each takes 64 MiB and a processor."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass

from backend.auth.passwords import password_fits
from backend.errors import Refused

SECONDS_TO_WAIT = 2


@dataclass(frozen=True, slots=True)
class HashingLimits:
    """A flood of sign-ins must stop neither the kiosks nor itself grow without end."""

    at_once: int = 2
    waiting: int = 16  # under a second's work


STANDARD_LIMITS = HashingLimits()


class PasswordDesk:
    """The one place where passwords are compared."""

    def __init__(self, limits: HashingLimits = STANDARD_LIMITS) -> None:
        self._limits = limits
        self._free = asyncio.Semaphore(limits.at_once)
        self._inside = 0

    async def fits(self, encoded: str, password: str) -> bool:
        """Whether it is the password; `sign-in-busy` when too many wait already."""
        if self._inside >= self._limits.at_once + self._limits.waiting:
            raise Refused("sign-in-busy", retry_after=SECONDS_TO_WAIT)
        self._inside += 1
        try:
            async with self._free:
                return await asyncio.to_thread(password_fits, encoded, password)
        finally:
            self._inside -= 1
