"""Statements over the books that readers have reserved or taken home, built once."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from sqlalchemy import Connection, RowMapping, bindparam, delete, update

from backend.database.upsert import insert_if_absent
from backend.stock.repository.keeping import WHOLE
from backend.stock.tables import reader_copies, reservations

_OF_RESERVATION = reader_copies.c.reservation == bindparam("of_reservation")
_LEND = update(reader_copies).where(_OF_RESERVATION).values(due_on=bindparam("until"))
_RELEASE = delete(reader_copies).where(_OF_RESERVATION)
_LENT = (
    WHOLE.join(reader_copies, reader_copies.c.reservation == reservations.c.reservation)
    .add_columns(reader_copies.c.due_on)
    .where(reader_copies.c.due_on.is_not(None))
)
_OF_PERSONS = (
    _LENT.where(reader_copies.c.person.in_(bindparam("persons", expanding=True)))
    .order_by(reader_copies.c.due_on, reader_copies.c.reservation)
    .limit(bindparam("most"))
)
_BY_NUMBER = (
    _LENT.where(reservations.c.number == bindparam("of_number"))
    .order_by(reservations.c.created_at.desc())
    .limit(1)
)


def claim(connection: Connection, person: str, item: str, reservation: str) -> bool:
    """False if this reader has a copy already, or has one kept."""
    row = {"person": person, "item": item, "reservation": reservation}
    return insert_if_absent(connection, reader_copies, row)


def lend(connection: Connection, reservation: str, until: date) -> None:
    """The reader has it now."""
    connection.execute(_LEND, {"of_reservation": reservation, "until": until})


def release(connection: Connection, reservation: str) -> bool:
    """Whether a copy was the reader's until now."""
    return connection.execute(_RELEASE, {"of_reservation": reservation}).rowcount == 1


def lent_to(connection: Connection, persons: Sequence[str], most: int) -> list[RowMapping]:
    """What they have at home; what is due soonest first."""
    return list(connection.execute(_OF_PERSONS, {"persons": list(persons), "most": most}).mappings())


def lent_under(connection: Connection, number: str) -> RowMapping | None:
    """The copy that left under this number and is not back."""
    return connection.execute(_BY_NUMBER, {"of_number": number}).mappings().one_or_none()
