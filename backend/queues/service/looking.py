"""Reads applications: what they are, and where the child stands."""

from __future__ import annotations

from collections.abc import Collection
from typing import Final

from sqlalchemy import Connection, RowMapping

from backend.queues.repository import applying, lines, offering
from backend.queues.service import history
from backend.queues.values import (
    NO_RIGHT,
    Application,
    Ground,
    Kind,
    Offer,
    Position,
    Standing,
)

MOST_LISTED: Final = 100
MOST_AT_PLACE: Final = 1000


def by_number(connection: Connection, number: str) -> Application | None:
    row = applying.by_number(connection, number)
    return None if row is None else application_of(row)


def by_id(connection: Connection, application: str) -> Application:
    return application_of(applying.by_id(connection, application))


def waiting_for(connection: Connection, child: str, kind: Kind) -> Application | None:
    """What stands for this child already."""
    row = applying.of_child(connection, child, kind)
    return None if row is None else application_of(row)


def of_children(connection: Connection, children: Collection[str]) -> tuple[Application, ...]:
    """All of theirs, also what has ended; the newest first."""
    rows = applying.of_children(connection, children, MOST_LISTED) if children else []
    return tuple(map(application_of, rows))


def siblings_at(connection: Connection, siblings: Collection[str], kind: Kind) -> frozenset[str]:
    """Institutions that brothers and sisters have got through this queue."""
    return frozenset(applying.enrolled_at(connection, siblings, kind)) if siblings else frozenset()


def at_place(connection: Connection, kind: Kind, place: str) -> tuple[tuple[Application, int], ...]:
    """Everybody in the lines of a place, in their order, with their priority there."""
    rows = lines.at_place(connection, kind, place, MOST_AT_PLACE)
    return tuple((application_of(row), row["priority"]) for row in rows)


def standing(connection: Connection, application: str, *, with_history: bool = True) -> Standing:
    """Positions while it waits, with how they came about."""
    row = applying.by_id(connection, application)
    wishes = applying.wishes_of(connection, application)
    return Standing(
        application_of(row),
        tuple(_position(connection, row, wish) for wish in wishes),
        grounds_of(connection, application),
        tuple(map(offer_of, offering.of_application(connection, application))),
        history.moves(connection, row, wishes) if with_history else (),
    )


def grounds_of(connection: Connection, application: str) -> tuple[Ground, ...]:
    return tuple(map(_ground_of, applying.grounds_of(connection, application)))


def wished_places(connection: Connection, application: str) -> tuple[tuple[str, int], ...]:
    """Places with the priority there, wished most first."""
    return tuple((row["place"], row["priority"]) for row in applying.wishes_of(connection, application))


def _position(connection: Connection, row: RowMapping, wish: RowMapping) -> Position:
    """0 of 0 for who stands in no line now."""
    place, priority = wish["place"], wish["priority"]
    if row["state"] != "waiting":
        return Position(wish["rank"], place, priority, 0, 0, (0,) * (NO_RIGHT + 1))
    found = lines.ahead(connection, place, priority, row)
    ahead = tuple(found.get(each, 0) for each in range(NO_RIGHT + 1))
    return Position(wish["rank"], place, priority, sum(ahead) + 1, lines.total(connection, place, row), ahead)


def application_of(row: RowMapping) -> Application:
    return Application(
        application=row["application"],
        number=row["number"],
        kind=row["kind"],
        child=row["child"],
        applicant=row["applicant"],
        cohort=row["cohort"],
        wanted_on=row["wanted_on"],
        wanted_year=row["wanted_year"],
        state=row["state"],
        registered_at=row["registered_at"],
    )


def offer_of(row: RowMapping) -> Offer:
    return Offer(row["offer"], row["place"], row["year"], row["state"], row["made_at"], row["until"])


def _ground_of(row: RowMapping) -> Ground:
    return Ground(row["ground"], row["priority"], row["state"], row["place"], row["evidence"])
