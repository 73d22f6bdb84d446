"""Fills an empty database with the demo region, in batches, the personas first."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from random import Random
from zoneinfo import ZoneInfo

from sqlalchemy import func, select, text

from backend.database.bulk import insert_rows
from backend.database.doors import Database
from backend.demo.appointment_slots import SlotCutter, enter_slots
from backend.demo.appointments import OPEN_DAYS, CapacityMaker, enter_capacity
from backend.demo.awards import Awards
from backend.demo.circumstances import Circumstances, Values
from backend.demo.households import HouseholdMaker
from backend.demo.person import Household, Person
from backend.demo.personas import Persona, PersonaMaker
from backend.demo.playbill import put_up_playbill
from backend.demo.queues import enter_waiting_children
from backend.demo.rows import TABLES, Registrar
from backend.demo.standing import Standing
from backend.demo.stock import enter_shelves, make_shelves
from backend.people.tables import people
from content.calendar import ProductionCalendar
from content.model import PlaceKind
from content.pack import Pack

BATCH = 20_000
CIRCUMSTANCES_SEED = 1_000_003


class DemoNotEmpty(Exception):
    """The demo region is made only in an empty database, so that no real person is among the invented."""

    code = "demo-not-empty"


@dataclass(frozen=True, slots=True)
class DemoPlan:
    """The same plan and pack give the same rows, byte for byte."""

    people: int
    seed: int
    today: date
    issuer: str
    zone: str = "Europe/Moscow"  # whose clock doctors and offices keep


@dataclass(frozen=True, slots=True)
class EnteredPersona:
    persona: Persona
    person: str  # id of the card's holder


def fill(
    database: Database, pack: Pack, plan: DemoPlan, on_progress: Callable[[int], None]
) -> tuple[EnteredPersona, ...]:
    """Make `plan.people` people, personas and their families among them; returns the personas.

    `on_progress` is told how many people are stored. Each batch is a transaction of its own.
    """
    with database.maintenance() as connection:
        if connection.execute(select(func.count()).select_from(people)).scalar_one():
            raise DemoNotEmpty("there are people in this database already; use a new one")
    chance = Random(plan.seed)  # noqa: S311 (invented people are no secret)
    households = HouseholdMaker(chance, plan.today)
    registrar = Registrar(plan.issuer, chance, plan.today, _clinics(pack))
    awards = Awards(pack, chance, plan.today)
    # Another source of chance: the same seed makes the same people as before there were circumstances.
    circumstances = Circumstances(Random(plan.seed + CIRCUMSTANCES_SEED), plan.today)  # noqa: S311
    entered = tuple(_enter_personas(households, awards, registrar, circumstances, plan.today))
    waiting = sum(len(each.persona.household.members) for each in entered)
    standing = Standing(chance, plan.today)
    stored = 0
    for household in _until(plan.people - waiting, households):
        standing.settle(household.members)
        for person in household.members:
            if person.categories:
                awards.settle(person, household.town)
        registrar.enter(household, _records(circumstances, household))
        waiting += len(household.members)
        if waiting >= BATCH:
            stored, waiting = stored + _store(database, registrar), 0
            on_progress(stored)
    on_progress(stored + _store(database, registrar))
    open_appointments(database, pack, plan)
    with database.maintenance() as connection:
        enter_shelves(connection, make_shelves(pack, plan.seed))
    midnight = datetime.combine(plan.today, time(), ZoneInfo(plan.zone))
    with database.maintenance() as connection:
        put_up_playbill(connection, pack, plan.zone, midnight)
    with database.maintenance() as connection:
        personas = [each.person for each in entered]
        enter_waiting_children(connection, pack, plan.seed, plan.today, personas)
    with database.maintenance() as connection:
        connection.execute(text("ANALYZE"))
    return entered


def open_appointments(database: Database, pack: Pack, plan: DemoPlan) -> int:
    """Make doctors and windows, and cut their hours into slots; how many."""
    capacity = CapacityMaker(pack, plan.seed, plan.today, plan.zone).make()
    until = plan.today + timedelta(days=OPEN_DAYS)
    cutter = SlotCutter(ProductionCalendar(pack.calendar), plan.today, until, plan.zone)
    with database.maintenance() as connection:
        enter_capacity(connection, capacity)
        return enter_slots(connection, capacity, cutter)


def _enter_personas(
    households: HouseholdMaker,
    awards: Awards,
    registrar: Registrar,
    circumstances: Circumstances,
    today: date,
) -> Iterator[EnteredPersona]:
    for persona in PersonaMaker(households, today).make():
        for person in persona.household.members:
            awards.settle(person, persona.household.town, persona.measures)
        records = _records(circumstances, persona.household)
        ids = registrar.enter(persona.household, records, cards_by_chance=False)
        yield EnteredPersona(persona, ids[0])


def _records(circumstances: Circumstances, household: Household) -> dict[Person, Values]:
    """What the registry has of each member."""
    settled = circumstances.settle(household)
    return {person: circumstances.recorded(values) for person, values in settled.items()}


def _until(wanted: int, households: HouseholdMaker) -> Iterator[Household]:
    """Households with exactly so many people together; the last ones are those that still fit."""
    while wanted > 0:
        household = households.make()
        if len(household.members) <= wanted:
            wanted -= len(household.members)
            yield household


def _store(database: Database, registrar: Registrar) -> int:
    rows = registrar.take()
    with database.maintenance() as connection:
        for table in TABLES:
            insert_rows(connection, table, rows[table])
    return len(rows[people])


def _clinics(pack: Pack) -> Mapping[str, str]:
    """The first clinic of each town; a town without one leaves it open."""
    clinics: dict[str, str] = {}
    for place in pack.places:
        if place.kind is PlaceKind.CLINIC:
            clinics.setdefault(place.town, place.id)
    return clinics
