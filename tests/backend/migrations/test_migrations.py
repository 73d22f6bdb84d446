"""The migrations make exactly the tables the code works with, on both databases."""

from __future__ import annotations

from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext
from sqlalchemy import Column, Integer, Table, inspect

from backend.database.metadata import metadata
from backend.database.opening import open_database
from backend.migrating import migrate_to_newest, newest_revision, revision_of


def differences(url: str) -> list[object]:
    database = open_database(url)
    with database.maintenance() as connection:
        found: list[object] = compare_metadata(
            MigrationContext.configure(connection, opts={"compare_type": True}), metadata
        )
    database.close()
    return found


def test_migrations_and_tables_agree(empty_url: str) -> None:
    migrate_to_newest(empty_url)
    assert differences(empty_url) == []


def test_the_comparison_sees_a_missing_table(empty_url: str) -> None:
    """The control: without migrations everything differs."""
    assert len(differences(empty_url)) >= len(metadata.tables)


def test_migrating_twice_changes_nothing(empty_url: str) -> None:
    migrate_to_newest(empty_url)
    migrate_to_newest(empty_url)
    database = open_database(empty_url)
    with database.maintenance() as connection:
        assert revision_of(connection) == newest_revision()
    database.close()


def test_a_failed_migration_leaves_nothing_behind(empty_url: str) -> None:
    """It runs in one transaction: a table in the way undoes all of it."""
    database = open_database(empty_url)
    with database.maintenance() as connection:
        Table("people", type(metadata)(), Column("in_the_way", Integer)).create(connection)
    try:
        migrate_to_newest(empty_url)
    except Exception as error:
        assert "people" in str(error)
    else:
        raise AssertionError("the migration overlooked a table in its way")
    with database.maintenance() as connection:
        assert inspect(connection).get_table_names() == ["people"]
    database.close()
