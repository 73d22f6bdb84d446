"""What the servers log, as JSON by whitelist: a key that a server does not name is printed as <redacted>."""

from __future__ import annotations

import logging
import sys
from collections.abc import MutableMapping
from typing import Any, Final, TextIO

import structlog
from structlog.typing import FilteringBoundLogger

REDACTED: Final = "<redacted>"


class Whitelist:
    """The keys whose values are printed; a processor of structlog."""

    def __init__(self, allowed: frozenset[str]) -> None:
        self._allowed = allowed

    def __call__(
        self, _logger: Any, _method: str, entry: MutableMapping[str, Any]
    ) -> MutableMapping[str, Any]:
        """Replace the value of each key that is not on the list."""
        for key in entry.keys() - self._allowed:
            entry[key] = REDACTED
        return entry


def make_server_log(allowed: frozenset[str], stream: TextIO | None = None) -> FilteringBoundLogger:
    """A logger that writes one JSON object a line."""
    logger: FilteringBoundLogger = structlog.wrap_logger(
        structlog.WriteLogger(stream or sys.stderr),
        processors=[
            structlog.processors.add_log_level,
            Whitelist(allowed),
            structlog.processors.TimeStamper(fmt="iso", utc=True, key="at"),
            structlog.processors.JSONRenderer(ensure_ascii=False),
        ],
        wrapper_class=structlog.make_filtering_bound_logger(logging.INFO),
        context_class=dict,
        cache_logger_on_first_use=True,
    )
    return logger


def quiet_libraries(log: FilteringBoundLogger) -> None:
    """Let libraries log through this whitelist alone."""
    logging.getLogger().handlers[:] = [LibraryLog(log)]


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
