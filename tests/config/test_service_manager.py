"""sd_notify against a real datagram socket."""

from __future__ import annotations

import socket
from pathlib import Path

import pytest

from config.service_manager import ServiceManager


@pytest.fixture
def notifications(tmp_path: Path) -> socket.socket:
    listener = socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM)
    listener.bind(str(tmp_path / "notify"))
    listener.settimeout(1)
    return listener


def environment(listener: socket.socket, **more: str) -> dict[str, str]:
    return {"NOTIFY_SOCKET": listener.getsockname(), **more}


def test_ready_alive_and_stopping_reach_the_manager(notifications: socket.socket) -> None:
    manager = ServiceManager(environment(notifications, WATCHDOG_USEC="20000000", WATCHDOG_PID="7"), 7)
    manager.ready()
    manager.alive()
    manager.stopping()
    assert [notifications.recv(64) for _ in range(3)] == [b"READY=1", b"WATCHDOG=1", b"STOPPING=1"]
    assert manager.watchdog_seconds == 10


def test_another_process_is_not_watched(notifications: socket.socket) -> None:
    manager = ServiceManager(environment(notifications, WATCHDOG_USEC="20000000", WATCHDOG_PID="8"), 7)
    manager.alive()
    manager.ready()
    assert notifications.recv(64) == b"READY=1"


def test_without_a_manager_nothing_happens() -> None:
    manager = ServiceManager({}, 7)
    manager.ready()
    manager.alive()
    assert manager.watchdog_seconds == 0
