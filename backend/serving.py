"""Runs the app under uvicorn: TLS by the region CA, one worker, careful HTTP, and systemd told about it."""

from __future__ import annotations

import asyncio
import errno
import logging
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager, nullcontext
from dataclasses import dataclass
from ipaddress import ip_address
from pathlib import Path
from socket import SOCK_STREAM, create_server, getaddrinfo, socket
from typing import Protocol

import uvicorn

from backend.app import build_app
from backend.database.one_worker import only_worker
from backend.log import LibraryLog
from backend.region_ca import ServerIdentity
from backend.services import Services
from backend.web.careful_http import CarefulHttp

KEEP_ALIVE_SECONDS = 75
SECONDS_TO_FINISH = 10
WAITING_CONNECTIONS = 1024
NO_WATCHDOG_PAUSE = 3600.0


class PlainHttpRefused(Exception):
    """Without TLS the backend listens on the loopback interface only."""

    code = "plain-http-refused"


class PortInUse(Exception):
    """Another program listens on this address and port already."""

    code = "port-in-use"


class AddressUnusable(Exception):
    """The address is not one of this machine, or the port is not for this user."""

    code = "address-unusable"


class Watcher(Protocol):
    """The service manager, as far as a server talks to it."""

    watchdog_seconds: float

    def ready(self) -> None: ...
    def alive(self) -> None: ...
    def stopping(self) -> None: ...


@dataclass(frozen=True, slots=True)
class Listening:
    """Where to listen; without an identity it is plain HTTP."""

    host: str
    port: int
    identity: ServerIdentity | None


class BackendServer(uvicorn.Server):
    """Tells the service manager when it answers, and pings the watchdog from its own loop."""

    def __init__(self, config: uvicorn.Config, watcher: Watcher) -> None:
        super().__init__(config)
        self._watcher = watcher

    async def main_loop(self) -> None:
        """Serve until told to stop; it begins when the sockets are listened to."""
        self._watcher.ready()
        pinging = asyncio.create_task(self._ping())
        await super().main_loop()
        pinging.cancel()
        self._watcher.stopping()

    async def _ping(self) -> None:
        while True:
            self._watcher.alive()
            await asyncio.sleep(self._watcher.watchdog_seconds or NO_WATCHDOG_PAUSE)


def server_for(services: Services, listening: Listening, watcher: Watcher) -> BackendServer:
    """The server, ready to run; `PlainHttpRefused` off loopback without TLS."""
    if listening.identity is None and not is_loopback(listening.host):
        raise PlainHttpRefused(f"plain HTTP on {listening.host} is refused")
    identity = listening.identity
    config = uvicorn.Config(
        build_app(services),
        host=listening.host,
        port=listening.port,
        http=CarefulHttp,
        ws="none",
        lifespan="on",
        log_config=None,
        access_log=False,
        server_header=False,
        proxy_headers=False,
        backlog=WAITING_CONNECTIONS,
        timeout_keep_alive=KEEP_ALIVE_SECONDS,
        timeout_graceful_shutdown=SECONDS_TO_FINISH,
        ssl_keyfile=identity.key if identity else None,
        ssl_certfile=identity.certificate if identity else None,
    )
    return BackendServer(config, watcher)


@contextmanager
def listening_sockets(host: str, port: int) -> Iterator[list[socket]]:
    """Sockets on every address of the host, closed at the end; `PortInUse`, `AddressUnusable`."""
    with ExitStack() as opened:
        try:
            addresses = dict.fromkeys(
                (each[0], each[4][:2]) for each in getaddrinfo(host, port, type=SOCK_STREAM)
            )
            sockets = [
                opened.enter_context(create_server(address, family=family, backlog=WAITING_CONNECTIONS))
                for family, address in addresses
            ]
        except OSError as error:  # socket.gaierror is one
            raise _named(error, host, port) from None
        yield sockets


def _named(error: OSError, host: str, port: int) -> Exception:
    if error.errno == errno.EADDRINUSE:
        return PortInUse(f"another program listens on {host}, port {port}: stop it, or set another `port`")
    return AddressUnusable(f"{host}, port {port}: {error.strerror}")


def is_loopback(host: str) -> bool:
    """Whether nobody outside this machine can reach the address."""
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"


@contextmanager
def sole_worker(database_file: Path | None) -> Iterator[None]:
    """Hold the worker lock of an SQLite file; PostgreSQL takes any number of workers."""
    with nullcontext() if database_file is None else only_worker(database_file):
        yield


def quiet_libraries(services: Services) -> None:
    """Let libraries log through the whitelist alone."""
    root = logging.getLogger()
    root.handlers[:] = [LibraryLog(services.log)]
