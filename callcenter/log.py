"""JSON logs by whitelist: a key that is not named here is printed as <redacted>."""

from __future__ import annotations

import logging
import sys
from collections.abc import MutableMapping
from typing import Any, Final, TextIO

import structlog
from structlog.typing import FilteringBoundLogger

ALLOWED: Final = frozenset(
    {
        *("event", "level", "at", "method", "route", "status", "milliseconds", "code"),
        *("incident", "error", "where", "host", "port", "scheme", "logger"),
    }
)


def redact(_logger: Any, _method: str, entry: MutableMapping[str, Any]) -> MutableMapping[str, Any]:
    """Replace the value of each key that is not on the whitelist."""
    for key in entry.keys() - ALLOWED:
        entry[key] = "<redacted>"
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
    )
    return logger


def where_raised(error: BaseException) -> str:
    """File and line of the innermost frame, without any value of it."""
    trace = error.__traceback__
    while trace is not None and trace.tb_next is not None:
        trace = trace.tb_next
    if trace is None:
        return "?"
    return f"{trace.tb_frame.f_code.co_filename.rsplit('/', 2)[-1]}:{trace.tb_lineno}"


class LibraryLog(logging.Handler):
    """Messages of libraries: where and how grave, never their text, which may quote what was typed."""

    def __init__(self, log: FilteringBoundLogger) -> None:
        super().__init__(logging.WARNING)
        self._log = log

    def emit(self, record: logging.LogRecord) -> None:
        """One line for the record."""
        self._log.warning("library", logger=record.name, where=f"{record.module}:{record.lineno}")
