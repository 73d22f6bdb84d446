"""Brings a database to the newest tables (Alembic), and says which form it has."""

from __future__ import annotations

from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection

from backend.database.opening import open_database

SCRIPTS = Path(__file__).parent / "migrations"


def migrate_to_newest(url: str) -> None:
    """Run what is missing, in one transaction."""
    database = open_database(url)
    try:
        with database.maintenance() as connection:
            connection.begin()  # Alembic commits by itself unless it finds a transaction under way
            command.upgrade(alembic_config(connection), "head")
    finally:
        database.close()


def alembic_config(connection: Connection) -> Config:
    """Alembic on an open transaction of ours."""
    config = Config()
    config.set_main_option("script_location", str(SCRIPTS))
    config.attributes["connection"] = connection
    return config


def revision_of(connection: Connection) -> str | None:
    """The form this database has; None for an empty one."""
    return MigrationContext.configure(connection).get_current_revision()


def newest_revision() -> str:
    """The form this backend works with."""
    head = ScriptDirectory(str(SCRIPTS)).get_current_head()
    assert head is not None
    return head


def is_known_revision(revision: str) -> bool:
    """Whether this backend knows the form; a newer backend's is unknown."""
    return revision in {script.revision for script in ScriptDirectory(str(SCRIPTS)).walk_revisions()}
