"""Numbered records with a version, each step of which is added and never changed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Connection, RowMapping, Select, Table, func, insert, or_, select, update
from sqlalchemy.dialects import postgresql, sqlite

from backend.database.ledger_tables import TERM_COLUMNS


@dataclass(frozen=True, slots=True)
class Ledger:
    """The three tables of one kind of record.

    `numbers` has letter, year, last; `records` number, version, state; `steps` number, version, state.
    """

    numbers: Table
    records: Table
    steps: Table

    def next_number(self, connection: Connection, letter: str, year: int) -> str:
        """The year's next number under a letter; a rival on PostgreSQL waits or is run again."""
        dialect = postgresql if connection.dialect.name == "postgresql" else sqlite
        insertion = dialect.insert(self.numbers).values(letter=letter, year=year, last=1)
        statement = insertion.on_conflict_do_update(
            index_elements=["letter", "year"], set_={"last": self.numbers.c.last + 1}
        ).returning(self.numbers.c.last)
        return f"{letter}-{year % 100:02d}-{connection.execute(statement).scalar_one():06d}"

    def add(self, connection: Connection, row: Mapping[str, Any], step: Mapping[str, Any]) -> None:
        """A new record with its first step."""
        connection.execute(insert(self.records), dict(row))
        connection.execute(insert(self.steps), dict(step))

    def change(
        self, connection: Connection, read_version: int, row: Mapping[str, Any], step: Mapping[str, Any]
    ) -> bool:
        """Whether the record still had that version, and now stands as `row` says with one step more."""
        statement = (
            update(self.records)
            .where(self.records.c.number == row["number"], self.records.c.version == read_version)
            .values({name: value for name, value in row.items() if name != "number"})
        )
        if connection.execute(statement).rowcount != 1:
            return False
        connection.execute(insert(self.steps), dict(step))
        return True

    def by_number(self, connection: Connection, number: str) -> RowMapping | None:
        """The record with the content of its newest step."""
        found = self.whole().where(self.records.c.number == number)
        return connection.execute(found).mappings().one_or_none()

    def whole(self) -> Select[Any]:
        """Records, each with the content of its newest step."""
        return select(self.records, self.steps.c.content).join(self.steps, self.newest())

    def newest(self) -> ColumnElement[bool]:
        """Joins to a record its newest step."""
        records, steps = self.records.c, self.steps.c
        return (steps.number == records.number) & (steps.version == records.version)

    def own_columns(self) -> list[str]:
        """Of a record, without those of its term."""
        return [each.name for each in self.records.c if each.name not in TERM_COLUMNS]

    def history(self, connection: Connection, number: str) -> list[RowMapping]:
        """All steps, the oldest first."""
        steps = select(self.steps).where(self.steps.c.number == number).order_by(self.steps.c.version)
        return list(connection.execute(steps).mappings())

    def provisional(self, connection: Connection, most: int) -> list[str]:
        """Numbers of records whose term was counted through a year without a calendar."""
        numbers = select(self.records.c.number).where(self.records.c.provisional.is_(True))
        return list(connection.execute(numbers.order_by(self.records.c.number).limit(most)).scalars())

    def over(self, connection: Connection, ends: tuple[str, ...], before: datetime, most: int) -> list[str]:
        """Numbers of ended records whose last step was before that moment and which still say something."""
        found = (
            select(self.records.c.number)
            .join(self.steps, self.newest())
            .where(self.records.c.state.in_(ends), self.steps.c.at < before, self.steps.c.content != b"")
            .order_by(self.records.c.number)
            .limit(most)
        )
        return list(connection.execute(found).scalars())

    def forget(self, connection: Connection, numbers: list[str], names: tuple[str, ...]) -> None:
        """Empty the content of all their steps, and these columns of theirs; the steps stay."""
        if numbers:
            steps = update(self.steps).where(self.steps.c.number.in_(numbers))
            connection.execute(steps.values(content=b"", note=None))
            records = update(self.records).where(self.records.c.number.in_(numbers))
            connection.execute(records.values(dict.fromkeys(names)))

    def gaps(self, connection: Connection) -> int:
        """Records with a missing step, or in another state or version than their last step left."""
        last = (
            select(
                self.steps.c.number,
                func.max(self.steps.c.version).label("last"),
                func.count().label("steps"),
            )
            .group_by(self.steps.c.number)
            .subquery()
        )
        joined = self.records.outerjoin(last, last.c.number == self.records.c.number).outerjoin(
            self.steps,
            (self.steps.c.number == self.records.c.number) & (self.steps.c.version == last.c.last),
        )
        wrong = or_(
            last.c.last.is_(None),
            last.c.last != last.c.steps,
            last.c.last != self.records.c.version,
            self.steps.c.state != self.records.c.state,
        )
        found = select(func.count()).select_from(joined).where(wrong)
        return int(connection.execute(found).scalar_one())
