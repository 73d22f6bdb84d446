"""How a command fails: by the code of what happened, never by a traceback that may quote data."""

from __future__ import annotations

import errno
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager

import typer
from sqlalchemy.exc import DBAPIError, OperationalError, SQLAlchemyError

from backend.command_line import fail
from backend.database import remedies
from backend.database.group_commit import DAMAGED
from backend.database.postgresql import DAMAGED_STATES
from backend.errors import PROBLEMS

_MISSING = ("no such table", "no such column", "does not exist")
_FULL = frozenset({errno.ENOSPC, errno.EDQUOT})
_UNUSABLE = frozenset({errno.EACCES, errno.EPERM, errno.EROFS, errno.ENOTDIR, errno.EISDIR, errno.EEXIST})
# SQLite's are beginnings: an extended name begins with its primary one.
_DAMAGED = (*DAMAGED, *DAMAGED_STATES)
_NOT_WRITABLE = ("SQLITE_CANTOPEN", "SQLITE_READONLY", "SQLITE_PERM", "SQLITE_AUTH")
# SHMSIZE: no room for the WAL's index, which a start on a full disk meets first. 53100 is PostgreSQL's.
_DISK_FULL = ("SQLITE_FULL", "SQLITE_IOERR_SHMSIZE", "53100")


@contextmanager
def named_failures() -> Iterator[None]:
    """Turn an expected failure into its code and remedy on stderr and a status that is not 0."""
    try:
        yield
    except DBAPIError as error:
        is_unreachable = isinstance(error, OperationalError) and not _name_of(error.orig)
        raise _of_database(error.orig, is_unreachable=is_unreachable) from None
    except sqlite3.Error as error:
        raise _of_database(error, is_unreachable=False) from None
    except SQLAlchemyError:
        raise  # its `code` names a page of SQLAlchemy, not one of ours
    except OSError as error:
        raise _of_file(error) from None
    except Exception as error:
        code = getattr(error, "code", None)
        if not isinstance(code, str):
            raise
        raise fail(code, str(error).removeprefix(f"{code}: ")) from None


def _of_database(error: BaseException | None, *, is_unreachable: bool) -> typer.Exit:
    """Its own words may quote a row, so they are not printed."""
    name = _name_of(error)
    if any(words in str(error) for words in _MISSING):
        return fail("database-schema-old", remedies.FORM_OLD)
    if name.startswith(_DAMAGED):
        return fail("database-damaged", remedies.DAMAGED)
    if name.startswith(_DISK_FULL):
        return fail("database-full", PROBLEMS["database-full"].remedy)
    if name.startswith(_NOT_WRITABLE):
        return fail("file-unusable", "Check the owner of the database's file and of its folder.")
    code = "database-unreachable" if is_unreachable else "database-failed"
    return fail(code, PROBLEMS[code].remedy)


def _name_of(error: BaseException | None) -> str:
    """SQLite's or PostgreSQL's name of an error; "" for a line that never stood."""
    return getattr(error, "sqlite_errorname", None) or getattr(error, "sqlstate", None) or ""


def _of_file(error: OSError) -> Exception:
    if error.errno in _FULL:
        return fail("database-full", PROBLEMS["database-full"].remedy)
    if error.errno in _UNUSABLE:
        return fail("file-unusable", f"{error.filename}: {error.strerror}")
    return error
