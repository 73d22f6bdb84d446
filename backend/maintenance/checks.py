"""Looks for what must not be in a database; every look is one statement, and says only how often."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Protocol

from sqlalchemy import Connection, Select, Table, and_, func, or_, select, text

from backend.audit.tables import audit_events
from backend.bookings.invariants import LOOKS as OF_BOOKINGS
from backend.card_sessions.tables import card_sessions
from backend.cards.tables import card_history, cards
from backend.cases.invariants import LOOKS as OF_CASES
from backend.entitlements.tables import entitlements
from backend.handoffs.tables import handoffs
from backend.idempotency.tables import idempotent_answers
from backend.nonces.tables import nonces
from backend.payments.invariants import LOOKS as OF_PAYMENTS
from backend.people.snils import SnilsInvalid, parse
from backend.people.tables import people, person_categories
from backend.queues.invariants import LOOKS as OF_QUEUES
from backend.requests.tables import consents, request_history, request_versions, requests
from backend.schema import metadata
from backend.signals.invariants import LOOKS as OF_SIGNALS
from backend.stock.invariants import LOOKS as OF_STOCK
from backend.urgent.invariants import LOOKS as OF_URGENT


class Look(Protocol):
    """Counts one kind of fault as of `now`."""

    def __call__(self, connection: Connection, now: datetime) -> int: ...


TIDIED_WITHIN = timedelta(days=1)  # housekeeping runs far more often
ROWS_AT_ONCE = 10_000


def orphans(connection: Connection, now: datetime) -> int:
    """Rows whose foreign key names nothing; asked of the data, whatever the database enforces."""
    return sum(_orphans_of(connection, table) for table in metadata.sorted_tables)


def invalid_snils(connection: Connection, now: datetime) -> int:
    found = connection.execution_options(yield_per=ROWS_AT_ONCE).execute(
        select(people.c.snils).where(people.c.snils.is_not(None))
    )
    return sum(1 for snils in found.scalars() if not _is_snils(snils))


def overlapping_entitlements(connection: Connection, now: datetime) -> int:
    """Two awards of one measure to one person that run at the same time."""
    one, other = entitlements.alias("one"), entitlements.alias("other")
    running = ("active", "suspended")
    together = and_(
        one.c.person == other.c.person,
        one.c.measure == other.c.measure,
        one.c.entitlement < other.c.entitlement,
        one.c.state.in_(running),
        other.c.state.in_(running),
        or_(one.c.until.is_(None), one.c.until >= other.c.since),
        or_(other.c.until.is_(None), other.c.until >= one.c.since),
    )
    return _count(connection, select(func.count()).select_from(one.join(other, together)))


def missing_grounds(connection: Connection, now: datetime) -> int:
    """Awards that name a category the person never held by the day they began."""
    held = (
        select(1)
        .where(
            person_categories.c.person == entitlements.c.person,
            person_categories.c.category == entitlements.c.ground,
            person_categories.c.since <= entitlements.c.since,
        )
        .exists()
    )
    return _count(
        connection, select(func.count()).select_from(entitlements).where(entitlements.c.ground != "", ~held)
    )


def card_history_gaps(connection: Connection, now: datetime) -> int:
    """Cards without a history, with missing steps, or in another state than their last step left."""
    steps = (
        select(
            card_history.c.card,
            func.max(card_history.c.step).label("last"),
            func.count().label("steps"),
        )
        .group_by(card_history.c.card)
        .subquery()
    )
    joined = cards.outerjoin(steps, steps.c.card == cards.c.card).outerjoin(
        card_history, and_(card_history.c.card == cards.c.card, card_history.c.step == steps.c.last)
    )
    wrong = or_(steps.c.last.is_(None), steps.c.last != steps.c.steps, card_history.c.state != cards.c.state)
    return _count(connection, select(func.count()).select_from(joined).where(wrong))


def expired_but_active(connection: Connection, now: datetime) -> int:
    yesterday = now.date() - timedelta(days=1)
    return _count(
        connection,
        select(func.count())
        .select_from(cards)
        .where(cards.c.state == "active", cards.c.expires_on < yesterday),
    )


def unfinished(connection: Connection, now: datetime) -> int:
    """Short-lived rows that outlived their term by more than a day."""
    long_ago = now - TIDIED_WITHIN
    overdue = [
        select(func.count()).select_from(table).where(table.c.expires_at < long_ago)
        for table in (nonces, idempotent_answers, handoffs)
    ]
    # A holder's session is kept for filings that still wait in a kiosk.
    of_sessions = card_sessions.c.level == 1, card_sessions.c.expires_at < long_ago
    overdue.append(select(func.count()).select_from(card_sessions).where(*of_sessions))
    return sum(_count(connection, statement) for statement in overdue)


def request_history_gaps(connection: Connection, now: datetime) -> int:
    """Requests without a history, with missing steps, or in another state than their last step left."""
    steps = (
        select(
            request_history.c.number,
            func.max(request_history.c.step).label("last"),
            func.count().label("steps"),
        )
        .group_by(request_history.c.number)
        .subquery()
    )
    joined = requests.outerjoin(steps, steps.c.number == requests.c.number).outerjoin(
        request_history,
        and_(request_history.c.number == requests.c.number, request_history.c.step == steps.c.last),
    )
    wrong = or_(
        steps.c.last.is_(None),
        steps.c.last != steps.c.steps,
        request_history.c.state != requests.c.state,
    )
    return _count(connection, select(func.count()).select_from(joined).where(wrong))


def missing_consents(connection: Connection, now: datetime) -> int:
    """Versions of requests for which nobody's consent is kept."""
    kept = (
        select(1)
        .where(
            consents.c.number == request_versions.c.number, consents.c.version == request_versions.c.version
        )
        .exists()
    )
    return _count(connection, select(func.count()).select_from(request_versions).where(~kept))


