"""Invented doctors, times and tickets, shown where no real ones may be: the gallery and the tests."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from backend.contract.bookings import Bookable, FreeDay, FreeSlot, HeldSeat, Hold, OwnBooking, Ticket
from content.model import Place, PlaceKind
from content.pack import Pack

MORNING = datetime(2026, 11, 23, 6, 0, tzinfo=UTC)  # a Monday, 09:00 in Moscow
NOW = datetime(2026, 11, 20, 9, 5, tzinfo=UTC)
ZONE = "Europe/Moscow"
HOLD_SECONDS = 300
HOLD_PROOF = "shown-by-who-holds"
NUMBER, OTHER_NUMBER, CODE = "48213079", "73500918", "4417"
DOCTORS = (("sokolova", "Соколова Е. В.", "204"), ("belov", "Белов А. Н.", "211"))
TIMES_A_DAY = 9
SATURDAY = 5


def clinic(pack: Pack) -> Place | None:
    return next((place for place in pack.places if place.kind is PlaceKind.CLINIC), None)


def bookable_doctors(pack: Pack) -> tuple[Bookable, ...]:
    """Three that have free times, one that has none."""
    place = clinic(pack)
    titles = {"therapist": "Терапевт", "paediatrician": "Педиатр", "dentist": "Стоматолог"}
    free = {"therapist": 37, "paediatrician": 12, "ophthalmologist": 4, "dentist": 0}
    return tuple(
        Bookable(
            kind="doctor",
            speciality=speciality,
            title=titles.get(speciality, "Офтальмолог"),
            free=count,
            first_at=MORNING if count else None,
            first_place=place.id if place else "",
            level=1,
        )
        for speciality, count in free.items()
    )


def free_slots(pack: Pack, days: tuple[int, ...] = (0, 1, 2, 3)) -> tuple[FreeSlot, ...]:
    """Two doctors of one clinic on working days, four unless others are asked for."""
    return tuple(
        _slot(pack, doctor, day, number)
        for day in days
        for doctor in range(len(DOCTORS))
        for number in range(TIMES_A_DAY)
    )


def free_days() -> tuple[FreeDay, ...]:
    """Four weeks of working days, some of them nearly full."""
    first = (MORNING + timedelta(days=day) for day in range(28))
    return tuple(
        FreeDay(day=moment.date(), free=3 + 5 * moment.day % 19, first_at=moment)
        for moment in first
        if moment.weekday() < SATURDAY
    )


def _slot(pack: Pack, doctor: int, day: int, number: int) -> FreeSlot:
    place = clinic(pack)
    resource, name, room = DOCTORS[doctor]
    starts = MORNING + timedelta(days=day, minutes=20 * number + 5 * doctor)
    return FreeSlot(
        slot=f"{resource}-{day}-{number}",
        resource=resource,
        kind="doctor",
        speciality="therapist",
        title="Участковый терапевт",
        doctor=name,
        place=place.id if place else "",
        room=room,
        starts_at=starts,
        ends_at=starts + timedelta(minutes=15),
        zone=ZONE,
        free=1,
        home_visit=False,
        level=1,
    )


def hold_of(slot: FreeSlot) -> Hold:
    return Hold(
        hold="hold-1",
        token=HOLD_PROOF,
        expires_at=NOW + timedelta(seconds=HOLD_SECONDS),
        server_time=NOW,
        slot=slot,
        seats=(HeldSeat(seat=1, label="", price_kopecks=0),),
    )


def ticket_of(pack: Pack, slot: FreeSlot, number: str = NUMBER) -> Ticket:
    place = clinic(pack)
    return Ticket(
        number=number,
        code=CODE,
        state="confirmed",
        kind=slot.kind,
        speciality=slot.speciality,
        title=slot.title,
        doctor=slot.doctor,
        place=slot.place,
        place_title=place.title.ru if place else "",
        address=f"{place.town}, {place.address}" if place else "",
        room=slot.room,
        floor="2",
        entrance="вход со двора, есть пандус",
        starts_at=slot.starts_at,
        ends_at=slot.ends_at,
        zone=ZONE,
        come_at=slot.starts_at - timedelta(minutes=10),
        home_visit=False,
        bring=("passport", "policy", "snils"),
        desk_first=False,
        name_short="Полярная М. С.",
        seat=HeldSeat(seat=1, label="", price_kopecks=0),
        qr=f"okno:t1:{number}:{'A' * 86}",
    )


def own_bookings(pack: Pack) -> tuple[OwnBooking, ...]:
    """The holder's own, and one of the child's that has been cancelled."""
    first, *_, last = free_slots(pack)
    return (
        OwnBooking(
            number=NUMBER,
            state="confirmed",
            beneficiary="demo-holder",
            beneficiary_name="",
            may_change=True,
            ticket=ticket_of(pack, first),
        ),
        OwnBooking(
            number=OTHER_NUMBER,
            state="cancelled",
            beneficiary="demo-child",
            beneficiary_name="Пётр П.",
            may_change=False,
            ticket=ticket_of(pack, last, OTHER_NUMBER),
        ),
    )
