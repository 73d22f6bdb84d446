"""Some people of the demo region as those who telephone: a number that does not grow with the region."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, field
from datetime import date
from typing import Final

from sqlalchemy import Connection, select

from backend.demo.calendar import years_before
from backend.people.tables import people

MOST_CALLERS: Final = 400
GROWN_UP: Final = 18
_LOOKED_AT: Final = 4 * MOST_CALLERS  # of the first by id, whoever else there is


@dataclass(frozen=True, slots=True)
class Caller:
    person: str
    town: str
    phone: str = field(repr=False)


def callers_of(connection: Connection, today: date, but: Collection[str]) -> tuple[Caller, ...]:
    """Grown-ups with a telephone, the same ones for the same people; `but` are kept out of it."""
    first = (
        select(people.c.person, people.c.town, people.c.phone, people.c.birth_date)
        .order_by(people.c.person)
        .limit(_LOOKED_AT)
    )
    born_before = years_before(today, GROWN_UP)
    found = [
        Caller(row.person, row.town, row.phone)
        for row in connection.execute(first)
        if row.phone and row.birth_date <= born_before and row.person not in but
    ]
    return tuple(found[:MOST_CALLERS])
