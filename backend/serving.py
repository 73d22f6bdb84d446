"""Runs the app under uvicorn: TLS by the region CA, one worker, careful HTTP, and systemd told about it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager, nullcontext
from dataclasses import dataclass
from pathlib import Path

import uvicorn
from starlette.types import ASGIApp

from backend.app import Beside, build_app
from backend.contract.addresses import is_loopback
from backend.database.one_worker import only_worker
from backend.region_ca import ServerIdentity
from backend.services import Services
from backend.web.careful_http import CarefulHttp
from config.web_server import WAITING_CONNECTIONS, PlainHttpRefused, WatchedServer, Watcher

KEEP_ALIVE_SECONDS = 75
SECONDS_TO_FINISH = 10


@dataclass(frozen=True, slots=True)
class Listening:
    """Where to listen; without an identity it is plain HTTP."""

    host: str
    port: int
    identity: ServerIdentity | None


def server_for(
    services: Services, listening: Listening, watcher: Watcher, beside: Sequence[Beside] = ()
) -> WatchedServer:
    """The server, ready to run, and what runs beside it; `PlainHttpRefused` off loopback without TLS."""
    return server_of(build_app(services, beside), listening, watcher)


def server_of(app: ASGIApp, listening: Listening, watcher: Watcher) -> WatchedServer:
    """The same of an app that is built already."""
    if listening.identity is None and not is_loopback(listening.host):
        raise PlainHttpRefused(f"plain HTTP on {listening.host} is refused")
    identity = listening.identity
    config = uvicorn.Config(
        app,
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
    return WatchedServer(config, watcher)


@contextmanager
def sole_worker(database_file: Path | None) -> Iterator[None]:
    """Hold the worker lock of an SQLite file; PostgreSQL takes any number of workers."""
    with nullcontext() if database_file is None else only_worker(database_file):
        yield
