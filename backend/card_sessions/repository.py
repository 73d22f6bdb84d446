"""SQL of card sessions."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import Connection, RowMapping, and_, bindparam, delete, exists, insert, or_, select, update

from backend.card_sessions.tables import card_sessions
from backend.kiosks.tables import kiosks

_ADD_SESSION = insert(card_sessions).inline()
_OPEN_SESSION = select(
    card_sessions.c.card,
    card_sessions.c.person,
    card_sessions.c.guid,
    card_sessions.c.level,
    card_sessions.c.opened_at,
).where(
    card_sessions.c.session_hash == bindparam("of_session"),
    card_sessions.c.kiosk == bindparam("of_kiosk"),
    card_sessions.c.ended_at.is_(None),
    card_sessions.c.expires_at > bindparam("now"),
    exists().where(kiosks.c.kiosk == bindparam("of_kiosk"), kiosks.c.withdrawn_at.is_(None)),
)
_ANY_SESSION = select(
    card_sessions.c.card,
    card_sessions.c.person,
    card_sessions.c.guid,
    card_sessions.c.level,
    card_sessions.c.opened_at,
    card_sessions.c.expires_at,
    card_sessions.c.ended_at,
).where(
    card_sessions.c.session_hash == bindparam("of_session"),
    card_sessions.c.kiosk == bindparam("of_kiosk"),
)
_PURGE = delete(card_sessions).where(
    or_(
        card_sessions.c.expires_at < bindparam("all_before"),
        and_(card_sessions.c.level == 1, card_sessions.c.expires_at < bindparam("level_one_before")),
    )
)
_KEEP_OPEN = (
    update(card_sessions)
    .where(card_sessions.c.session_hash == bindparam("of_session"))
    .values(level=bindparam("new_level"), expires_at=bindparam("until"))
)
_END = (
    update(card_sessions)
    .where(
        card_sessions.c.session_hash == bindparam("of_session"),
        card_sessions.c.kiosk == bindparam("of_kiosk"),
        card_sessions.c.ended_at.is_(None),
    )
    .values(ended_at=bindparam("now"))
)


def add_session(connection: Connection, row: dict[str, Any]) -> None:
    connection.execute(_ADD_SESSION, row)


def open_session(connection: Connection, session_hash: str, kiosk: str, now: datetime) -> RowMapping | None:
    """The session, if it is open and its kiosk serves: one question, since every tap asks it."""
    parameters = {"of_session": session_hash, "of_kiosk": kiosk, "now": now}
    return connection.execute(_OPEN_SESSION, parameters).mappings().first()


def keep_open(connection: Connection, session_hash: str, level: int, until: datetime) -> None:
    connection.execute(_KEEP_OPEN, {"of_session": session_hash, "new_level": level, "until": until})


def end(connection: Connection, session_hash: str, kiosk: str, now: datetime) -> bool:
    return connection.execute(_END, {"of_session": session_hash, "of_kiosk": kiosk, "now": now}).rowcount == 1


def any_session(connection: Connection, session_hash: str, kiosk: str) -> RowMapping | None:
    """The session, over or not."""
    parameters = {"of_session": session_hash, "of_kiosk": kiosk}
    return connection.execute(_ANY_SESSION, parameters).mappings().first()


def purge(connection: Connection, level_one_before: datetime, all_before: datetime) -> None:
    connection.execute(_PURGE, {"level_one_before": level_one_before, "all_before": all_before})
