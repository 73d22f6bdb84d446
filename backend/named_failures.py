"""How a command fails: by the code of what happened, never by a traceback that may quote data."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy.exc import DBAPIError, SQLAlchemyError

from backend.command_line import fail

_MISSING = ("no such table", "no such column", "does not exist")


@contextmanager
def named_failures() -> Iterator[None]:
    """Turn an expected failure into its code and remedy on stderr and a status that is not 0."""
    try:
        yield
    except DBAPIError as error:
        # Its own words may quote a row, so they are not printed.
        if not any(words in str(error.orig) for words in _MISSING):
            raise fail("database-failed", "Run `python -m backend check`.") from None
        raise fail("database-schema-old", "Run `python -m backend migrate`.") from None
    except SQLAlchemyError:
        raise  # its `code` names a page of SQLAlchemy, not one of ours
    except Exception as error:
        code = getattr(error, "code", None)
        if not isinstance(code, str):
            raise
        raise fail(code, str(error).removeprefix(f"{code}: ")) from None
