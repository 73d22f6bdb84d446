"""Statements over code words, wrong answers, and what a register can compare an answer with."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from sqlalchemy import Connection, RowMapping, bindparam, delete, select

from backend.cards.tables import cards
from backend.database.upsert import insert_or_update
from backend.identification.tables import code_words, identification_tries
from backend.people.tables import identity_documents, people

_PERSON = select(
    people.c.person,
    people.c.birth_date,
    people.c.snils,
    people.c.policy,
    people.c.phone,
    people.c.address,
    people.c.last_name,
    people.c.first_name,
    people.c.middle_name,
).where(people.c.person == bindparam("of_person"))
_DOCUMENTS = select(identity_documents.c.number).where(identity_documents.c.person == bindparam("of_person"))
_CARDS = select(cards.c.serial).where(cards.c.person == bindparam("of_person"), cards.c.state != "replaced")
_WORD = select(code_words.c.word_hash).where(code_words.c.person == bindparam("of_person"))
_TRIES = select(identification_tries).where(identification_tries.c.whose == bindparam("of_whom"))
_NAMESAKES = (
    select(people.c.person, people.c.last_name, people.c.first_name, people.c.middle_name)
    .where(people.c.birth_date == bindparam("born"))
    .order_by(people.c.last_name, people.c.person)
)


def person(connection: Connection, of_person: str) -> RowMapping | None:
    return connection.execute(_PERSON, {"of_person": of_person}).mappings().one_or_none()


def document_numbers(connection: Connection, of_person: str) -> list[str]:
    return list(connection.execute(_DOCUMENTS, {"of_person": of_person}).scalars())


def card_serials(connection: Connection, of_person: str) -> list[str]:
    return list(connection.execute(_CARDS, {"of_person": of_person}).scalars())


def born_on(connection: Connection, born: date) -> list[RowMapping]:
    return list(connection.execute(_NAMESAKES, {"born": born}).mappings())


def code_word(connection: Connection, of_person: str) -> str | None:
    return connection.execute(_WORD, {"of_person": of_person}).scalar_one_or_none()


def put_code_word(connection: Connection, row: Mapping[str, Any]) -> None:
    insert_or_update(connection, code_words, row)


def tries(connection: Connection, whose: str) -> RowMapping | None:
    return connection.execute(_TRIES, {"of_whom": whose}).mappings().one_or_none()


def keep_tries(connection: Connection, row: Mapping[str, Any]) -> None:
    insert_or_update(connection, identification_tries, row)


def forget_tries(connection: Connection, whose: str) -> None:
    connection.execute(delete(identification_tries).where(identification_tries.c.whose == whose))


def purge(connection: Connection, before: datetime) -> None:
    connection.execute(delete(identification_tries).where(identification_tries.c.since < before))
