"""Seconds between two moments, in SQL that both databases understand."""

from __future__ import annotations

from typing import Any

from sqlalchemy import Float
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.sql.compiler import SQLCompiler
from sqlalchemy.sql.functions import FunctionElement


class seconds_between(FunctionElement[float]):  # noqa: N801  a function of SQL
    """`seconds_between(earlier, later)`: NULL where either is."""

    type = Float()
    inherit_cache = True


@compiles(seconds_between, "postgresql")
def _in_postgresql(element: seconds_between, compiler: SQLCompiler, **more: Any) -> str:
    earlier, later = (compiler.process(clause, **more) for clause in element.clauses)
    return f"extract(epoch from ({later} - {earlier}))"


@compiles(seconds_between, "sqlite")
def _in_sqlite(element: seconds_between, compiler: SQLCompiler, **more: Any) -> str:
    earlier, later = (compiler.process(clause, **more) for clause in element.clauses)
    return f"((julianday({later}) - julianday({earlier})) * 86400.0)"
