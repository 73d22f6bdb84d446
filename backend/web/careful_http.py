"""uvicorn's HTTP reader with limits it lacks, and with problems instead of plain text."""

from __future__ import annotations

import json
from asyncio import TimerHandle, Transport

from uvicorn.protocols.http.httptools_impl import HttpToolsProtocol

from backend.contract.problems import PROBLEM_MEDIA_TYPE
from backend.errors import problem_fields

LARGEST_HEAD = 64 * 1024  # the app itself refuses above 16 KiB; this bounds what is read at all
HEAD_SECONDS = 10.0
FAREWELL_SECONDS = 0.5
_REASONS = {400: "Bad Request", 408: "Request Timeout", 431: "Request Header Fields Too Large"}


class CarefulHttp(HttpToolsProtocol):
    """Refuses endless and slow request heads."""

    def __init__(self, *args: object, **named: object) -> None:
        super().__init__(*args, **named)  # type: ignore[arg-type]
        self._head_bytes = 0
        self._in_head = False
        self._head_timer: TimerHandle | None = None

    def connection_made(self, transport: Transport) -> None:  # type: ignore[override]
        """Give the first head its time."""
        super().connection_made(transport)
        self._head_timer = self.loop.call_later(HEAD_SECONDS, self._refuse, "body-too-slow")

    def connection_lost(self, exc: Exception | None) -> None:
        """Stop the timer."""
        self._stop_timer()
        super().connection_lost(exc)

    def data_received(self, data: bytes) -> None:
        """Count what belongs to a head."""
        if self._in_head or self._head_timer is not None:
            self._head_bytes += len(data)
            if self._head_bytes > LARGEST_HEAD + len(data):
                self._refuse("headers-too-large")
                return
        super().data_received(data)

    def on_message_begin(self) -> None:
        """A head begins: it has its own time and size."""
        super().on_message_begin()
        self._in_head, self._head_bytes = True, 0
        if self._head_timer is None:
            self._head_timer = self.loop.call_later(HEAD_SECONDS, self._refuse, "body-too-slow")

    def on_headers_complete(self) -> None:
        """The head is over; the body has limits of its own."""
        self._in_head = False
        self._stop_timer()
        super().on_headers_complete()

    def shutdown(self) -> None:
        """Let idle kiosks go at once: they would not answer TLS's farewell until their next tap."""
        super().shutdown()
        if self.transport.is_closing():
            self.loop.call_later(FAREWELL_SECONDS, self.transport.abort)

    def send_400_response(self, msg: str) -> None:
        """What is no HTTP gets a problem as well."""
        self._refuse("request-malformed")

    def _refuse(self, code: str) -> None:
        self._stop_timer()
        if self.transport.is_closing():
            return
        fields = problem_fields(code)
        status = int(str(fields["status"]))
        content = json.dumps(fields).encode()
        head = (
            f"HTTP/1.1 {status} {_REASONS[status]}\r\ncontent-type: {PROBLEM_MEDIA_TYPE}\r\n"
            f"content-length: {len(content)}\r\ncache-control: no-store\r\nconnection: close\r\n\r\n"
        )
        self.transport.write(head.encode() + content)
        self.transport.close()

    def _stop_timer(self) -> None:
        if self._head_timer is not None:
            self._head_timer.cancel()
            self._head_timer = None
