"""Checks a whole database: the file first, then its form, then what is in it."""

from __future__ import annotations

import asyncio
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing
from datetime import datetime
from functools import partial
from pathlib import Path

from sqlalchemy import make_url
from sqlalchemy.exc import DBAPIError

from backend.database.doors import Budgets, Database, DatabaseDamaged, DatabaseFailure
from backend.database.opening import database_file, open_database
from backend.maintenance.checks import CHECKS
from backend.maintenance.findings import Finding
from backend.migrating import is_known_revision, newest_revision, revision_of

PATIENCE = 3600.0  # seconds for one look over everything
Progress = Callable[[str, int, int], None]  # what is looked at, done, total


def check(url: str, now: datetime, on_progress: Progress) -> tuple[Finding, ...]:
    """Everything found, nothing changed; a damaged or unknown form ends the check there."""
    total = len(CHECKS) + 2
    on_progress("file", 0, total)
    if make_url(url).get_backend_name() == "sqlite":
        fault = fault_of_file(database_file(url))
        if fault is not None:
            return (fault,)
    try:
        with closing(open_database(url, Budgets(report=PATIENCE))) as database:
            on_progress("form", 1, total)
            fault = _fault_of_form(database)
            if fault is not None:
                return (fault,)
            return tuple(_contents(database, now, on_progress, total))
    except (DBAPIError, sqlite3.DatabaseError):
        return (Finding("database-damaged"),)
    except DatabaseFailure as error:
        if type(error) not in {DatabaseFailure, DatabaseDamaged}:
            raise  # busy, full or out of reach is not damaged
        return (Finding("database-damaged"),)


def fault_of_file(file: Path) -> Finding | None:
    """SQLite's own integrity check, read-only."""
    if not file.is_file():
        return Finding("database-missing")
    try:
        with closing(sqlite3.connect(f"file:{file}?mode=ro", uri=True)) as connection:
            answers = [row[0] for row in connection.execute("PRAGMA integrity_check(100)")]
    except sqlite3.DatabaseError:
        return Finding("database-damaged")
    return None if answers == ["ok"] else Finding("database-damaged", len(answers))


def _fault_of_form(database: Database) -> Finding | None:
    revision = asyncio.run(database.report(revision_of))
    if revision == newest_revision():
        return None
    if revision is None or is_known_revision(revision):
        return Finding("database-schema-old")
    return Finding("database-schema-newer")


def _contents(database: Database, now: datetime, on_progress: Progress, total: int) -> Iterator[Finding]:
    for number, (code, look) in enumerate(CHECKS.items()):
        on_progress(code, number + 2, total)
        # The report door reads one snapshot and takes no lock that a serving backend would wait for.
        count = asyncio.run(database.report(partial(look, now=now)))
        if count:
            yield Finding(code, count)
    on_progress("done", total, total)
