"""What the registers say of a child's family that gives it a right to come before others."""

from __future__ import annotations

from datetime import date

from sqlalchemy import Connection

from backend.people import service as people
from backend.queues.rights import EnrolmentRules, Family
from backend.queues.service import looking
from backend.queues.values import Application, Ground, Kind


def family_of(connection: Connection, kind: Kind, child: str, applicant: str, today: date) -> Family:
    """Categories of the child and of its parents, and where its brothers and sisters go."""
    ties = people.family(connection, child, today)
    parents = sorted({applicant, *(each.person for each in ties if each.relation == "parent")})
    held = people.categories_of(connection, [child, *parents], today)
    siblings = {
        each.person
        for parent in parents
        for each in people.family(connection, parent, today)
        if each.relation == "child" and each.person != child
    }
    return Family(
        frozenset(held.get(child, ())),
        frozenset(category for parent in parents for category in held.get(parent, ())),
        looking.siblings_at(connection, sorted(siblings), kind),
    )


def recorded_grounds(
    connection: Connection, rules: EnrolmentRules, application: Application, today: date
) -> tuple[Ground, ...]:
    """The same for an application that stands, as the pack reads it today."""
    family = family_of(connection, application.kind, application.child, application.applicant, today)
    return rules.recorded(application.kind, family)
