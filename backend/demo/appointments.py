"""Invented doctors of the pack's clinics and windows of its offices, with the hours they receive in."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from random import Random

from sqlalchemy import Connection, Table

from backend.bookings.rules import ResourceRules
from backend.bookings.tables import resources, schedule_exceptions, schedules
from backend.database.bulk import Row, insert_rows
from backend.demo.names import SURNAMES, Sex, given_names, patronymic, surname
from content.model import Place, PlaceKind
from content.pack import Pack

SEED = 2_000_003  # a source of chance of its own: people stay the same whatever clinics have
OPEN_DAYS = 30
VILLAGE_DOCTORS, MOST_DOCTORS = 6, 12
CHILDRENS_CLINIC, DENTAL_CLINIC = "children", "dental"
HOME_VISITS = ("13:30", "15:30", 30)
EVERY_DAY, THREE_DAYS = range(5), ((0, 2, 4), (1, 3, 4))
DISTRICT = frozenset({"therapist", "paediatrician"})  # they receive every working day
BEFORE_NOON, AFTER_NOON = ("09:00", "12:00"), ("13:00", "17:00")  # of a first window; others: mornings
MORNING, AFTERNOON = ("08:00", "13:00"), ("14:00", "19:00")
ABSENCE_AFTER, ABSENCE_DAYS = 3, 5


@dataclass(frozen=True, slots=True)
class Speciality:
    """What a doctor of it asks of who books."""

    id: str
    title: str
    minutes: int
    rules: ResourceRules


@dataclass(frozen=True, slots=True)
class Window:
    """A window of an office; `service` is the pack's."""

    service: str
    title: str
    minutes: int


SPECIALITIES: Mapping[str, Speciality] = {
    each.id: each
    for each in (
        Speciality(
            "therapist",
            "Участковый терапевт",
            20,
            ResourceRules(level=0, least_age=18, attached_only=True, home_visit=True),
        ),
        Speciality("paediatrician", "Участковый педиатр", 20, ResourceRules(level=0, most_age=17)),
        Speciality("surgeon", "Хирург", 20, ResourceRules(level=0)),
        Speciality("ophthalmologist", "Офтальмолог", 30, ResourceRules(level=0)),
        Speciality("otolaryngologist", "Оториноларинголог (ЛОР)", 30, ResourceRules(level=0)),
        Speciality("gynaecologist", "Акушер-гинеколог", 30, ResourceRules(least_age=15)),
        Speciality("dentist", "Стоматолог", 30, ResourceRules(level=0)),
        Speciality("neurologist", "Невролог", 30, ResourceRules(referral_needed=True)),
    )
}
EXTRA = ("therapist", "therapist", "paediatrician", "dentist")  # of whom a clinic has more than one
FOR_CHILDREN = ("paediatrician", "surgeon", "ophthalmologist", "otolaryngologist", "dentist", "neurologist")
WINDOWS: Mapping[PlaceKind, tuple[Window, ...]] = {
    PlaceKind.SOCIAL_PROTECTION: (
        Window("allowance-application", "Окно 1: пособия и выплаты", 30),
        Window("large-family-certificate", "Окно 2: многодетным семьям", 30),
    ),
    PlaceKind.MFC: (
        Window("birth-registration", "Окно 4: рождение ребёнка", 30),
        Window("certificate-duplicate", "Окно 7: повторные свидетельства", 30),
    ),
    PlaceKind.JOB_CENTRE: (Window("unemployed-registration", "Окно 2: поиск работы", 30),),
}
OFFICE_RULES = ResourceRules(level=0, earliest_days=30, one_active="resource")


@dataclass(frozen=True, slots=True)
class Capacity:
    """Rows of three tables."""

    resources: tuple[Row, ...]
    schedules: tuple[Row, ...]
    exceptions: tuple[Row, ...]

    @property
    def names(self) -> tuple[str, ...]:
        """The resources, by id."""
        return tuple(str(row[0]) for row in self.resources)


def enter_capacity(connection: Connection, capacity: Capacity) -> None:
    """Store them; slots are cut from them afterwards."""
    of_tables: tuple[tuple[Table, tuple[Row, ...]], ...] = (
        (resources, capacity.resources),
        (schedules, capacity.schedules),
        (schedule_exceptions, capacity.exceptions),
    )
    for table, rows in of_tables:
        insert_rows(connection, table, rows)


