"""What was awarded to a person, and what of it runs today."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from sqlalchemy import Connection, RowMapping

from backend.contract.cards import GroupCounts
from backend.contract.people import Entitlement, EntitlementState
from backend.entitlements import repository
from content.model import NeutralGroup

ROW_LIMIT = 200  # nobody has more; a read stays short whatever the table holds


def counts(
    connection: Connection, person: str, today: date, groups: Mapping[str, NeutralGroup]
) -> GroupCounts:
    """How many entitlements run today in each neutral group.

    `groups` gives a measure's group by its id. A measure the pack does not know is not counted:
    guessing a group could tell the finder of a card something.
    """
    sums = dict.fromkeys(NeutralGroup, 0)
    for measure, count in repository.running_by_measure(connection, person, today):
        group = groups.get(measure)
        if group is not None:
            sums[group] += count
    return GroupCounts(
        payments=sums[NeutralGroup.PAYMENTS],
        transport=sums[NeutralGroup.TRANSPORT],
        medicines=sums[NeutralGroup.MEDICINES],
        services=sums[NeutralGroup.SERVICES],
    )


def of_person(connection: Connection, person: str, today: date) -> tuple[Entitlement, ...]:
    """Every entitlement of a person with its state as of today: running first, ended last."""
    found = [_entitlement(row, today) for row in repository.of_person(connection, person, ROW_LIMIT)]
    return tuple(sorted(found, key=lambda entitlement: _ORDER[entitlement.state]))


def state_on(stored: EntitlementState, since: date, until: date | None, today: date) -> EntitlementState:
    """The state on a day: a period that is over has ended, one that has not begun is expected."""
    if until is not None and until < today:
        return "ended"
    if stored == "active" and since > today:
        return "expected"
    return stored


_ORDER: Mapping[EntitlementState, int] = {"active": 0, "expected": 1, "suspended": 2, "ended": 3}


def _entitlement(row: RowMapping, today: date) -> Entitlement:
    state = state_on(row["state"], row["since"], row["until"], today)
    return Entitlement(
        id=row["entitlement"],
        measure=row["measure"],
        state=state,
        since=row["since"],
        until=row["until"],
        amount_kopecks=row["amount_kopecks"],
        per=row["per"],
        awarded_by=row["awarded_by"],
        decision=row["decision"],
        ground=row["ground"],
        next_payment_on=row["next_payment_on"] if state == "active" else None,
    )
