"""Calendar feeds: a secret key for one resource's busy times, made and revoked by command."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import Connection

from backend.audit import service as audit
from backend.audit.service import AuditEvent
from backend.bookings.service import exchanging
from backend.bookings.service.exchanging import BusyTime
from backend.feeds import repository
from backend.feeds.busy_calendar import Feed
from backend.secret_values import hash_of

BACK = timedelta(days=7)
AHEAD = timedelta(days=180)


@dataclass(frozen=True, slots=True)
class Keys:
    """How many keys of a resource stand, and when the newest was made."""

    resource: str
    keys: int
    made_at: datetime


def add_key(connection: Connection, resource: str, key: str, now: datetime, actor: str) -> bool:
    """False if there is no such resource; of the key only a hash is kept."""
    if exchanging.any_resource(connection, resource) is None:
        return False
    row = {"key_hash": hash_of(key), "resource": resource, "made_at": now, "revoked_at": None}
    repository.add(connection, row)
    audit.record(connection, AuditEvent(now, actor, "calendar.key"))
    return True


def revoke_keys(connection: Connection, resource: str, now: datetime, actor: str) -> int:
    """How many keys of the resource open nothing from now on."""
    revoked = repository.revoke(connection, resource, now)
    if revoked:
        audit.record(connection, AuditEvent(now, actor, "calendar.revoke"))
    return revoked


def keys(connection: Connection) -> tuple[Keys, ...]:
    """Those that stand, by resource."""
    return tuple(Keys(row["resource"], row["keys"], row["made_at"]) for row in repository.counts(connection))


def feed_of(connection: Connection, resource: str, key: str, now: datetime) -> Feed | None:
    """What the key opens; None for a wrong key and for no such resource alike."""
    if not repository.stands(connection, resource, hash_of(key)):
        return None
    known = exchanging.any_resource(connection, resource)
    if known is None:
        return None
    busy: tuple[BusyTime, ...] = exchanging.busy_times(connection, resource, now - BACK, now + AHEAD)
    return Feed(resource, known.title, known.person_name, busy)