class CapacityMaker:
    """The same pack, seed, day and zone give the same rows."""

    def __init__(self, pack: Pack, seed: int, today: date, zone: str) -> None:
        self._places = pack.places
        self._chance = Random(seed + SEED)  # noqa: S311 (invented doctors are no secret)
        self._today = today
        self._zone = zone

    def make(self) -> Capacity:
        """Everybody who receives citizens in this region."""
        made: list[tuple[Row, tuple[Row, ...]]] = []
        for place in self._places:
            made += self._doctors(place) if place.kind is PlaceKind.CLINIC else self._windows(place)
        return Capacity(
            tuple(resource for resource, _ in made),
            tuple(hours for _, of_resource in made for hours in of_resource),
            tuple(self._absence(made[0][0][0])) if made else (),
        )

    def _doctors(self, place: Place) -> Iterator[tuple[Row, tuple[Row, ...]]]:
        for count, speciality in enumerate(self._staff(place), start=1):
            resource = f"{place.id[:34]}-{count:02d}"
            floor = 1 + count % 4
            rules = speciality.rules
            if CHILDRENS_CLINIC in place.id:
                rules = rules.model_copy(update={"least_age": 0, "most_age": 17, "attached_only": False})
            row = (
                resource,
                "doctor",
                speciality.title,
                place.id,
                speciality.id,
                self._name(),
                f"{floor}{count:02d}",
                str(floor),
                _entrance(place),
                self._zone,
                rules.model_dump_json(exclude_defaults=True),
                True,
            )
            yield row, tuple(self._shifts(resource, speciality, early=bool(count % 2)))

    def _staff(self, place: Place) -> list[Speciality]:
        if DENTAL_CLINIC in place.id:
            return [SPECIALITIES["dentist"]] * VILLAGE_DOCTORS
        if CHILDRENS_CLINIC in place.id:
            return [SPECIALITIES[each] for each in ("paediatrician", "paediatrician", *FOR_CHILDREN)]
        wanted = self._chance.randint(VILLAGE_DOCTORS, MOST_DOCTORS)
        return [SPECIALITIES[each] for each in (*SPECIALITIES, *EXTRA)[:wanted]]

    def _shifts(self, resource: str, speciality: Speciality, *, early: bool) -> Iterator[Row]:
        for weekday in EVERY_DAY if speciality.id in DISTRICT else THREE_DAYS[early]:
            starts, ends = MORNING if (weekday % 2 == 0) is early else AFTERNOON
            yield self._hours(resource, weekday, starts, ends, speciality.minutes)
            if speciality.rules.home_visit and starts == MORNING[0]:
                home_from, home_to, minutes = HOME_VISITS
                yield self._hours(resource, weekday, home_from, home_to, minutes, home_visit=True)

    def _windows(self, place: Place) -> Iterator[tuple[Row, tuple[Row, ...]]]:
        for count, window in enumerate(WINDOWS.get(place.kind, ()), start=1):
            resource = f"{place.id[:34]}-w{count}"
            row = (
                resource,
                "office",
                window.title,
                place.id,
                window.service,
                "",
                window.title.partition(":")[0].lower(),
                "1",
                _entrance(place),
                self._zone,
                OFFICE_RULES.model_dump_json(exclude_defaults=True),
                True,
            )
            hours = tuple(
                self._hours(resource, weekday, starts, ends, window.minutes)
                for weekday in range(5)
                for starts, ends in (BEFORE_NOON, AFTER_NOON)[: 1 if count > 1 else 2]
            )
            yield row, hours

    def _hours(
        self,
        resource: str,
        weekday: int,
        starts: str,
        ends: str,
        minutes: int,
        *,
        home_visit: bool = False,
    ) -> Row:
        valid_from = self._today.replace(day=1).isoformat()
        kept_for_nobody = ("", 0, 0)
        hours = (resource, weekday, starts, valid_from, ends, None, minutes, 1, "", home_visit)
        return (*hours, *kept_for_nobody)

    def _absence(self, resource: str) -> Iterator[Row]:
        """The first doctor is away for some days, and another stands in."""
        substitute = self._name()
        for after in range(ABSENCE_AFTER, ABSENCE_AFTER + ABSENCE_DAYS):
            day = (self._today + timedelta(days=after)).isoformat()
            yield (resource, day, "", "replaced", "", 0, 0, substitute, "", "Учёба")

    def _name(self) -> str:
        """«Соколова Е. В.»"""
        chance = self._chance
        sex: Sex = "m" if chance.random() < 0.25 else "f"
        born = 1980
        family = surname(chance.choice(SURNAMES), sex)
        first = chance.choice(given_names(sex, born))
        father = patronymic(chance.choice(given_names("m", born - 30)), sex)
        return f"{family} {first[0]}. {father[0]}."


def _entrance(place: Place) -> str:
    """How to get in without steps, in the words of a ticket."""
    known = place.accessibility
    if not known.ramp:
        return ""
    return "Вход с пандусом, есть лифт" if known.lift else "Вход с пандусом"
