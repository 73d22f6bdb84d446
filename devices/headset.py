"""Whether a headset is plugged in, read from the kernel's input events (linux/input.h).

Only with a headset may anything personal be spoken, so every doubt means "no": a device that is missing, that
went away, or that has not told yet.
"""

from __future__ import annotations

import contextlib
import fcntl
import os
import select
import stat
import struct
import threading
from collections.abc import Callable
from pathlib import Path
from types import TracebackType
from typing import Self

EVENT = struct.Struct("llHHi")  # struct input_event: seconds, microseconds, type, code, value
EV_SW = 0x05
SW_HEADPHONE_INSERT = 0x02

RETRY_SECONDS = 1.0
_SWITCH_BYTES = 8
_EVIOCGSW = (2 << 30) | (_SWITCH_BYTES << 16) | (ord("E") << 8) | 0x1B  # ioctl: the switches' present state


def is_event_source(device: Path) -> bool:
    """Whether the path is an input device (or a simulator's FIFO) at all."""
    try:
        mode = device.stat().st_mode
    except OSError:
        return False
    return stat.S_ISCHR(mode) or stat.S_ISFIFO(mode)


def plug_event(plugged: bool) -> bytes:
    """Return the event that a kernel sends for a plug: what a simulator writes."""
    return EVENT.pack(0, 0, EV_SW, SW_HEADPHONE_INSERT, int(plugged))


def plugged_after(events: bytes, before: bool) -> bool:
    """Return the state after whole events; those that are not about the headphone plug change nothing."""
    plugged = before
    for _, _, kind, code, value in EVENT.iter_unpack(events[: len(events) // EVENT.size * EVENT.size]):
        if (kind, code) == (EV_SW, SW_HEADPHONE_INSERT):
            plugged = value != 0
    return plugged


class HeadsetPlug:
    """Watches one event device (or a FIFO of a simulator) in a thread; `plugged()` answers at once."""

    def __init__(self, device: Path, on_change: Callable[[bool], None] = lambda plugged: None) -> None:
        self._device = device
        self._on_change = on_change
        self._plugged = False
        self._present = False
        self._ended = threading.Event()
        self._wake_reader, self._wake_writer = os.pipe()
        self._thread = threading.Thread(target=self._watch, name="headset", daemon=True)

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._ended.set()
        os.write(self._wake_writer, b"x")
        self._thread.join()
        os.close(self._wake_reader)
        os.close(self._wake_writer)

    def plugged(self) -> bool:
        return self._plugged

    def present(self) -> bool:
        """Whether the device itself is there."""
        return self._present

    def _watch(self) -> None:
        while not self._ended.is_set():
            with contextlib.suppress(OSError):
                device = os.open(self._device, _open_flags(self._device))
                try:
                    self._present = True
                    self._set(_switch_now(device))
                    self._follow(device)
                finally:
                    os.close(device)
            self._present = False
            self._set(False)
            self._ended.wait(RETRY_SECONDS)

    def _follow(self, device: int) -> None:
        rest = b""
        while not self._ended.is_set():
            ready, _, _ = select.select([device, self._wake_reader], [], [])
            if device not in ready:
                continue
            data = os.read(device, EVENT.size * 64)
            if not data:
                return
            rest += data
            whole = len(rest) // EVENT.size * EVENT.size
            self._set(plugged_after(rest[:whole], self._plugged))
            rest = rest[whole:]

    def _set(self, plugged: bool) -> None:
        if plugged != self._plugged:
            self._plugged = plugged
            self._on_change(plugged)


def _open_flags(device: Path) -> int:
    """A FIFO is opened for writing too: it then stays open when a writer leaves."""
    way = os.O_RDWR if stat.S_ISFIFO(device.stat().st_mode) else os.O_RDONLY
    return way | os.O_NONBLOCK | os.O_CLOEXEC


def _switch_now(device: int) -> bool:
    """Ask how the plug is at this moment; a FIFO cannot tell, which means "no"."""
    switches = bytearray(_SWITCH_BYTES)
    try:
        fcntl.ioctl(device, _EVIOCGSW, switches)
    except OSError:
        return False
    return bool(switches[SW_HEADPHONE_INSERT // 8] >> SW_HEADPHONE_INSERT % 8 & 1)