def audit_gaps(connection: Connection, now: datetime) -> int:
    """Missing numbers in the journal.

    SQLite gives numbers inside the transaction, so none may be missing. PostgreSQL's sequences skip
    numbers when a transaction is undone, so there only a time that runs backwards is a finding.
    """
    event = audit_events.c.event
    if connection.dialect.name == "sqlite":
        # AUTOINCREMENT remembers the highest number ever given, so a cut-off tail is seen as well.
        given = text("SELECT seq FROM sqlite_sequence WHERE name = 'audit_events'")
        highest = connection.execute(given).scalar_one_or_none() or 0
        return int(highest) - _count(connection, select(func.count()).select_from(audit_events))
    before = func.lag(audit_events.c.at).over(order_by=event)
    ordered = select(audit_events.c.at, before.label("before")).subquery()
    backwards = ordered.c.at < ordered.c.before - timedelta(minutes=5)
    return _count(connection, select(func.count()).select_from(ordered).where(backwards))


CHECKS: Mapping[str, Look] = {
    "database-orphans": orphans,
    "snils-invalid": invalid_snils,
    "entitlements-overlap": overlapping_entitlements,
    "entitlement-ground-missing": missing_grounds,
    "card-history-gap": card_history_gaps,
    "card-expired-active": expired_but_active,
    "request-history-gap": request_history_gaps,
    "request-consent-missing": missing_consents,
    **OF_BOOKINGS,
    **OF_STOCK,
    **OF_PAYMENTS,
    **OF_QUEUES,
    **OF_CASES,
    **OF_URGENT,
    **OF_SIGNALS,
    "work-unfinished": unfinished,
    "audit-gap": audit_gaps,
}


def _orphans_of(connection: Connection, table: Table) -> int:
    total = 0
    for key in table.foreign_keys:
        parent = key.column.table.alias("parent")
        child = table.alias("child")
        points_at = parent.c[key.column.name] == child.c[key.parent.name]
        statement = (
            select(func.count())
            .select_from(child.outerjoin(parent, points_at))
            .where(child.c[key.parent.name].is_not(None), parent.c[key.column.name].is_(None))
        )
        total += _count(connection, statement)
    return total


def _count(connection: Connection, statement: Select[int]) -> int:
    return int(connection.execute(statement).scalar_one())


def _is_snils(digits: str) -> bool:
    try:
        return parse(digits) == digits
    except SnilsInvalid:
        return False
