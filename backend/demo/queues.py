"""Invented children who wait for a kindergarten: what parents would have registered over two years."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from random import Random

from sqlalchemy import Connection, RowMapping, Table, func, select

from backend.bookings.numbers import with_check_digit
from backend.database.bulk import Row, insert_rows
from backend.demo.calendar import years_before
from backend.people.tables import people, person_categories, representatives
from backend.queues.ages import cohort_of, first_of_september, school_year_of, years_for
from backend.queues.rights import EnrolmentRules, Family, priority_at, rules_of
from backend.queues.tables import queue_applications, queue_grounds, queue_steps, queue_wishes
from backend.queues.values import MOST_WISHES, NUMBER_DIGITS, Ground, priority_of
from content.model import PlaceKind
from content.pack import Pack

SEED = 4_000_037  # a source of chance of its own: people stay the same whoever waits
OLDEST = 7  # years
WAITS_BACK = 700  # days within which they were registered
SHARE, CLAIMS = 0.6, 0.1
CLAIMED = "police-family"
ACTOR = "operator:demo"
_AS_TEXT = "%Y-%m-%d %H:%M:%S.%f"


@dataclass
class WaitingChildren:
    """Rows of four tables."""

    applications: list[Row] = field(default_factory=list)
    wishes: list[Row] = field(default_factory=list)
    grounds: list[Row] = field(default_factory=list)
    steps: list[Row] = field(default_factory=list)

    def tables(self) -> Sequence[tuple[Table, list[Row]]]:
        """The tables in the order in which they refer to one another."""
        return (
            (queue_applications, self.applications),
            (queue_wishes, self.wishes),
            (queue_grounds, self.grounds),
            (queue_steps, self.steps),
        )


def enter_waiting_children(
    connection: Connection, pack: Pack, seed: int, today: date, personas: Sequence[str]
) -> int:
    """Put most small children of towns with kindergartens in line, but not the personas'; how many."""
    made = WaitingChildren()
    chance = Random(seed + SEED)  # noqa: S311 (invented children are no secret)
    for table_rows in _children_of(connection, pack, today, personas):
        _register(made, chance, rules_of(pack), table_rows, today)
    for table, rows in made.tables():
        insert_rows(connection, table, rows)
    return len(made.applications)


@dataclass(frozen=True, slots=True)
class SmallChild:
    person: str
    born: date
    parent: str
    family: Family
    places: tuple[str, ...]  # kindergartens of its town


def _children_of(
    connection: Connection, pack: Pack, today: date, personas: Sequence[str]
) -> Iterator[SmallChild]:
    places: dict[str, list[str]] = defaultdict(list)
    for place in pack.places:
        if place.kind is PlaceKind.KINDERGARTEN:
            places[place.town].append(place.id)
    found = _found(connection, sorted(places), years_before(today, OLDEST), personas)
    held = _categories(connection)
    for row in found:
        family = Family(held.get(row["person"], frozenset()), held.get(row["parent"], frozenset()))
        yield SmallChild(row["person"], row["birth_date"], row["parent"], family, tuple(places[row["town"]]))


def _found(
    connection: Connection, towns: Sequence[str], born_after: date, personas: Sequence[str]
) -> list[RowMapping]:
    parent = func.min(representatives.c.representative).label("parent")
    statement = (
        select(people.c.person, people.c.birth_date, people.c.town, parent)
        .join(representatives, representatives.c.person == people.c.person)
        .where(people.c.town.in_(towns), people.c.birth_date > born_after)
        .group_by(people.c.person, people.c.birth_date, people.c.town)
        .order_by(people.c.person)
    )
    return [row for row in connection.execute(statement).mappings() if row["parent"] not in personas]


def _categories(connection: Connection) -> Mapping[str, frozenset[str]]:
    held: dict[str, set[str]] = defaultdict(set)
    known = select(person_categories.c.person, person_categories.c.category)
    for person, category in connection.execute(known.where(person_categories.c.until.is_(None))):
        held[person].add(category)
    return {person: frozenset(categories) for person, categories in held.items()}


def _register(
    made: WaitingChildren, chance: Random, rules: EnrolmentRules, child: SmallChild, today: date
) -> None:
    years = years_for("kindergarten", child.born, today)[:2]
    if not years or chance.random() > SHARE:
        return
    year = chance.choice(years)
    wished = chance.sample(child.places, min(len(child.places), chance.randint(1, MOST_WISHES)))
    at = _registered_at(chance, child.born, today)
    grounds = [*rules.recorded("kindergarten", child.family)]
    if chance.random() < CLAIMS:
        grounds.append(Ground(CLAIMED, priority_of("first"), "claimed"))
    number = with_check_digit(f"{len(made.applications) * 7919 % 10**NUMBER_DIGITS:0{NUMBER_DIGITS}d}")
    name = f"demo-queue-{len(made.applications):06d}"
    wanted = today if year == school_year_of(today) else first_of_september(year)
    made.applications.append(
        (
            name, number, "kindergarten", child.person, child.parent, cohort_of(child.born),
            wanted.isoformat(), year, "waiting", at, ACTOR, None,
        )
    )  # fmt: skip
    for ground in grounds:
        row = (name, ground.ground, ground.place, ground.priority, ground.state, at, "", ground.evidence)
        made.grounds.append(row)
    for rank, place in enumerate(wished, start=1):
        priority = priority_at(place, grounds)
        made.wishes.append((name, rank, place, priority))
        made.steps.append((name, rank, at, ACTOR, "registered", place, None, priority))


def _registered_at(chance: Random, born: date, today: date) -> str:
    """On a day since the birth, in office hours (UTC)."""
    since = max(born, today - timedelta(days=WAITS_BACK))
    days = max((today - since).days - 1, 0)
    day = since + timedelta(days=chance.randint(0, days) if days else 0)
    minutes = chance.randrange(8 * 60)
    moment = datetime(day.year, day.month, day.day, 6) + timedelta(minutes=minutes)  # noqa: DTZ001
    return f"{moment:{_AS_TEXT}}"
