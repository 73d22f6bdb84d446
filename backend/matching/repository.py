"""Statements over the matches; what a whole register is read with stands in `loading`."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, RowMapping, bindparam, delete, func, insert, select, update

from backend.database.bulk import Row, insert_rows
from backend.matching.tables import match_runs, matches

_OF_PERSON = (
    select(matches.c.measure, match_runs.c.on, match_runs.c.pack_hash)
    .join(match_runs, match_runs.c.run == matches.c.run)
    .where(matches.c.person == bindparam("of_person"))
    .order_by(matches.c.measure)
)
_LAST_RUN = (
    select(match_runs)
    .where(match_runs.c.finished_at.is_not(None))
    .order_by(match_runs.c.finished_at.desc())
    .limit(1)
)
_COUNTS = (select(matches.c.measure, func.count().label("people")).group_by(matches.c.measure)).order_by(
    func.count().desc(), matches.c.measure
)
_PEOPLE_FOUND = select(func.count(matches.c.person.distinct()))
_FORGET = delete(matches).where(matches.c.person >= bindparam("first"), matches.c.person <= bindparam("last"))
_USED_RUNS = select(matches.c.run).distinct()


def of_person(connection: Connection, person: str) -> list[RowMapping]:
    return list(connection.execute(_OF_PERSON, {"of_person": person}).mappings())


def last_run(connection: Connection) -> RowMapping | None:
    return connection.execute(_LAST_RUN).mappings().one_or_none()


def counts(connection: Connection) -> list[RowMapping]:
    return list(connection.execute(_COUNTS).mappings())


def people_found(connection: Connection) -> int:
    return int(connection.execute(_PEOPLE_FOUND).scalar_one())


def begin(connection: Connection, values: Mapping[str, Any]) -> None:
    connection.execute(insert(match_runs), dict(values))


def replace(connection: Connection, first: str, last: str, rows: Sequence[Row]) -> None:
    """Put these matches in place of all those of the people from `first` to `last`."""
    connection.execute(_FORGET, {"first": first, "last": last})
    insert_rows(connection, matches, rows)


def finish(connection: Connection, run: str, now: datetime, people: int) -> None:
    connection.execute(
        update(match_runs).where(match_runs.c.run == run).values(finished_at=now, people=people)
    )
    connection.execute(delete(match_runs).where(match_runs.c.run != run, match_runs.c.run.not_in(_USED_RUNS)))
