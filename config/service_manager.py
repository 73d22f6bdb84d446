"""Talking to systemd: ready, and still alive."""

from __future__ import annotations

import os
import socket
from collections.abc import Mapping


class ServiceManager:
    """The notification socket of the service manager (sd_notify(3)); without one, every call does nothing."""

    def __init__(self, environment: Mapping[str, str], process_id: int) -> None:
        self._address = environment.get("NOTIFY_SOCKET", "")
        watched = environment.get("WATCHDOG_PID", str(process_id)) == str(process_id)
        microseconds = int(environment.get("WATCHDOG_USEC", "0")) if watched else 0
        self.watchdog_seconds = microseconds / 2_000_000
        """How often `alive` wants to be called, half the limit; 0.0 where nobody watches."""

    @classmethod
    def of_this_process(cls) -> ServiceManager:
        return cls(os.environ, os.getpid())

    def ready(self) -> None:
        """The service answers from now on."""
        self._send("READY=1")

    def alive(self) -> None:
        """Ping the watchdog; to be called from the loop whose freezing must be noticed."""
        if self.watchdog_seconds:
            self._send("WATCHDOG=1")

    def stopping(self) -> None:
        self._send("STOPPING=1")

    def _send(self, message: str) -> None:
        if not self._address:
            return
        # A leading "@" means the abstract namespace, written with a zero byte.
        address = "\0" + self._address[1:] if self._address.startswith("@") else self._address
        with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as notification:
            notification.sendto(message.encode(), address)
