"""Announcements: a supervisor writes them; operators read and kiosks show them until they end."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from sqlalchemy import Connection, RowMapping

from backend.announcements import repository
from backend.audit import service as audit
from backend.audit.service import AuditEvent
from backend.contract.announcements import (
    MOST_AT_KIOSKS,
    Announcement,
    AnnouncementIn,
    Announcements,
    KioskAnnouncement,
)
from backend.errors import Refused

MOST_LISTED: Final = 100
LONGEST: Final = timedelta(days=366)
# A kiosk without a line shows what begins meanwhile.
TOLD_BEFOREHAND: Final = timedelta(days=14)
_WORDS: Final = ("title", "text", "title_en", "text_en", "importance")
_TIMES: Final = ("begins_at", "ends_at")


@dataclass(frozen=True, slots=True)
class By:
    """Who acts, and when."""

    operator: str
    now: datetime


def publish(connection: Connection, by: By, written: AnnouncementIn, fresh_id: str) -> Announcement:
    """`announcement-period` for one that is over, endless or ends before it begins."""
    period_is_good = written.begins_at < written.ends_at <= written.begins_at + LONGEST
    if not period_is_good or written.ends_at <= by.now:
        raise Refused("announcement-period")
    blank = [name for name in ("title", "text") if not getattr(written, name).strip()]
    if blank:
        raise Refused("body-invalid", errors=[{"at": name, "why": "blank"} for name in blank])
    if not (written.for_operators or written.for_kiosks):
        raise Refused("body-invalid", errors=[{"at": "for_operators", "why": "for_nobody"}])
    row = written.model_dump() | {
        "announcement": fresh_id,
        "author": by.operator,
        "created_at": by.now,
    }
    repository.add(connection, row)
    _journal(connection, by, "announcement.publish")
    return _one(connection, by, fresh_id)


def retract(connection: Connection, by: By, which: str) -> Announcement:
    """Taken back everywhere; a second time changes nothing."""
    _one(connection, by, which)
    if repository.retract(connection, which, by.operator, by.now):
        _journal(connection, by, "announcement.retract")
    return _one(connection, by, which)


def mark_read(connection: Connection, by: By, which: str) -> Announcement:
    """By this operator; the first moment counts."""
    told = _one(connection, by, which)
    if not told.for_operators:
        raise Refused("announcement-unknown")
    repository.mark_read(connection, which, by.operator, by.now)
    return _one(connection, by, which)


def current(connection: Connection, by: By) -> Announcements:
    """What an operator is to know now."""
    return _told(connection, by, repository.current(connection, by.operator, by.now))


def every(connection: Connection, by: By) -> Announcements:
    """What was written lately, with how many have read it."""
    return _told(connection, by, repository.every(connection, by.operator, MOST_LISTED))


def at_kiosks(connection: Connection, now: datetime) -> tuple[KioskAnnouncement, ...]:
    """What each kiosk is to show, the most important first."""
    rows = repository.at_kiosks(connection, now, now + TOLD_BEFOREHAND, MOST_AT_KIOSKS)
    return tuple(
        KioskAnnouncement(
            announcement=row["announcement"], **{name: row[name] for name in (*_WORDS, *_TIMES)}
        )
        for row in rows
    )


def _one(connection: Connection, by: By, which: str) -> Announcement:
    row = repository.one(connection, which, by.operator)
    if row is None:
        raise Refused("announcement-unknown")
    return _announcement(row, repository.asked(connection))


def _told(connection: Connection, by: By, rows: list[RowMapping]) -> Announcements:
    asked = repository.asked(connection)
    return Announcements(announcements=tuple(_announcement(row, asked) for row in rows), server_time=by.now)


def _announcement(row: RowMapping, asked: int) -> Announcement:
    return Announcement(
        announcement=row["announcement"],
        **{name: row[name] for name in (*_WORDS, *_TIMES, "for_operators", "for_kiosks")},
        author=row["author_name"],
        created_at=row["created_at"],
        retracted_at=row["retracted_at"],
        readers=row["readers"],
        asked=asked if row["for_operators"] else 0,
        read=bool(row["read"]),
    )


def _journal(connection: Connection, by: By, action: str) -> None:
    audit.record(connection, AuditEvent(by.now, f"operator:{by.operator}", action))
