"""Statements over lines: who waits where, who is before whom, and how that came about; built once."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import Connection, RowMapping, and_, bindparam, func, or_, select

from backend.queues.tables import queue_applications, queue_offers, queue_steps, queue_wishes

applications, wishes, steps = queue_applications, queue_wishes, queue_steps

_HERE = (
    wishes.c.place == bindparam("of_place"),
    applications.c.kind == bindparam("of_kind"),
    applications.c.cohort == bindparam("of_cohort"),
    applications.c.wanted_year <= bindparam("of_year"),
)
_WAITING = wishes.join(applications, applications.c.application == wishes.c.application)
_TOTAL = select(func.count()).select_from(_WAITING).where(*_HERE, applications.c.state == "waiting")
_AHEAD = (
    select(wishes.c.priority, func.count().label("count"))
    .select_from(_WAITING)
    .where(
        *_HERE,
        applications.c.state == "waiting",
        or_(
            wishes.c.priority < bindparam("my_priority"),
            and_(
                wishes.c.priority == bindparam("my_priority"),
                or_(
                    applications.c.registered_at < bindparam("my_time"),
                    and_(
                        applications.c.registered_at == bindparam("my_time"),
                        applications.c.number < bindparam("my_number"),
                    ),
                ),
            ),
        ),
    )
    .group_by(wishes.c.priority)
)
_HISTORY = (
    select(
        steps.c.application,
        steps.c.at,
        steps.c.what,
        steps.c.before,
        steps.c.after,
        applications.c.registered_at,
        applications.c.number,
    )
    .select_from(steps.join(applications, applications.c.application == steps.c.application))
    .where(
        steps.c.place == bindparam("of_place"),
        steps.c.at >= bindparam("since"),
        applications.c.kind == bindparam("of_kind"),
        applications.c.cohort == bindparam("of_cohort"),
        applications.c.wanted_year <= bindparam("of_year"),
    )
    .order_by(steps.c.at.desc(), steps.c.application, steps.c.step.desc())
    .limit(bindparam("most"))
)
_LINE = (
    select(applications, wishes.c.place, wishes.c.priority, wishes.c.rank)
    .select_from(_WAITING)
    .where(
        wishes.c.place == bindparam("of_place"),
        applications.c.kind == bindparam("of_kind"),
        applications.c.state.in_(["waiting", "offered"]),
    )
    .order_by(
        applications.c.cohort.desc(), wishes.c.priority, applications.c.registered_at, applications.c.number
    )
    .limit(bindparam("most"))
)
_NOT_OFFERED = ~(
    select(1)
    .where(
        queue_offers.c.application == applications.c.application,
        queue_offers.c.place == wishes.c.place,
        queue_offers.c.year == bindparam("of_year"),
    )
    .exists()
)
_WISHERS = (
    select(
        applications.c.application,
        applications.c.number,
        applications.c.cohort,
        applications.c.registered_at,
        wishes.c.place,
        wishes.c.priority,
    )
    .select_from(_WAITING)
    .where(
        applications.c.kind == bindparam("of_kind"),
        applications.c.state == "waiting",
        applications.c.wanted_year <= bindparam("of_year"),
        _NOT_OFFERED,
    )
    .order_by(applications.c.number, wishes.c.rank)
)
_NEXT = (
    select(applications.c.application)
    .select_from(_WAITING)
    .where(
        *_HERE,
        applications.c.state == "waiting",
        _NOT_OFFERED,
    )
    .order_by(wishes.c.priority, applications.c.registered_at, applications.c.number)
    .limit(1)
)


def _line(place: str, application: RowMapping) -> dict[str, object]:
    return {
        "of_place": place,
        "of_kind": application["kind"],
        "of_cohort": application["cohort"],
        "of_year": application["wanted_year"],
    }


def total(connection: Connection, place: str, application: RowMapping) -> int:
    """How many wait in the line the application stands in."""
    return int(connection.execute(_TOTAL, _line(place, application)).scalar_one())


def ahead(connection: Connection, place: str, priority: int, application: RowMapping) -> dict[int, int]:
    """How many stand before it, by their priority."""
    mine = {
        "my_priority": priority,
        "my_time": application["registered_at"],
        "my_number": application["number"],
    }
    found = connection.execute(_AHEAD, {**_line(place, application), **mine}).mappings()
    return {row["priority"]: row["count"] for row in found}


def history(
    connection: Connection, place: str, application: RowMapping, since: datetime, most: int
) -> list[RowMapping]:
    """The last steps of everybody in the line, the newest first."""
    asked = {**_line(place, application), "since": since, "most": most}
    return list(connection.execute(_HISTORY, asked).mappings())


def at_place(connection: Connection, kind: str, place: str, most: int) -> list[RowMapping]:
    """Everybody who waits there, or has an offer; the youngest cohort first, then in order."""
    return list(connection.execute(_LINE, {"of_kind": kind, "of_place": place, "most": most}).mappings())


def wishers(connection: Connection, kind: str, year: int) -> list[RowMapping]:
    """A row a wish of everybody who waits for this year, without places they have had an offer of."""
    return list(connection.execute(_WISHERS, {"of_kind": kind, "of_year": year}).mappings())


def next_in_line(connection: Connection, kind: str, place: str, cohort: int, year: int) -> str | None:
    """Who comes next there and has had no offer of it this year."""
    asked = {"of_kind": kind, "of_place": place, "of_cohort": cohort, "of_year": year}
    return connection.execute(_NEXT, asked).scalar_one_or_none()
