"""A real SMS gateway on a free port: HTTP over TLS, one JSON object a message, as providers have it."""

from __future__ import annotations

import json
import ssl
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from datetime import UTC, datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Lock, Thread
from typing import Any

from backend.carriers.sms_gateway import SmsGateway
from backend.region_ca import CA_CERTIFICATE_FILE, RegionCa, ensure_server_identity

TOKEN = "gateway-token"


@dataclass
class SmsRoom:
    """Everything that was asked for, and how it is answered."""

    folder: Path
    url: str = ""
    requests: int = 0
    asked: list[dict[str, Any]] = field(default_factory=list)
    keys: list[str] = field(default_factory=list)
    answers: list[int] = field(default_factory=list)  # one after another; 200 when they are used up
    before_taking: Callable[[int], bool] = field(default=lambda _number: True)  # False: it gets lost
    before_answer: Callable[[int], None] = field(default=lambda _number: None)
    lock: Lock = field(default_factory=Lock)

    def take(self, key: str, token: str, body: dict[str, Any]) -> int:
        with self.lock:
            if token != f"Bearer {TOKEN}":
                return 401
            self.requests += 1
            if not self.before_taking(self.requests):
                return 503
            self.asked.append(body)
            self.keys.append(key)
            number = self.requests
            status = self.answers.pop(0) if self.answers else 200
        self.before_answer(number)
        return status

    def carrier(self, token: str = TOKEN) -> SmsGateway:
        trust = ssl.create_default_context(cafile=self.folder / CA_CERTIFICATE_FILE)
        return SmsGateway(self.url, token, "OKNO", trust)


@contextmanager
def sms_room(folder: Path) -> Iterator[SmsRoom]:
    """The gateway for the block."""
    now = datetime.now(UTC)
    authority = RegionCa.load_or_make(folder, now, "Test SMS CA")
    identity = ensure_server_identity(authority, folder, ("localhost", "127.0.0.1"), now)
    context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    context.load_cert_chain(identity.certificate, identity.key)
    room = SmsRoom(folder)

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
            status = room.take(self.headers["Idempotency-Key"], self.headers["Authorization"], body)
            self.send_response(status)
            self.send_header("Content-Length", "0")
            self.end_headers()

        def log_message(self, format: str, *args: Any) -> None:
            """Say nothing."""

        def handle(self) -> None:
            with suppress(ConnectionError, ssl.SSLError):  # the sender was killed
                super().handle()

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.socket = context.wrap_socket(server.socket, server_side=True, do_handshake_on_connect=False)
    server.daemon_threads = True
    room.url = f"https://localhost:{server.server_port}/messages"
    thread = Thread(target=server.serve_forever, args=(0.05,), daemon=True)
    thread.start()
    try:
        yield room
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
