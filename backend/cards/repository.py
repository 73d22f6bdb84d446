"""Statements over the `cards` and `card_history` tables, built once."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from sqlalchemy import Connection, RowMapping, bindparam, func, insert, select, update

from backend.cards.tables import card_history, cards

_BY_IDENTITY = select(cards).where(
    cards.c.issuer == bindparam("issuer"), cards.c.serial == bindparam("serial")
)
_BY_CARD = select(cards).where(cards.c.card == bindparam("card_id"))
_OF_PERSON = select(cards).where(cards.c.person == bindparam("person_id")).order_by(cards.c.issued_on)
_SET_STATE = (
    update(cards)
    .where(cards.c.card == bindparam("card_id"), cards.c.state == bindparam("before"))
    .values(state=bindparam("after"))
)
_LAST_STEP = select(func.coalesce(func.max(card_history.c.step), 0)).where(
    card_history.c.card == bindparam("card_id")
)
_HISTORY = (
    select(card_history).where(card_history.c.card == bindparam("card_id")).order_by(card_history.c.step)
)
_PAST_EXPIRY = (
    select(cards.c.card)
    .where(cards.c.state == "active", cards.c.expires_on < bindparam("today"))
    .order_by(cards.c.card)
)
_REVOKED = (
    select(cards.c.number_9e, cards.c.number_9a, cards.c.state, func.max(card_history.c.at).label("at"))
    .join(card_history, (card_history.c.card == cards.c.card) & (card_history.c.state == cards.c.state))
    .where(
        cards.c.state.in_(bindparam("states", expanding=True)),
        cards.c.expires_on >= bindparam("today"),
        cards.c.number_9e.is_not(None),
        cards.c.number_9a.is_not(None),
    )
    .group_by(cards.c.card)
    .order_by(cards.c.card)
)


def by_identity(connection: Connection, issuer: str, serial: str) -> RowMapping | None:
    return connection.execute(_BY_IDENTITY, {"issuer": issuer, "serial": serial}).mappings().one_or_none()


def by_card(connection: Connection, card: str) -> RowMapping | None:
    return connection.execute(_BY_CARD, {"card_id": card}).mappings().one_or_none()


def of_person(connection: Connection, person: str) -> list[RowMapping]:
    return list(connection.execute(_OF_PERSON, {"person_id": person}).mappings())


def add(connection: Connection, values: Mapping[str, Any]) -> None:
    connection.execute(insert(cards), dict(values))


def set_state(connection: Connection, card: str, before: str, after: str) -> bool:
    """Whether the card was in state `before` and is now in `after`."""
    changed = connection.execute(_SET_STATE, {"card_id": card, "before": before, "after": after})
    return changed.rowcount == 1


def last_step(connection: Connection, card: str) -> int:
    return int(connection.execute(_LAST_STEP, {"card_id": card}).scalar_one())


def add_step(connection: Connection, values: Mapping[str, Any]) -> None:
    connection.execute(insert(card_history), dict(values))


def history(connection: Connection, card: str) -> list[RowMapping]:
    return list(connection.execute(_HISTORY, {"card_id": card}).mappings())


def past_expiry(connection: Connection, today: Any) -> list[str]:
    return list(connection.execute(_PAST_EXPIRY, {"today": today}).scalars())


def revoked(connection: Connection, states: list[str], today: Any) -> list[RowMapping]:
    return list(connection.execute(_REVOKED, {"states": states, "today": today}).mappings())
