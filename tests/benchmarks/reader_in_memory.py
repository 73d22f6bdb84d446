"""A reader at the port: the card's own program in memory, spoken to by the product's conversation."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

from devices.card_protocol import conversation
from devices.card_protocol.channel import CardRefused, Channel
from devices.ports import CardAbsent, CardFailure, CardKey, CardPresent, CardProof, Reader, ReaderEvent
from devices.presence import Presence
from devices.reader import PcscReader
from devices.simulators.card_port import Card
from devices.simulators.card_shelf import CardShelf

T = TypeVar("T")
NAME = "in memory"
FIRST_SEQUENCE = 1_000_000
"""Arrivals from here on are this reader's, so that both can stand at one port."""


class ReaderInMemory:
    """devices.ports.Reader without PC/SC; `insert` and `remove` are its slot."""

    def __init__(self, card: Path) -> None:
        self._card: Card = CardShelf().take(card)
        self._sequence = FIRST_SEQUENCE
        self._lies_there = False
        self._on_event: Callable[[ReaderEvent], None] = lambda _event: None

    def start(self, on_event: Callable[[ReaderEvent], None]) -> None:
        self._on_event = on_event

    def stop(self) -> None:
        """Nothing runs."""

    def insert(self) -> None:
        self._sequence += 1
        self._lies_there = True
        self._card.reset()
        self._on_event(CardPresent(NAME, self._sequence, self._card.atr))

    def remove(self) -> None:
        self._lies_there = False
        self._on_event(CardAbsent(NAME, self._sequence))

    def prove(
        self, sequence: int, key: CardKey, challenge: bytes, pin: bytearray | None
    ) -> CardProof | CardFailure:
        try:
            return self._talk(
                sequence, lambda channel: conversation.prove(channel, self._card.atr, key, challenge, pin)
            )
        finally:
            if pin is not None:
                pin[:] = bytes(len(pin))

    def pin_tries_left(self, sequence: int) -> int | CardFailure:
        return self._talk(sequence, lambda channel: conversation.pin_tries_left(channel, self._card.atr))

    def _talk(self, sequence: int, talk: Callable[[Channel], T]) -> T | CardFailure:
        if not self._lies_there or sequence != self._sequence:
            return CardFailure("card-removed")
        try:
            return talk(Channel(lambda command: self._card.answer(bytes(command)) or b"", extended=True))
        except CardRefused as refused:
            return refused.failure


class TwoReaders:
    """Both readers at the kiosk's one port: whose card arrived is asked."""

    def __init__(self, real: PcscReader, memory: ReaderInMemory) -> None:
        self._real, self._memory = real, memory

    @property
    def presence(self) -> Presence:
        return self._real.presence

    def start(self, on_event: Callable[[ReaderEvent], None]) -> None:
        self._memory.start(on_event)
        self._real.start(on_event)

    def stop(self) -> None:
        self._real.stop()

    def prove(
        self, sequence: int, key: CardKey, challenge: bytes, pin: bytearray | None
    ) -> CardProof | CardFailure:
        return self._of(sequence).prove(sequence, key, challenge, pin)

    def pin_tries_left(self, sequence: int) -> int | CardFailure:
        return self._of(sequence).pin_tries_left(sequence)

    def _of(self, sequence: int) -> Reader:
        return self._memory if sequence >= FIRST_SEQUENCE else self._real
