"""Backups: always one SQLite file with our tables, whichever database they come from or go to.

So a backup of the embedded database can be restored into PostgreSQL and the other way round, and any
SQLite tool can look into it. PostgreSQL's own tools (pg_basebackup, WAL archives) stay free to be used
beside it for point-in-time recovery.
"""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager, suppress
from pathlib import Path

from sqlalchemy import Connection, func, insert, select, text

from backend.database.bulk import copy_rows
from backend.database.doors import Database
from backend.database.opening import database_file, open_database
from backend.maintenance.failures import MaintenanceRefused
from backend.migrating import migrate_to_newest, newest_revision, revision_of
from backend.private_files import OWNER_ONLY
from backend.schema import metadata

ROWS_AT_ONCE = 5_000
PAGES_AT_ONCE = 2_000

Progress = Callable[[int, int], None]  # done, total


def write_archive(url: str, target: Path, on_progress: Progress) -> None:
    """Write a backup, whole or not at all (mode 0600); a serving backend is not disturbed."""
    unfinished = target.with_name(target.name + ".part")
    _make_private(unfinished)
    try:
        with closing(open_database(url)) as database:
            if database.dialect == "sqlite":
                copy_sqlite(database_file(url), unfinished, on_progress)
            else:
                _archive_tables(database, unfinished, on_progress)
        verify_archive(unfinished)
        _settle(unfinished, target)
    finally:
        unfinished.unlink(missing_ok=True)


def copy_sqlite(source: Path, target: Path, on_progress: Progress) -> None:
    """SQLite's online backup, from one snapshot: writers go on, and cannot make it begin anew."""
    with closing(sqlite3.connect(source)) as reading, closing(sqlite3.connect(target)) as writing:
        reading.execute("BEGIN")
        reading.execute("SELECT count(*) FROM sqlite_schema").fetchone()  # takes the snapshot
        reading.backup(
            writing,
            pages=PAGES_AT_ONCE,
            progress=lambda _status, left, total: on_progress(total - left, total),
        )
        reading.rollback()
        writing.execute("PRAGMA journal_mode=DELETE")  # one file, nothing beside it


def verify_archive(archive: Path) -> str:
    """The archive's revision; `backup-missing`, `backup-damaged`, `backup-not-ours`."""
    if not archive.is_file():
        raise MaintenanceRefused("backup-missing", "Name an existing backup file.")
    try:
        with closing(sqlite3.connect(f"file:{archive}?mode=ro", uri=True)) as connection:
            sound = connection.execute("PRAGMA quick_check(1)").fetchone()[0] == "ok"
            names = {row[0] for row in connection.execute("SELECT name FROM sqlite_schema")}
            versions = (
                connection.execute("SELECT version_num FROM alembic_version").fetchall()
                if "alembic_version" in names
                else []
            )
    except sqlite3.DatabaseError:
        sound, versions = False, []
    if not sound:
        raise MaintenanceRefused("backup-damaged", "Take an older backup; keep this file for a look.")
    if not versions:
        raise MaintenanceRefused("backup-not-ours", "This is no backup of Okno; nothing was changed.")
    return str(versions[0][0])


@contextmanager
def newest_copy(archive: Path, folder: Path, on_progress: Progress) -> Iterator[Path]:
    """A migrated copy of the archive in `folder`, gone at the end unless it was moved away."""
    copy = folder / f".{archive.name}.restoring"
    _make_private(copy)
    try:
        copy_sqlite(archive, copy, on_progress)
        migrate_to_newest(f"sqlite:///{copy.absolute()}")
        with closing(sqlite3.connect(copy)) as connection:
            connection.execute("PRAGMA journal_mode=DELETE")
        yield copy
    finally:
        for leftover in (copy, *_companions(copy)):
            leftover.unlink(missing_ok=True)


def replace_sqlite(copy: Path, target: Path) -> Path | None:
    """Put the copy in the database's place; the old one is kept beside it and returned."""
    kept: Path | None = None
    if target.exists():
        with closing(sqlite3.connect(target)) as connection, suppress(sqlite3.DatabaseError):
            connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")  # a damaged file is kept as it is
        kept = target.with_name(target.name + ".before-restore")
        target.replace(kept)
        # If the checkpoint failed, the last commits are in the -wal alone: it stays with its file.
        for companion, beside_kept in zip(_companions(target), _companions(kept), strict=True):
            beside_kept.unlink(missing_ok=True)
            if companion.exists():
                companion.replace(beside_kept)
    for companion in _companions(target):
        companion.unlink(missing_ok=True)  # of a file that is gone
    _settle(copy, target)
    return kept


def load_tables(connection: Connection, copy: Path, on_progress: Progress) -> None:
    """Replace every row of a PostgreSQL database by the copy's, in one transaction."""
    tables = metadata.sorted_tables
    quoted = ", ".join(f'"{table.name}"' for table in tables)
    connection.execute(text(f"TRUNCATE {quoted}"))
    with closing(open_database(f"sqlite:///{copy.absolute()}")) as archive, archive.maintenance() as source:
        for number, table in enumerate(tables):
            found = source.execution_options(yield_per=ROWS_AT_ONCE).execute(select(table))
            copy_rows(connection, table, (tuple(row) for row in found))
            on_progress(number + 1, len(tables))
    for table in tables:
        numbered = table.autoincrement_column
        if numbered is not None:
            top = select(func.coalesce(func.max(numbered), 0) + 1).scalar_subquery()
            sequence = func.pg_get_serial_sequence(table.name, numbered.name)
            connection.execute(select(func.setval(sequence, top, False)))


def _archive_tables(database: Database, target: Path, on_progress: Progress) -> None:
    with database.maintenance() as source:
        source.execute(text("SET TRANSACTION READ ONLY"))
        revision = revision_of(source)
        if revision != newest_revision():
            raise MaintenanceRefused("database-schema-old", "Run `python -m backend migrate` first.")
        migrate_to_newest(f"sqlite:///{target.absolute()}")
        tables = metadata.sorted_tables
        with (
            closing(open_database(f"sqlite:///{target.absolute()}")) as archive,
            archive.maintenance() as sink,
        ):
            for number, table in enumerate(tables):
                found = source.execution_options(yield_per=ROWS_AT_ONCE).execute(select(table))
                for rows in found.mappings().partitions():
                    sink.execute(insert(table), [dict(row) for row in rows])
                on_progress(number + 1, len(tables))
    with closing(sqlite3.connect(target)) as connection:
        connection.execute("PRAGMA journal_mode=DELETE")


def _make_private(file: Path) -> None:
    """An empty file that only its owner may read, before anything personal is in it."""
    file.parent.mkdir(parents=True, exist_ok=True)
    file.unlink(missing_ok=True)
    os.close(os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, OWNER_ONLY))


def _settle(source: Path, target: Path) -> None:
    """Rename, and make both the content and the name survive a power cut."""
    _flush(source, os.O_RDONLY)
    source.replace(target)
    _flush(target.parent, os.O_RDONLY | os.O_DIRECTORY)


def _flush(path: Path, flags: int) -> None:
    descriptor = os.open(path, flags)
    os.fsync(descriptor)
    os.close(descriptor)


def _companions(database: Path) -> tuple[Path, Path]:
    return database.with_name(database.name + "-wal"), database.with_name(database.name + "-shm")
