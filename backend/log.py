"""The backend's log: these keys and no others."""

from __future__ import annotations

from typing import Final, TextIO

from structlog.typing import FilteringBoundLogger

from config.server_log import make_server_log

ALLOWED: Final = frozenset(
    {
        "event", "level", "at", "method", "route", "status", "milliseconds", "code", "kiosk", "incident",
        "error", "where", "host", "port", "scheme", "dialect", "pack", "count", "version", "logger",
    }
)  # fmt: skip


def make_log(stream: TextIO | None = None) -> FilteringBoundLogger:
    """A logger that writes one JSON object a line, to standard error unless told."""
    return make_server_log(ALLOWED, stream)
