"""What can be booked: specialities, then days and times of one of them. Pure."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from backend.contract.bookings import Bookable, BookableList, FreeSlot
from backend.contract.on_behalf import DeskOpenings
from callcenter.reception.spoken import BETWEEN, Spoken
from content.formats import short_month, short_weekday


@dataclass(frozen=True, slots=True)
class SpecialityRow:
    speciality: str
    title: str
    place: str
    first: str  # "" where nothing is free
    referral: str  # "" where none is needed


@dataclass(frozen=True, slots=True)
class DayChip:
    day: str  # ISO 8601
    title: str  # «вт 24 ноя»
    said: str  # «Вторник, 24 ноября: 12 мест»
    free: int
    is_here: bool


@dataclass(frozen=True, slots=True)
class TimeChip:
    slot: str
    time: str
    who: str
    room: str
    said: str  # «Вторник, 24 ноября, 9:20, Соколова Е. В.»
    home_visit: bool


@dataclass(frozen=True, slots=True)
class PlaceLine:
    place: str
    title: str
    first: str
    is_here: bool


@dataclass(frozen=True, slots=True)
class DoctorLine:
    resource: str
    title: str
    is_here: bool


@dataclass(frozen=True, slots=True)
class Openings:
    title: str
    place: str
    place_title: str
    days: tuple[DayChip, ...]
    day: str  # «Вторник, 24 ноября»; "" where nothing is free
    day_value: str
    times: tuple[TimeChip, ...]
    places: tuple[PlaceLine, ...]
    doctors: tuple[DoctorLine, ...]


def specialities_of(found: BookableList, spoken: Spoken) -> tuple[SpecialityRow, ...]:
    """In the order of nearness, as the backend tells them."""
    return tuple(_speciality(each, spoken) for each in found.bookable)


def openings_of(found: DeskOpenings, spoken: Spoken, resource: str = "") -> Openings:
    """One page of days and times."""
    return Openings(
        title=found.title or spoken.speciality(found.speciality),
        place=found.place,
        place_title=spoken.titles.of_place(found.place) if found.place else "",
        days=tuple(
            DayChip(
                day=each.day.isoformat(),
                title=f"{short_weekday(each.day, spoken.words.language)} {each.day.day}"
                f" {short_month(each.day, spoken.words.language)}",
                said=spoken.words.plural("reception.day.free", each.free, day=spoken.day(each.day)),
                free=each.free,
                is_here=each.day == found.day,
            )
            for each in found.days
        ),
        day="" if found.day is None else spoken.day(found.day),
        day_value="" if found.day is None else found.day.isoformat(),
        times=times_of(found.slots, spoken),
        places=tuple(
            PlaceLine(
                each.place,
                spoken.titles.of_place(each.place),
                "" if each.first_at is None else spoken.when(each.first_at, found.zone),
                each.place == found.place,
            )
            for each in found.places
        ),
        doctors=tuple(
            DoctorLine(each.resource, each.doctor or each.title, each.resource == resource)
            for each in found.resources
        ),
    )


def times_of(slots: Iterable[FreeSlot], spoken: Spoken) -> tuple[TimeChip, ...]:
    """Buttons, one a time and doctor."""
    return tuple(
        TimeChip(
            slot=each.slot,
            time=spoken.time(each.starts_at, each.zone),
            who=each.doctor,
            room=spoken.room(each.room, ""),
            said=BETWEEN.join(filter(None, (spoken.when(each.starts_at, each.zone), each.doctor))),
            home_visit=each.home_visit,
        )
        for each in slots
    )


def _speciality(one: Bookable, spoken: Spoken) -> SpecialityRow:
    return SpecialityRow(
        speciality=one.speciality,
        title=one.title,
        place=spoken.titles.of_place(one.first_place),
        first="" if one.first_at is None else spoken.when(one.first_at),
        referral=spoken.words(f"reception.referral.{one.referral}") if one.referral else "",
    )
