"""Free slots near a clinic as somebody would ask for them by hand: the drivers, their own rows, no product.

The best of several ways that were tried: doctor by doctor, the soonest first, and no doctor further than
the last time that would be shown already. One statement a clinic (a LATERAL join, or a subquery with a
LIMIT) was slower on SQLite and no faster on PostgreSQL; one sorted join was three times slower. Several
statements are one answer only on one snapshot, so they stand in a transaction, as ours do.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager, contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import psycopg

from tests.benchmarks.bare_statements import for_postgresql

Rows = list[tuple[Any, ...]]
Execute = Callable[[str, Mapping[str, object]], Rows]
Snapshot = Callable[[], AbstractContextManager[object]]
STARTS_AT = 11  # its column

DOCTORS = (
    "SELECT resource FROM resources WHERE kind = 'doctor' AND speciality = :speciality"
    " AND provider = :provider AND active ORDER BY resource"
)
FREE_SEATS = (
    " FROM seats s WHERE s.slot = w.slot"
    " AND (s.quota = '' OR s.released_at <= :now OR :quotas LIKE '%|' || s.quota || '|%')"
    " AND NOT EXISTS (SELECT 1 FROM bookings b WHERE b.slot = s.slot AND b.seat = s.seat"
    " AND b.state IN ('held', 'confirmed', 'arrived') AND (b.state <> 'held' OR b.expires_at > :now))"
)
SLOTS = (
    "SELECT w.slot, r.resource, r.kind, r.speciality, r.title,"
    " coalesce(nullif(w.substitute, ''), r.person_name), r.provider, coalesce(nullif(w.room, ''), r.room),"
    " r.floor, r.entrance, r.zone, w.starts_at, w.ends_at, w.home_visit, w.state, r.rules,"
    f" (SELECT count(*){FREE_SEATS}) FROM resources r CROSS JOIN slots w"
    " WHERE r.resource = :doctor AND w.resource = :doctor AND w.state = 'open'"
    " AND w.starts_at >= :since AND w.starts_at < :until"
    f" AND EXISTS (SELECT 1{FREE_SEATS}) ORDER BY w.starts_at LIMIT :most"
)


class BareSearch:
    """The same answer as `free_slots` gives, as rows."""

    def __init__(self, execute: Execute, snapshot: Snapshot, between: tuple[Any, Any], now: Any) -> None:
        self._execute = execute
        self._snapshot = snapshot
        self._common = {"since": between[0], "now": now, "quotas": "|channel:kiosk|"}
        self._until = between[1]

    def nearest(self, speciality: str, places: Sequence[str], most: int) -> Rows:
        found: Rows = []
        with self._snapshot():
            for place in places:
                found += self._of_place(speciality, place, most - len(found))
                if len(found) == most:
                    break
        return found

    def _of_place(self, speciality: str, place: str, most: int) -> Rows:
        here: Rows = []
        until = self._until
        for (doctor,) in self._execute(DOCTORS, {"speciality": speciality, "provider": place}):
            asked = {**self._common, "doctor": doctor, "until": until, "most": most}
            here += self._execute(SLOTS, asked)
            here.sort(key=lambda row: (row[STARTS_AT], row[0]))
            del here[most:]
            if len(here) == most:
                until = here[-1][STARTS_AT]
        return here


def on_sqlite(path: Path, between: tuple[datetime, datetime], now: datetime) -> BareSearch:
    raw = sqlite3.connect(path, isolation_level=None, cached_statements=512)
    raw.execute("PRAGMA cache_size=-32768")

    def execute(statement: str, values: Mapping[str, object]) -> Rows:
        return raw.execute(statement, values).fetchall()

    @contextmanager
    def snapshot() -> Iterator[None]:
        raw.execute("BEGIN")
        yield
        raw.execute("ROLLBACK")

    since, until = between
    return BareSearch(execute, snapshot, (as_text(since), as_text(until)), as_text(now))


def on_postgresql(url: str, between: tuple[datetime, datetime], now: datetime) -> BareSearch:
    raw = psycopg.connect(url.replace("+psycopg", ""), autocommit=True)
    raw.isolation_level, raw.read_only = psycopg.IsolationLevel.REPEATABLE_READ, True
    known: dict[str, bytes] = {}

    def execute(statement: str, values: Mapping[str, object]) -> Rows:
        if statement not in known:
            known[statement] = for_postgresql(statement.replace("%", "%%")).encode()
        return raw.execute(known[statement], values, prepare=True).fetchall()

    return BareSearch(execute, raw.transaction, between, now)


def as_text(moment: datetime) -> str:
    """As SQLAlchemy stores moments in SQLite."""
    return moment.astimezone(UTC).strftime("%Y-%m-%d %H:%M:%S.%f")
