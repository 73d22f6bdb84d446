"""What is on in the demo region: plays in a hall with a plan, a lecture, a tour, a swimming pool.

Titles are of plays out of copyright; halls, dates, prices and the bank account are invented.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, timedelta
from typing import Final

from sqlalchemy import Connection

from backend.bookings.rules import Discount, ResourceRules
from backend.bookings.timetable import WEEKDAYS
from backend.events.hall import HallPlan, PlanFile, PlanRefused, RowLine, laid_out
from backend.events.poster import Dates, EventEntry, Poster, Weekday
from backend.events.service import planning, putting_up
from backend.payments.service import paying_in
from backend.payments.values import Payee
from content.model import Place, PlaceKind
from content.pack import Pack

SHOWN_DAYS: Final = 28
ID_KEPT: Final = 26  # of the place's: a resource's id has 40 letters
FREE: Final = 100  # percent
LESS: Final = (
    Discount(category="disabled-group-1", percent=FREE),
    Discount(category="disabled-child", percent=FREE),
    Discount(category="war-participant", percent=FREE),
    Discount(category="disabled-group-2", percent=50),
    Discount(category="pensioner", percent=30),
    Discount(category="large-family", percent=50, seats=6),
)
# Paid within a day; banks tell of money until the next evening.
PAID_AHEAD: Final = ResourceRules(
    one_active="",
    per_person=6,
    earliest_days=60,
    latest_minutes=60,
    pay_within_minutes=24 * 60,
    pay_grace_minutes=24 * 60,
    discounts=LESS,
)
PAID_THERE: Final = ResourceRules(
    one_active="", per_person=4, earliest_days=30, latest_minutes=30, discounts=LESS
)
FOR_NOTHING: Final = ResourceRules(level=0, one_active="", per_person=4, earliest_days=30, latest_minutes=15)
MAIN_HALL: Final = PlanFile(
    plan="theatre-main-hall",
    title="Большой зал",
    zones={"a": "Партер", "b": "Амфитеатр", "c": "Балкон"},
    rows=[
        *(RowLine(row=str(row), zone="a", places="_2 1-8 _ 9-16 _2") for row in range(1, 5)),
        *(RowLine(row=str(row), zone="a", places="_ 1-9 _ 10-18 _") for row in range(5, 9)),
        "passage",
        RowLine(row="9", zone="b", places="w1 c2 _ 3-8 _ 9-14 _ c15 w16"),
        *(RowLine(row=str(row), zone="b", places="1-10 _ 11-20") for row in range(10, 13)),
        "passage",
        *(RowLine(row=str(row), zone="c", places="_3 1-7 _ 8-14 _3") for row in range(1, 4)),
    ],
)


def payee_of(theatre: Place) -> Payee:
    """An account with right control digits at a bank that does not exist."""
    return Payee(
        provider=theatre.id,
        name=f"ГАУК «{theatre.title.ru}»",
        account="40603810900000000051",
        bank="АО «Полярный пример»",
        bic="044705777",
        correspondent="30101810400000000777",
        inn="5190000510",
        kpp="519001001",
    )


def put_up_playbill(connection: Connection, pack: Pack, zone: str, now: datetime) -> int:
    """Store what is on at the pack's theatre, museum and pool; how many dates were opened."""
    hall = laid_out(MAIN_HALL)
    if not isinstance(hall, HallPlan):
        raise PlanRefused(str(hall))
    planning.put_plan(connection, hall, now)
    theatre = _place(pack, PlaceKind.THEATRE)
    if theatre is not None:
        faults = paying_in.put_payee(connection, payee_of(theatre))
        if faults:
            raise PlanRefused(", ".join(faults))
    entries = tuple(_entries(pack, now.date()))
    if not entries:
        return 0
    return putting_up.put_up(connection, Poster(events=entries), zone, now).opened


