"""Runs the console under uvicorn: TLS by the region's certificate, plain HTTP on loopback only."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Final

import uvicorn

from backend.contract.addresses import is_loopback
from callcenter.app import build_app
from callcenter.careful_http import CarefulHttp
from callcenter.console import Console
from config.web_server import WAITING_CONNECTIONS, PlainHttpRefused, WatchedServer, Watcher

KEEP_ALIVE_SECONDS: Final = 75
SECONDS_TO_FINISH: Final = 5
CONNECTIONS_AT_ONCE: Final = 1024  # a browser keeps six, one of which waits for the telephone


class CertificateUnusable(Exception):
    """The certificate or its key is missing, unreadable, or they do not belong together."""

    code = "server-certificate-unusable"


@dataclass(frozen=True, slots=True)
class Listening:
    """Where to listen; without certificate and key it is plain HTTP."""

    host: str
    port: int
    certificate: Path | None = None
    key: Path | None = None


def server_for(console: Console, listening: Listening, watcher: Watcher) -> WatchedServer:
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
        backlog=WAITING_CONNECTIONS,
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
    return WatchedServer(config, watcher)
