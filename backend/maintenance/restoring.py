"""Restores a backup into the database a URL names, never under a running backend."""

from __future__ import annotations

from contextlib import closing
from pathlib import Path

from sqlalchemy import Connection, func, inspect, make_url, select, text

from backend.database.doors import DatabaseInUse
from backend.database.one_worker import only_worker
from backend.database.opening import database_file, open_database
from backend.maintenance.archive import (
    Progress,
    load_tables,
    newest_copy,
    replace_sqlite,
    verify_archive,
)
from backend.maintenance.failures import MaintenanceRefused
from backend.migrating import is_known_revision, migrate_to_newest
from backend.people.tables import people


def restore(url: str, archive: Path, *, may_replace: bool, on_progress: Progress) -> Path | None:
    """Put the backup in place of the database; returns where an old SQLite file was kept.

    Refused: a running backend (`database-in-use`), a newer backup (`backup-schema-newer`), a database
    with people in it unless `may_replace` (`restore-would-replace`).
    """
    if not is_known_revision(verify_archive(archive)):
        raise MaintenanceRefused("backup-schema-newer", "Update the backend first; nothing was changed.")
    if make_url(url).get_backend_name() == "sqlite":
        return _into_sqlite(database_file(url), archive, may_replace, on_progress)
    _into_postgresql(url, archive, may_replace, on_progress)
    return None


def _into_sqlite(target: Path, archive: Path, may_replace: bool, on_progress: Progress) -> Path | None:
    target.parent.mkdir(parents=True, exist_ok=True)
    with only_worker(target):
        if target.exists() and target.stat().st_size and not may_replace:
            raise _would_replace()
        with newest_copy(archive, target.parent, on_progress) as copy:
            return replace_sqlite(copy, target)


def _into_postgresql(url: str, archive: Path, may_replace: bool, on_progress: Progress) -> None:
    with closing(open_database(url)) as database, database.maintenance() as connection:
        _refuse_if_used(connection)
        if not may_replace and _has_people(connection):
            raise _would_replace()
    migrate_to_newest(url)
    with (
        newest_copy(archive, archive.parent, on_progress) as copy,
        closing(open_database(url)) as database,
        database.maintenance() as connection,
    ):
        _refuse_if_used(connection)
        load_tables(connection, copy, on_progress)


def _refuse_if_used(connection: Connection) -> None:
    others = text(
        "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database()"
        " AND backend_type = 'client backend' AND pid <> pg_backend_pid()"
    )
    if connection.execute(others).scalar_one():
        raise DatabaseInUse("other programs are connected to the database: stop the backends")


def _has_people(connection: Connection) -> bool:
    if not inspect(connection).has_table(people.name):
        return False
    return bool(connection.execute(select(func.count()).select_from(people)).scalar_one())


def _would_replace() -> MaintenanceRefused:
    return MaintenanceRefused("restore-would-replace", "Say --replace if what is there may go.")
