"""What goes wrong with real cards, done on purpose to virtual ones."""

from __future__ import annotations

from collections.abc import Callable

from devices.simulators.card_port import Card


class SlowCard:
    """Thinks for `seconds` before each answer."""

    def __init__(self, card: Card, seconds: float, sleep: Callable[[float], None]) -> None:
        self._card = card
        self._seconds = seconds
        self._sleep = sleep

    @property
    def atr(self) -> bytes:
        return self._card.atr

    def reset(self) -> None:
        self._card.reset()

    def answer(self, raw: bytes) -> bytes | None:
        self._sleep(self._seconds)
        return self._card.answer(raw)


class MuteCard:
    """Answers `commands` times and then never again, as a card with a broken contact does."""

    def __init__(self, card: Card, commands: int) -> None:
        self._card = card
        self._left = commands

    @property
    def atr(self) -> bytes:
        return self._card.atr

    def reset(self) -> None:
        self._card.reset()

    def answer(self, raw: bytes) -> bytes | None:
        if self._left == 0:
            return None
        self._left -= 1
        return self._card.answer(raw)
