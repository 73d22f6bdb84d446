"""A code scanner that types: a keyboard wedge, read from the kernel's input events (linux/input.h).

Nearly every scanner for 2D codes is one: it types what it has read and then Enter. Its device is grabbed, so
that nothing of a ticket reaches the window as keys. The scanner has to be set to the US layout, as they
leave the factory.
"""

from __future__ import annotations

import contextlib
import fcntl
import os
import select
import stat
import threading
from collections.abc import Callable
from pathlib import Path
from typing import Final

from devices.wedge_keys import EVENT, LONGEST_TEXT, Typed, typed_after

RETRY_SECONDS: Final = 1.0
_EVIOCGRAB: Final = (1 << 30) | (4 << 16) | (ord("E") << 8) | 0x90
_AT_ONCE: Final = EVENT.size * 256


class WedgeScanner:
    """devices.ports.Scanner over one event device, or a simulator's FIFO, in a thread of its own."""

    def __init__(self, device: Path) -> None:
        self._device = device
        self._present = False
        self._ended = threading.Event()
        self._wake_reader, self._wake_writer = os.pipe()
        self._thread: threading.Thread | None = None

    def start(self, on_text: Callable[[str], None]) -> None:
        """`on_text` is called from the scanner's thread with each code that was read whole."""
        self._thread = threading.Thread(target=self._watch, args=(on_text,), name="scanner", daemon=True)
        self._thread.start()

    def stop(self) -> None:
        """More than once is the same."""
        if self._ended.is_set():
            return
        self._ended.set()
        os.write(self._wake_writer, b"x")
        if self._thread is not None:
            self._thread.join()
        os.close(self._wake_reader)
        os.close(self._wake_writer)

    def present(self) -> bool:
        """Whether the device is there."""
        return self._present

    def _watch(self, on_text: Callable[[str], None]) -> None:
        while not self._ended.is_set():
            with contextlib.suppress(OSError):
                device = os.open(self._device, _open_flags(self._device))
                try:
                    _grab(device)
                    self._present = True
                    self._follow(device, on_text)
                finally:
                    os.close(device)
            self._present = False
            self._ended.wait(RETRY_SECONDS)

    def _follow(self, device: int, on_text: Callable[[str], None]) -> None:
        rest, typed = b"", Typed()
        while not self._ended.is_set():
            ready, _, _ = select.select([device, self._wake_reader], [], [])
            if device not in ready:
                continue
            data = os.read(device, _AT_ONCE)
            if not data:
                return
            rest += data
            whole = len(rest) // EVENT.size * EVENT.size
            typed = typed_after(rest[:whole], typed)
            rest = rest[whole:]
            for text in typed.read:
                if len(text) <= LONGEST_TEXT:
                    on_text(text)


def _open_flags(device: Path) -> int:
    """A FIFO is opened for writing too: it then stays open when a writer leaves."""
    way = os.O_RDWR if stat.S_ISFIFO(device.stat().st_mode) else os.O_RDONLY
    return way | os.O_NONBLOCK | os.O_CLOEXEC


def _grab(device: int) -> None:
    """Keep the keys from everybody else; a FIFO has nobody else."""
    if stat.S_ISFIFO(os.fstat(device).st_mode):
        return
    fcntl.ioctl(device, _EVIOCGRAB, 1)
