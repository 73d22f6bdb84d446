"""Wrong answers are counted against the person they were given for and the operator who heard them."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Final

from sqlalchemy import Connection

from backend.identification import repository

WINDOW: Final = timedelta(hours=1)
LOCKED_FOR: Final = timedelta(hours=1)
MOST_WRONG: Final = {"person": 3, "operator": 10}  # within the window
KEPT: Final = WINDOW + LOCKED_FOR


def keys_of(person: str, operator: str) -> tuple[str, str]:
    """Whose tries are counted: a guesser may call several operators, or one operator guess for many."""
    return f"person:{person}", f"operator:{operator}"


def are_locked(connection: Connection, keys: tuple[str, ...], now: datetime) -> bool:
    return locked_until(connection, keys, now) is not None


def locked_until(connection: Connection, keys: tuple[str, ...], now: datetime) -> datetime | None:
    """When it may be tried again; None: now. Whose tries they were, nobody is told."""
    rows = [repository.tries(connection, key) for key in keys]
    ends = [row["locked_until"] for row in rows if row is not None and row["locked_until"]]
    return max((end for end in ends if now < end), default=None)


def count_wrong(connection: Connection, keys: tuple[str, ...], now: datetime) -> None:
    """One more; the last one allowed locks."""
    for key in keys:
        row = repository.tries(connection, key)
        counts = row is not None and now - row["since"] <= WINDOW
        wrong = row["wrong"] + 1 if row is not None and counts else 1
        is_enough = wrong >= MOST_WRONG[key.partition(":")[0]]
        repository.keep_tries(
            connection,
            {
                "whose": key,
                "wrong": 0 if is_enough else wrong,
                "since": row["since"] if row is not None and counts else now,
                "locked_until": now + LOCKED_FOR if is_enough else None,
            },
        )


def purge(connection: Connection, now: datetime) -> None:
    """Forget what no longer counts."""
    repository.purge(connection, now - KEPT)
