"""uvicorn's HTTP reader with a time limit for heads, and with a page for what is no HTTP."""

from __future__ import annotations

from asyncio import TimerHandle, Transport
from typing import Final

from uvicorn.protocols.http.h11_impl import H11Protocol

HEAD_SECONDS: Final = 10.0
_PAGE: Final = (
    '<!doctype html><html lang="ru"><meta charset="utf-8"><title>{code}</title>'
    "<h1>Запрос не понят</h1><p>Откройте страницу в обычном браузере.</p>"
    '<p lang="en">This is no HTTP request. Open the page in a browser.</p><p><code>{code}</code></p></html>'
)
_STATUS: Final = {"request-malformed": "400 Bad Request", "body-too-slow": "408 Request Timeout"}


class CarefulHttp(H11Protocol):
    """Answers a malformed head with a code, and ends one that never comes to its end."""

    _waiting: TimerHandle | None = None

    def connection_made(self, transport: Transport) -> None:  # type: ignore[override]
        """Give the first head its time; later ones have the keep-alive limit."""
        super().connection_made(transport)
        self._waiting = self.loop.call_later(HEAD_SECONDS, self._give_up)

    def connection_lost(self, exc: Exception | None) -> None:
        """Stop the timer."""
        if self._waiting is not None:
            self._waiting.cancel()
        super().connection_lost(exc)

    def send_400_response(self, msg: str) -> None:
        """What is no HTTP gets a page with a code as well."""
        self._refuse("request-malformed")

    def _give_up(self) -> None:
        if self.cycle is None:
            self._refuse("body-too-slow")

    def _refuse(self, code: str) -> None:
        if self.transport.is_closing():
            return
        content = _PAGE.format(code=code).encode()
        head = (
            f"HTTP/1.1 {_STATUS[code]}\r\ncontent-type: text/html; charset=utf-8\r\n"
            f"content-security-policy: default-src 'none'\r\nx-content-type-options: nosniff\r\n"
            f"content-length: {len(content)}\r\ncache-control: no-store\r\nconnection: close\r\n\r\n"
        )
        self.transport.write(head.encode() + content)
        self.transport.close()
