"""Runs the console under uvicorn: TLS by the region's certificate, plain HTTP on loopback only."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable
from dataclasses import dataclass
from ipaddress import ip_address
from pathlib import Path
from typing import Final, Protocol

import uvicorn

from callcenter.app import build_app
from callcenter.careful_http import CarefulHttp
from callcenter.console import Console
from callcenter.log import LibraryLog

KEEP_ALIVE_SECONDS: Final = 75
SECONDS_TO_FINISH: Final = 5
CONNECTIONS_AT_ONCE: Final = 256
NO_WATCHDOG_PAUSE: Final = 3600.0


class PlainHttpRefused(Exception):
    """Without TLS the console listens on the loopback interface only."""

    code = "plain-http-refused"


class CertificateUnusable(Exception):
    """The certificate or its key is missing, unreadable, or they do not belong together."""

    code = "server-certificate-unusable"


class Watcher(Protocol):
    """The service manager, as far as a server talks to it."""

    watchdog_seconds: float

    def ready(self) -> None: ...
    def alive(self) -> None: ...
    def stopping(self) -> None: ...


@dataclass(frozen=True, slots=True)
class Listening:
    """Where to listen; without certificate and key it is plain HTTP."""

    host: str
    port: int
    certificate: Path | None = None
    key: Path | None = None


class ConsoleServer(uvicorn.Server):
    """Tells the service manager when it answers, and pings the watchdog from its own loop."""

    def __init__(self, config: uvicorn.Config, watcher: Watcher, on_ready: Callable[[], None]) -> None:
        super().__init__(config)
        self._watcher = watcher
        self._on_ready = on_ready

    async def main_loop(self) -> None:
        """Serve until told to stop."""
        self._on_ready()
        self._watcher.ready()
        pinging = asyncio.create_task(self._ping())
        await super().main_loop()
        pinging.cancel()
        self._watcher.stopping()

    async def _ping(self) -> None:
        while True:
            self._watcher.alive()
            await asyncio.sleep(self._watcher.watchdog_seconds or NO_WATCHDOG_PAUSE)


def server_for(console: Console, listening: Listening, watcher: Watcher) -> ConsoleServer:
    """The server, ready to run; PlainHttpRefused, CertificateUnusable."""
    over_tls = listening.certificate is not None and listening.key is not None
    if not over_tls and not is_loopback(listening.host):
        raise PlainHttpRefused(f"plain HTTP on {listening.host} is refused: set certificate and key")
    config = uvicorn.Config(
        build_app(console, over_tls=over_tls and not is_loopback(listening.host)),
        host=listening.host,
        port=listening.port,
        http=CarefulHttp,
        ws="none",
        lifespan="on",
        log_config=None,
        access_log=False,
        server_header=False,
        proxy_headers=False,
        limit_concurrency=CONNECTIONS_AT_ONCE,
        timeout_keep_alive=KEEP_ALIVE_SECONDS,
        timeout_graceful_shutdown=SECONDS_TO_FINISH,
        ssl_certfile=listening.certificate if over_tls else None,
        ssl_keyfile=listening.key if over_tls else None,
    )
    try:
        config.load()
    except OSError as error:  # ssl.SSLError is one
        raise CertificateUnusable(f"{listening.certificate}, {listening.key}: {error.strerror}") from None

    def on_ready() -> None:
        scheme = "https" if over_tls else "http"
        console.log.info("serving", host=listening.host, port=listening.port, scheme=scheme)

    return ConsoleServer(config, watcher, on_ready)


def is_loopback(host: str) -> bool:
    """Whether nobody outside this machine can reach the address."""
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"


def quiet_libraries(console: Console) -> None:
    """Let libraries log through the whitelist alone."""
    logging.getLogger().handlers[:] = [LibraryLog(console.log)]
