"""A database that has been in use since its first forms comes to the newest one with every row."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Any

from alembic import command
from sqlalchemy import Connection, Table, func, insert, select

from backend.database.doors import Database
from backend.database.opening import open_database
from backend.maintenance.checks import CHECKS
from backend.migrating import alembic_config, newest_revision, revision_of
from backend.payments.tables import money, money_names, payees
from backend.people.tables import people
from backend.stock.tables import holdings, items, reader_copies, reservation_events, reservations

THEN = datetime(2026, 3, 2, 9, 30, tzinfo=UTC)
PERSON = {
    "person": "p-1",
    "last_name": "О’Нил-Ёлкина",
    "first_name": "Анна",
    "middle_name": "",
    "sex": "f",
    "birth_date": date(1948, 2, 29),
    "birth_place": "г. Мурманск",
    "town": "Мурманск",
    "address": "ул. Полярная, д. 1",
    "registered_at": THEN,
}
PAYEE = {"provider": "theatre", "name": "Театр", "bank": "Банк", "bic": "044525225"}
ACCOUNTS = {"account": "4" * 20, "correspondent": "3" * 20}


def upgrade(database: Database, revision: str) -> None:
    with database.maintenance() as connection:
        connection.begin()
        command.upgrade(alembic_config(connection), revision)


def add(database: Database, *rows: tuple[Table, dict[str, Any]]) -> None:
    with database.maintenance() as connection:
        for table, row in rows:
            connection.execute(insert(table), row)


def reserved(number: int, person: str = "p-1") -> dict[str, Any]:
    return {
        "reservation": f"r-{number}",
        "number": f"{number:07d}",
        "item": "b-1",
        "place": "library",
        "units": 1,
        "person": person,
        "turn": number,
        "booked_by": "kiosk:k-1",
        "level": 2,
        "state": "reserved",
        "to_pay_kopecks": 0,
        "created_at": THEN,
        "expires_at": THEN,
    }


def step(number: int) -> dict[str, Any]:
    return {"reservation": f"r-{number}", "step": 1, "at": THEN, "actor": "kiosk:k-1", "what": "reserved"}


def come(key: str) -> dict[str, Any]:
    return {
        "money": f"m-{key}",
        "source": "statement",
        "source_key": key,
        "document": "7",
        "paid_on": THEN,
        "learnt_at": THEN,
        "amount_kopecks": 100,
        "state": "unknown",
    }


def test_rows_of_every_age_come_along(empty_url: str) -> None:
    database = open_database(empty_url)
    upgrade(database, "0004")
    add(database, (people, PERSON))
    upgrade(database, "0007")
    book = {"item": "b-1", "kind": "book", "title": "Книга", "prescription": False, "concessionary": False}
    add(
        database,
        (items, book),
        (holdings, {"item": "b-1", "place": "library", "units": 5, "taken": 2}),
        *((reservations, reserved(number)) for number in (1, 2)),
        *((reservation_events, step(number)) for number in (1, 2)),
    )
    upgrade(database, "0010")
    add(database, (payees, {**PAYEE, **ACCOUNTS}), *((money, come(key)) for key in ("a", "b")))
    upgrade(database, "head")
    with database.maintenance() as connection:
        assert revision_of(connection) == newest_revision()
        kept = connection.execute(select(people)).mappings().one()
        assert {name: kept[name] for name in PERSON} == PERSON
        copies = connection.execute(select(reader_copies.c.person, reader_copies.c.reservation)).all()
        assert [tuple(row) for row in copies] == [("p-1", "r-1")], "the first of several counts"
        names = connection.execute(select(money_names.c.source_key, money_names.c.money)).all()
        assert {tuple(row) for row in names} == {("a", "m-a"), ("b", "m-b")}
        assert count(connection, reservations) == 2
        assert {code: found for code, look in CHECKS.items() if (found := look(connection, THEN))} == {}
    database.close()


def count(connection: Connection, table: Table) -> int:
    return int(connection.execute(select(func.count()).select_from(table)).scalar_one())
