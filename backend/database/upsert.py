"""INSERT … ON CONFLICT, which both databases have under the same name in different modules."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cache
from typing import Any

from sqlalchemy import Connection, Executable, Table
from sqlalchemy.dialects import postgresql, sqlite


def insert_if_absent(connection: Connection, table: Table, values: Mapping[str, Any]) -> bool:
    """True if the row is new; False if its key stands already."""
    return connection.execute(_if_absent(connection.dialect.name, table), values).first() is not None


def insert_or_update(connection: Connection, table: Table, values: Mapping[str, Any]) -> None:
    """Write the row by its primary key, new or not."""
    connection.execute(_or_update(connection.dialect.name, table, tuple(values)), values)


def insert_absent_rows(connection: Connection, table: Table, rows: Sequence[Mapping[str, Any]]) -> None:
    """Write those rows, of the same columns each, whose keys do not stand yet."""
    if rows:
        statement = _inserter(connection.dialect.name, table).on_conflict_do_nothing()
        connection.execute(statement, [dict(row) for row in rows])


@cache
def _if_absent(dialect: str, table: Table) -> Executable:
    """Made once a table: making a statement costs more than sending it."""
    statement = _inserter(dialect, table).on_conflict_do_nothing()
    return statement.returning(*table.primary_key.columns)


@cache
def _or_update(dialect: str, table: Table, names: tuple[str, ...]) -> Executable:
    statement = _inserter(dialect, table)
    keys = [column.name for column in table.primary_key.columns]
    changes = {name: statement.excluded[name] for name in names if name not in keys}
    return statement.on_conflict_do_update(index_elements=keys, set_=changes)


def _inserter(dialect: str, table: Table) -> postgresql.Insert | sqlite.Insert:
    return postgresql.insert(table) if dialect == "postgresql" else sqlite.insert(table)
