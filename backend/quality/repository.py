"""Statements over drawn contacts and their judgements."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Any, Final

from sqlalchemy import Connection, RowMapping, and_, bindparam, func, insert, select, update

from backend.contacts.tables import contacts
from backend.database.upsert import insert_if_absent
from backend.operators.tables import operators
from backend.quality.tables import quality_draws, quality_samples

_OF, _REVIEWERS = operators.alias("of"), operators.alias("reviewers")
# By the index of state and beginning.
_CANDIDATES = select(contacts.c.operator, contacts.c.contact).where(
    contacts.c.state == "closed",
    contacts.c.started_at >= bindparam("since"),
    contacts.c.started_at < bindparam("before"),
    contacts.c.answered_at.is_not(None),
    contacts.c.operator.is_not(None),
    contacts.c.training.is_(False),
)
_LINES = select(
    quality_samples,
    contacts.c.channel,
    contacts.c.started_at,
    contacts.c.answered_at,
    contacts.c.ended_at,
    contacts.c.hang_up_lost,
    contacts.c.topic,
    contacts.c.outcome,
    func.coalesce(_OF.c.display_name, quality_samples.c.operator).label("operator_name"),
    func.coalesce(_REVIEWERS.c.display_name, quality_samples.c.reviewer, "").label("reviewer_name"),
).select_from(
    quality_samples.join(contacts, contacts.c.contact == quality_samples.c.contact)
    .outerjoin(_OF, _OF.c.operator == quality_samples.c.operator)
    .outerjoin(_REVIEWERS, _REVIEWERS.c.operator == quality_samples.c.reviewer)
)
_OF_WEEK = _LINES.where(
    quality_samples.c.week == bindparam("of_week"), quality_samples.c.operator != bindparam("but")
).order_by(quality_samples.c.version > 0, "operator_name", contacts.c.started_at, quality_samples.c.contact)
_OF_OPERATOR = (
    _LINES.where(
        quality_samples.c.operator == bindparam("of_operator"), quality_samples.c.reviewed_at.is_not(None)
    )
    .order_by(quality_samples.c.reviewed_at.desc(), quality_samples.c.contact)
    .limit(bindparam("most"))
)
_ONE = _LINES.where(quality_samples.c.contact == bindparam("of_contact"))
_WEEKS: Final = select(quality_draws.c.week).order_by(quality_draws.c.week.desc()).limit(bindparam("most"))
_DRAWN = select(quality_draws.c.week).where(quality_draws.c.week == bindparam("of_week"))


def is_drawn(connection: Connection, week: date) -> bool:
    return connection.execute(_DRAWN, {"of_week": week}).first() is not None


def weeks(connection: Connection, most: int) -> list[date]:
    return list(connection.execute(_WEEKS, {"most": most}).scalars())


def candidates(connection: Connection, since: datetime, before: datetime) -> list[RowMapping]:
    """Operator and contact of all that was answered, is closed, and was no exercise."""
    return list(connection.execute(_CANDIDATES, {"since": since, "before": before}).mappings())


def keep_draw(
    connection: Connection, week: date, now: datetime, samples: Sequence[Mapping[str, Any]]
) -> bool:
    """False if the week was drawn already; then nothing is kept."""
    row = {"week": week, "drawn_at": now, "samples": len(samples)}
    if not insert_if_absent(connection, quality_draws, row):
        return False
    if samples:
        connection.execute(insert(quality_samples), [dict(each) for each in samples])
    return True


def of_week(connection: Connection, week: date, but: str) -> list[RowMapping]:
    """Without the contacts of one operator; those not yet judged first."""
    return list(connection.execute(_OF_WEEK, {"of_week": week, "but": but}).mappings())


def of_operator(connection: Connection, operator: str, most: int) -> list[RowMapping]:
    """The judged ones, the newest first."""
    return list(connection.execute(_OF_OPERATOR, {"of_operator": operator, "most": most}).mappings())


def one(connection: Connection, contact: str) -> RowMapping | None:
    return connection.execute(_ONE, {"of_contact": contact}).mappings().one_or_none()


def judge(connection: Connection, contact: str, read_version: int, values: Mapping[str, Any]) -> bool:
    """Whether it still had the version that was read."""
    statement = (
        update(quality_samples)
        .where(
            and_(quality_samples.c.contact == contact, quality_samples.c.version == read_version),
        )
        .values(**values, version=read_version + 1)
    )
    return connection.execute(statement).rowcount == 1


def mark_seen(connection: Connection, contact: str, now: datetime) -> None:
    connection.execute(
        update(quality_samples)
        .where(quality_samples.c.contact == contact, quality_samples.c.seen_at.is_(None))
        .values(seen_at=now)
    )
