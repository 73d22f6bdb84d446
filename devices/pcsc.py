"""PC/SC as the reader needs it: the one file that imports pyscard, and only its thin scard layer.

pyscard's monitors die for good with pcscd, and its connections reset cards of others; so: contexts,
looks, shared connections that leave the card as it is, and every bad return code as one exception.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass

from smartcard import scard

from devices.presence import Sighting

_PLUG_AND_PLAY = "\\\\?PnP?\\Notification"
_COUNTER_SHIFT = 16
_MASK = 0xFFFFFFFF

_NO_DAEMON = frozenset(
    code & _MASK
    for code in (
        scard.SCARD_E_NO_SERVICE,
        scard.SCARD_E_SERVICE_STOPPED,
        scard.SCARD_E_INVALID_HANDLE,
        scard.SCARD_F_COMM_ERROR,
    )
)


class PcscError(Exception):
    """A PC/SC call failed: which one, and with which code."""

    def __init__(self, call: str, code: int) -> None:
        self.code = code & _MASK
        super().__init__(f"{call}: {self.code:#010x}")

    @property
    def daemon_gone(self) -> bool:
        """Whether pcscd itself is away, or was since this context was made."""
        return self.code in _NO_DAEMON


class PcscCancelled(Exception):
    """A wait was ended by `cancel` from another thread."""


@dataclass(frozen=True, slots=True)
class PcscCard:
    """A shared connection, held for one conversation."""

    handle: int
    protocol: int

    @property
    def block_protocol(self) -> bool:
        """T=1: the one that carries extended APDUs."""
        return self.protocol == int(scard.SCARD_PROTOCOL_T1)

    def transmit(self, command: bytes | bytearray) -> bytes:
        """One APDU there and back; raises PcscError. Our own copy of the command is wiped."""
        numbers = list(command)
        header = scard.SCARD_PCI_T1 if self.block_protocol else scard.SCARD_PCI_T0
        try:
            code, answer = scard.SCardTransmit(self.handle, header, numbers)
        finally:
            numbers[:] = [0] * len(numbers)
        _check("SCardTransmit", code)
        return bytes(answer)


class PcscContext:
    """One connection to pcscd, for one thread; only `cancel` may come from another."""

    def __init__(self) -> None:
        code, self._context = scard.SCardEstablishContext(scard.SCARD_SCOPE_USER)
        _check("SCardEstablishContext", code)
        self._known: dict[str, int] = {}

    def release(self) -> None:
        scard.SCardReleaseContext(self._context)

    def cancel(self) -> None:
        """End a `wait` that another thread is in."""
        scard.SCardCancel(self._context)

    def readers(self) -> tuple[str, ...]:
        """The names of all readers, in pcscd's order; raises PcscError."""
        code, names = scard.SCardListReaders(self._context, [])
        if code == scard.SCARD_E_NO_READERS_AVAILABLE:
            return ()
        _check("SCardListReaders", code)
        return tuple(names)

    def look(self, reader: str) -> Sighting | None:
        """How a reader is right now, without waiting; None when it is not there; raises PcscError."""
        [state] = self._status_change(0, [(reader, scard.SCARD_STATE_UNAWARE)])
        return _sighting(state)

    def wait(self, reader: str | None, milliseconds: int) -> Sighting | None:
        """Wait until a reader comes or goes, or until something happens in this one.

        Gives the reader's state, None when there is none; raises PcscError, PcscCancelled.
        """
        names = [_PLUG_AND_PLAY] if reader is None else [reader, _PLUG_AND_PLAY]
        self._known = {name: self._known.get(name, scard.SCARD_STATE_UNAWARE) for name in names}
        states = self._status_change(milliseconds, list(self._known.items()))
        self._known = {name: state & ~scard.SCARD_STATE_CHANGED for name, state, _ in states}
        return None if reader is None else _sighting(states[0])

    @contextmanager
    def card(self, reader: str) -> Iterator[PcscCard]:
        """A shared connection inside a transaction, so that nobody speaks between our commands.

        Left without reset or power-off: the card may be somebody else's as well. Raises PcscError.
        """
        code, handle, protocol = scard.SCardConnect(
            self._context,
            reader,
            scard.SCARD_SHARE_SHARED,
            scard.SCARD_PROTOCOL_T0 | scard.SCARD_PROTOCOL_T1,
        )
        _check("SCardConnect", code)
        try:
            _check("SCardBeginTransaction", scard.SCardBeginTransaction(handle))
            try:
                yield PcscCard(handle, protocol)
            finally:
                scard.SCardEndTransaction(handle, scard.SCARD_LEAVE_CARD)
        finally:
            scard.SCardDisconnect(handle, scard.SCARD_LEAVE_CARD)

    def _status_change(
        self, milliseconds: int, states: Sequence[tuple[str, int]]
    ) -> list[tuple[str, int, list[int]]]:
        code, after = scard.SCardGetStatusChange(self._context, milliseconds, list(states))
        if code == scard.SCARD_E_CANCELLED:
            raise PcscCancelled
        if code == scard.SCARD_E_UNKNOWN_READER:
            return [(name, scard.SCARD_STATE_UNKNOWN, []) for name, _ in states]
        if code != scard.SCARD_E_TIMEOUT:
            _check("SCardGetStatusChange", code)
        return list(after)


def _sighting(state: tuple[str, int, list[int]]) -> Sighting | None:
    name, bits, atr = state
    if bits & (scard.SCARD_STATE_UNKNOWN | scard.SCARD_STATE_UNAVAILABLE | scard.SCARD_STATE_IGNORE):
        return None
    counter = bits >> _COUNTER_SHIFT & 0xFFFF
    return Sighting(name, bool(bits & scard.SCARD_STATE_PRESENT), counter, bytes(atr))


def _check(call: str, code: int) -> None:
    if code != scard.SCARD_S_SUCCESS:
        raise PcscError(call, code)
