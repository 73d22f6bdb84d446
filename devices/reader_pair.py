"""Two readers behind one port: a contactless field for a tap, and the contact slot for the PIN."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from threading import Lock

from msgspec.structs import replace

from devices.ports import (
    CardAbsent,
    CardFailure,
    CardKey,
    CardPresent,
    CardProof,
    Reader,
    ReaderBack,
    ReaderEvent,
    ReaderLost,
)

_WELL = ""


class ReaderPair:
    """devices.ports.Reader over a field and a slot; both must be there for the pair to be.

    Each arrival gets a number of the pair's own, so that a number never means a card of the other reader.
    """

    def __init__(self, field: Reader, slot: Reader) -> None:
        self._readers = (field, slot)
        self._lock = Lock()
        self._arrivals = 0
        self._latest: dict[int, tuple[int, int]] = {}  # by reader: its own number of an arrival, the pair's
        self._states: dict[int, str] = {}  # by reader: "" is well, otherwise a failure code
        self._told: str | None = None
        self._on_event: Callable[[ReaderEvent], None] = lambda _event: None

    def start(self, on_event: Callable[[ReaderEvent], None]) -> None:
        """Begin to watch both; `on_event` is called on either's owner thread, one call at a time."""
        self._on_event = on_event
        for which, reader in enumerate(self._readers):
            reader.start(partial(self._heard, which))

    def stop(self) -> None:
        for reader in self._readers:
            reader.stop()

    def prove(
        self, sequence: int, key: CardKey, challenge: bytes, pin: bytearray | None
    ) -> CardProof | CardFailure:
        found = self._reader_of(sequence)
        if found is None:
            if pin is not None:
                pin[:] = bytes(len(pin))
            return CardFailure("card-removed")
        reader, own = found
        return reader.prove(own, key, challenge, pin)

    def pin_tries_left(self, sequence: int) -> int | CardFailure:
        found = self._reader_of(sequence)
        if found is None:
            return CardFailure("card-removed")
        reader, own = found
        return reader.pin_tries_left(own)

    def _reader_of(self, sequence: int) -> tuple[Reader, int] | None:
        with self._lock:
            for which, (own, ours) in self._latest.items():
                if ours == sequence:
                    return self._readers[which], own
        return None

    def _heard(self, which: int, event: ReaderEvent) -> None:
        with self._lock:
            match event:
                case CardPresent(sequence=own):
                    self._arrivals += 1
                    self._latest[which] = (own, self._arrivals)
                    self._on_event(replace(event, sequence=self._arrivals))
                case CardAbsent():
                    self._on_event(replace(event, sequence=self._latest[which][1]))
                case ReaderLost(code):
                    self._tell_state(which, code, event)
                case ReaderBack():
                    self._tell_state(which, _WELL, event)

    def _tell_state(self, which: int, code: str, event: ReaderEvent) -> None:
        """Lost when one is lost, back when both are; nothing while one has not spoken yet."""
        self._states[which] = code
        lost = next((state for state in self._states.values() if state), None)
        if lost is None and len(self._states) < len(self._readers):
            return
        state = lost or _WELL
        if state != self._told:
            self._told = state
            self._on_event(ReaderLost(state) if state else event)
