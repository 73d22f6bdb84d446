"""What must hold of queues at any time: each look counts faults."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any, Final, Protocol

from sqlalchemy import Connection, Select, and_, func, or_, select

from backend.queues.tables import (
    queue_applications,
    queue_offers,
    queue_steps,
    queue_vacancies,
    queue_wishes,
)

SWEPT_WITHIN: Final = timedelta(days=1)
applications, wishes, steps = queue_applications, queue_wishes, queue_steps


class Look(Protocol):
    """Counts one kind of fault as of `now`."""

    def __call__(self, connection: Connection, now: datetime) -> int: ...


def miscounted_places(connection: Connection, now: datetime) -> int:
    """Vacancies of which more or less is taken than offers stand."""
    standing = (
        select(queue_offers.c.place, queue_offers.c.cohort, queue_offers.c.year, func.count().label("count"))
        .where(queue_offers.c.state.in_(["open", "accepted"]))
        .group_by(queue_offers.c.place, queue_offers.c.cohort, queue_offers.c.year)
        .subquery()
    )
    joined = queue_vacancies.outerjoin(
        standing,
        and_(
            standing.c.place == queue_vacancies.c.place,
            standing.c.cohort == queue_vacancies.c.cohort,
            standing.c.year == queue_vacancies.c.year,
        ),
    )
    wrong = or_(
        func.coalesce(standing.c.count, 0) != queue_vacancies.c.taken,
        queue_vacancies.c.taken > queue_vacancies.c.units,
    )
    return _count(connection, select(queue_vacancies.c.place).select_from(joined).where(wrong))


def doubled_children(connection: Connection, now: datetime) -> int:
    """Children with two applications of one kind at once."""
    doubled = (
        select(applications.c.child)
        .where(applications.c.state.in_(["waiting", "offered"]))
        .group_by(applications.c.child, applications.c.kind)
        .having(func.count() > 1)
    )
    return _count(connection, doubled)


def history_gaps(connection: Connection, now: datetime) -> int:
    """Applications without a history or with a missing step."""
    last = (
        select(steps.c.application, func.max(steps.c.step).label("last"), func.count().label("steps"))
        .group_by(steps.c.application)
        .subquery()
    )
    joined = applications.outerjoin(last, last.c.application == applications.c.application)
    wrong = or_(last.c.last.is_(None), last.c.last != last.c.steps)
    return _count(connection, select(applications.c.application).select_from(joined).where(wrong))


def drifted_orders(connection: Connection, now: datetime) -> int:
    """Wishes whose place in the line is not what their history says."""
    last = (
        select(steps.c.application, steps.c.place, func.max(steps.c.step).label("last"))
        .group_by(steps.c.application, steps.c.place)
        .subquery()
    )
    joined = (
        wishes.join(applications, applications.c.application == wishes.c.application)
        .join(last, and_(last.c.application == wishes.c.application, last.c.place == wishes.c.place))
        .join(steps, and_(steps.c.application == last.c.application, steps.c.step == last.c.last))
    )
    waits = applications.c.state == "waiting"
    wrong = or_(
        and_(waits, or_(steps.c.after.is_(None), steps.c.after != wishes.c.priority)),
        and_(~waits, steps.c.after.is_not(None)),
    )
    return _count(connection, select(wishes.c.application).select_from(joined).where(wrong))


def offers_in_the_air(connection: Connection, now: datetime) -> int:
    """Open offers of children that do not wait for an answer, the other way round, and overdue ones."""
    open_one = (
        select(1)
        .where(queue_offers.c.application == applications.c.application, queue_offers.c.state == "open")
        .exists()
    )
    wrong = or_(
        and_(applications.c.state == "offered", ~open_one),
        and_(applications.c.state != "offered", open_one),
    )
    overdue = select(queue_offers.c.offer).where(
        queue_offers.c.state == "open", queue_offers.c.until < now - SWEPT_WITHIN
    )
    return _count(connection, select(applications.c.application).where(wrong)) + _count(connection, overdue)


LOOKS: Final[Mapping[str, Look]] = {
    "queue-places-miscounted": miscounted_places,
    "queue-child-doubled": doubled_children,
    "queue-history-gap": history_gaps,
    "queue-order-drifted": drifted_orders,
    "queue-offer-broken": offers_in_the_air,
}


def _count(connection: Connection, found: Select[Any]) -> int:
    return int(connection.execute(select(func.count()).select_from(found.subquery())).scalar_one())
