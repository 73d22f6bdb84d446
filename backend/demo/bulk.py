"""Fast insertion of many rows: one prepared statement on SQLite, COPY on PostgreSQL."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from psycopg import Connection as PsycopgConnection
from psycopg import sql
from sqlalchemy import Connection, Table

Value = str | int | None
Row = tuple[Value, ...]


def insert_rows(connection: Connection, table: Table, rows: Sequence[Row]) -> None:
    """Insert rows whose values stand in the order of the columns; days and UTC moments as ISO text."""
    if not rows:
        return
    if connection.dialect.name == "postgresql":
        _copy(connection, table, rows)
        return
    names = ", ".join(column.name for column in table.columns)
    places = ", ".join("?" for _ in table.columns)
    connection.exec_driver_sql(f"INSERT INTO {table.name} ({names}) VALUES ({places})", list(rows))  # noqa: S608 (names of our own tables)


def _copy(connection: Connection, table: Table, rows: Iterable[Row]) -> None:
    driver = connection.connection.driver_connection
    if not isinstance(driver, PsycopgConnection):
        raise TypeError("COPY needs a psycopg connection")
    columns = sql.SQL(", ").join(sql.Identifier(column.name) for column in table.columns)
    statement = sql.SQL("COPY {} ({}) FROM STDIN").format(sql.Identifier(table.name), columns)
    driver.execute("SET LOCAL TIME ZONE 'UTC'")  # what moments without a zone are to mean
    with driver.cursor() as cursor, cursor.copy(statement) as copy:
        for row in rows:
            copy.write_row(row)