def _entries(pack: Pack, today: date) -> Iterator[EventEntry]:
    theatre = _place(pack, PlaceKind.THEATRE)
    if theatre is not None:
        yield from _plays(theatre, today)
    museum = _place(pack, PlaceKind.MUSEUM, town="" if theatre is None else theatre.town)
    if museum is not None:
        yield from _in_museum(museum, today)
    pool = _place(pack, PlaceKind.SPORT, "pool")
    if pool is not None:
        yield _swimming(pool, today)


def _plays(theatre: Place, today: date) -> Iterator[EventEntry]:
    prices = {"a": 900, "b": 700, "c": 400}
    yield EventEntry(
        event=f"{theatre.id[:ID_KEPT]}-revizor",
        place=theatre.id,
        title="«Ревизор», комедия Н. В. Гоголя",
        summary="Чиновники ждут ревизора и принимают за него случайного приезжего. Идёт 2 часа 30 минут.",
        age_mark=12,
        room="Большой зал",
        floor="2",
        entrance="Вход с пандусом справа, лифт до зала",
        plan=MAIN_HALL.plan,
        prices=prices,
        rules=PAID_AHEAD,
        dates=(_weekly(today, ("fri", "sat"), ("18:00",), 150),),
    )
    yield EventEntry(
        event=f"{theatre.id[:ID_KEPT]}-snow-queen",
        place=theatre.id,
        title="«Снежная королева», сказка",
        summary="По сказке Х. К. Андерсена, для детей и взрослых. Идёт 1 час 20 минут.",
        age_mark=6,
        room="Большой зал",
        floor="2",
        entrance="Вход с пандусом справа, лифт до зала",
        plan=MAIN_HALL.plan,
        prices={zone: price // 2 for zone, price in prices.items()},
        rules=PAID_AHEAD,
        dates=(_weekly(today, ("sun",), ("11:00", "14:00"), 80),),
    )


def _in_museum(museum: Place, today: date) -> Iterator[EventEntry]:
    yield EventEntry(
        event=f"{museum.id[:ID_KEPT]}-lecture",
        place=museum.id,
        title="Лекция «Как строили город»",
        summary="Рассказ с фотографиями из архива. После лекции — чай.",
        age_mark=6,
        room="Лекционный зал",
        floor="1",
        entrance="Вход с пандусом, лифт не нужен",
        seats=40,
        wheelchairs=2,
        rules=FOR_NOTHING,
        dates=(_weekly(today, ("wed", "sat"), ("15:00",), 90),),
    )
    yield EventEntry(
        event=f"{museum.id[:ID_KEPT]}-evening-tour",
        place=museum.id,
        title="Вечерняя экскурсия при фонариках",
        summary="Идём по залам музея, когда он уже закрыт.",
        age_mark=12,
        room="Сбор у кассы",
        floor="1",
        entrance="Вход с пандусом",
        seats=15,
        price=250,
        rules=PAID_THERE,
        dates=(_weekly(today, ("thu",), ("19:00",), 60),),
    )


def _swimming(pool: Place, today: date) -> EventEntry:
    return EventEntry(
        event=f"{pool.id[:ID_KEPT]}-session",
        place=pool.id,
        title="Бассейн, свободное плавание",
        summary="Дорожка 25 метров, 45 минут. Возьмите шапочку, сланцы и справку.",
        age_mark=0,
        room="Бассейн",
        floor="1",
        entrance="Вход с пандусом, есть подъёмник в воду",
        seats=24,
        wheelchairs=1,
        price=200,
        rules=PAID_THERE,
        dates=(_weekly(today, WEEKDAYS, ("07:30", "12:00", "19:30"), 45, days=14),),
    )


def _weekly(
    today: date, weekdays: tuple[Weekday, ...], starts: tuple[str, ...], minutes: int, days: int = SHOWN_DAYS
) -> Dates:
    until = today + timedelta(days=days)
    return Dates(on=today, until=until, weekdays=weekdays, starts=starts, minutes=minutes)


def _place(pack: Pack, kind: PlaceKind, named: str = "", town: str = "") -> Place | None:
    """The pack's first of a kind, in this town if there is one there."""
    fitting = [place for place in pack.places if place.kind is kind and named in place.id]
    return next((place for place in fitting if place.town == town), fitting[0] if fitting else None)
