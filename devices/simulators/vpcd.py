"""Plug a virtual card into vpcd, the virtual reader driver of Debian's vsmartcard-vpcd.

vpcd speaks over TCP: two bytes of length (big-endian), then the message. A message of one byte is a
control: power off, power on, reset, or a wish for the answer to reset. Closing takes the card out.
"""

from __future__ import annotations

import socket
import struct
import time
from contextlib import suppress
from enum import IntEnum
from threading import Thread

from devices.simulators.card_port import Card

FIRST_PORT = 0x8C7B
SLOTS = 2
"""vpcd gives two slots to each reader; the second listens one port higher."""

CONNECT_SECONDS = 3.0
CONNECT_PAUSE_SECONDS = 0.02


class Control(IntEnum):
    POWER_OFF = 0
    POWER_ON = 1
    RESET = 2
    ANSWER_TO_RESET = 4


class VpcdPlug:
    """One card in one slot: in from construction until `remove`, or until the reader dies."""

    def __init__(self, card: Card, slot: int = 0) -> None:
        self._card = card
        self._socket = _connect(FIRST_PORT + slot)
        self._thread = Thread(target=self._serve, name=f"vpcd-slot-{slot}", daemon=True)
        self._thread.start()

    def remove(self) -> None:
        """Take the card out, in the middle of a command if need be."""
        with suppress(OSError):  # the reader went first
            self._socket.shutdown(socket.SHUT_RDWR)
        self._socket.close()
        self._thread.join(CONNECT_SECONDS)

    def _serve(self) -> None:
        try:
            while True:
                self._message(self._receive())
        except OSError:
            self._card.reset()

    def _message(self, message: bytes) -> None:
        if len(message) != 1:
            answer = self._card.answer(message)
        elif message[0] == Control.ANSWER_TO_RESET:
            answer = self._card.atr
        else:
            self._card.reset()
            answer = None
        if answer is not None:
            self._socket.sendall(struct.pack(">H", len(answer)) + answer)

    def _receive(self) -> bytes:
        (length,) = struct.unpack(">H", self._exactly(2))
        return self._exactly(length)

    def _exactly(self, count: int) -> bytes:
        received = b""
        while len(received) < count:
            # vpcd writes length and message apart; without a quick ACK the second waits 40 ms (Nagle).
            self._socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_QUICKACK, 1)
            piece = self._socket.recv(count - len(received))
            if not piece:
                raise ConnectionResetError("the reader hung up")
            received += piece
        return received


def _connect(port: int) -> socket.socket:
    deadline = time.monotonic() + CONNECT_SECONDS
    while True:
        try:
            connected = socket.create_connection(("127.0.0.1", port), CONNECT_SECONDS)
        except ConnectionRefusedError:
            if time.monotonic() > deadline:
                raise
            time.sleep(CONNECT_PAUSE_SECONDS)
        else:
            connected.settimeout(None)
            connected.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
            return connected
