"""JSON logs by whitelist: a key that is not named here is printed as <redacted>."""

from __future__ import annotations

import logging
import sys
from collections.abc import MutableMapping
from typing import Any, TextIO

import structlog
from structlog.typing import FilteringBoundLogger

ALLOWED = frozenset(
    {
        "event", "level", "at", "method", "route", "status", "milliseconds", "code", "kiosk", "incident",
        "error", "where", "host", "port", "scheme", "dialect", "pack", "count", "version", "logger",
    }
)  # fmt: skip
REDACTED = "<redacted>"


def redact(_logger: Any, _method: str, entry: MutableMapping[str, Any]) -> MutableMapping[str, Any]:
    """Replace the value of each key that is not on the whitelist."""
    for key in entry.keys() - ALLOWED:
        entry[key] = REDACTED
    return entry


def make_log(stream: TextIO | None = None) -> FilteringBoundLogger:
    """A logger that writes one JSON object a line."""
    logger: FilteringBoundLogger = structlog.wrap_logger(
        structlog.WriteLogger(stream or sys.stderr),
        processors=[
            structlog.processors.add_log_level,
            redact,
            structlog.processors.TimeStamper(fmt="iso", utc=True, key="at"),
            structlog.processors.JSONRenderer(ensure_ascii=False),
        ],
        wrapper_class=structlog.make_filtering_bound_logger(logging.INFO),
        context_class=dict,
        cache_logger_on_first_use=True,
    )
    return logger


def where_raised(error: BaseException) -> str:
    """File and line of the innermost frame: enough to find a fault, without any value of it."""
    trace = error.__traceback__
    while trace is not None and trace.tb_next is not None:
        trace = trace.tb_next
    if trace is None:
        return "?"
    file = "/".join(trace.tb_frame.f_code.co_filename.split("/")[-2:])
    return f"{file}:{trace.tb_lineno}"


class LibraryLog(logging.Handler):
    """Messages of libraries: where and how grave, never their text, which may quote data."""

    def __init__(self, log: FilteringBoundLogger) -> None:
        super().__init__(logging.WARNING)
        self._log = log

    def emit(self, record: logging.LogRecord) -> None:
        """One line for the record."""
        error = record.exc_info[1] if record.exc_info else None
        self._log.warning(
            "library",
            logger=record.name,
            where=f"{record.module}:{record.lineno}",
            error=type(error).__name__ if error else "",
        )
