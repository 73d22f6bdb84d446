"""Invented events, a hall and tickets, shown where no real ones may be: the gallery and the tests."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

from backend.contract.bookings import FreeSlot, HeldSeat, Hold, OwnBooking, SeatKind, Ticket
from backend.contract.events import Event, EventDate, PlanRow, PlanSeat, PlanZone, SeatPlan
from backend.contract.payments import Invoice, InvoiceState, PaymentState
from content.model import Place, PlaceKind
from content.pack import Pack
from kiosk.flow.demo.bookings import CODE, HOLD_PROOF, HOLD_SECONDS, MORNING, NOW, ZONE

THEATRE, MUSEUM, POOL = "theatre", "museum", "pool"
VENUES = {THEATRE: PlaceKind.THEATRE, MUSEUM: PlaceKind.MUSEUM, POOL: PlaceKind.SPORT}
STALLS, CIRCLE = 70000, 45000
NUMBERS = ("60213347", "60213355", "60213362", "60213370")
INVOICE = "410072351"
QR = (
    "ST00012|Name=МБУК «Драматический театр»|PersonalAcc=40703810938000000010|BankName=ПАО Банк Пример|"
    "BIC=044525000|CorrespAcc=30101810400000000000|PayeeINN=5190000000|Sum=140000|"
    f"Purpose=Счёт {INVOICE}, билеты"
)


def venue(pack: Pack, event: str = THEATRE) -> Place | None:
    """A theatre, a museum, a pool; in a pack that has none of the kind, whatever it has."""
    here = (place for place in pack.places if place.kind is VENUES[event])
    return next(iter((*here, *pack.places)), None)


def _date(event: str, day: int, hour: int, free: int, prices: tuple[int, int] = (0, 0)) -> EventDate:
    starts = MORNING + timedelta(days=day, hours=hour - 9)
    return EventDate(
        slot=f"{event}-{day}-{hour}",
        starts_at=starts,
        ends_at=starts + timedelta(hours=2),
        room="Большой зал" if event == THEATRE else "",
        free=free,
        limited=free <= 5,
        wheelchair_free=2 if event == THEATRE else 0,
        from_kopecks=prices[0],
        to_kopecks=prices[1],
    )


def events(pack: Pack) -> tuple[Event, ...]:
    """A play with a plan, a free lecture, a swim at one price."""
    at = {event: {"place": place.id if (place := venue(pack, event)) else ""} for event in VENUES}
    common = {
        "zone": ZONE,
        "entrance": "вход со двора, есть пандус",
        "floor": "1",
    }
    prices = (CIRCLE, STALLS)
    return (
        Event(
            event=THEATRE,
            title="Снегурочка",
            summary="Весенняя сказка в двух действиях.",
            age_mark=6,
            seating="plan",
            per_person=4,
            level=1,
            concessions=True,
            pay_within_minutes=1440,
            dates=(
                _date(THEATRE, 5, 12, 96, prices),
                _date(THEATRE, 5, 18, 41, prices),
                _date(THEATRE, 6, 18, 4, prices),
            ),
            **at[THEATRE],
            **common,
        ),
        Event(
            event=MUSEUM,
            title="Лекция «Северное сияние»",
            summary="Почему светится небо и когда его ждать.",
            age_mark=12,
            seating="free",
            per_person=3,
            level=0,
            concessions=False,
            pay_within_minutes=0,
            dates=(_date(MUSEUM, 2, 15, 22),),
            **at[MUSEUM],
            **common,
        ),
        Event(
            event=POOL,
            title="Свободное плавание",
            summary="Дорожка на 45 минут. Возьмите шапочку и сланцы.",
            age_mark=0,
            seating="free",
            per_person=2,
            level=1,
            concessions=True,
            pay_within_minutes=60,
            dates=tuple(
                _date(POOL, day, hour, 12, (30000, 30000)) for day in (0, 1, 2) for hour in (9, 11, 19)
            ),
            **at[POOL],
            **common,
        ),
    )


def plan() -> SeatPlan:
    """Twelve rows of sixteen with an aisle in the middle and a passage; room for two wheelchairs in row 1."""
    return SeatPlan(
        slot=f"{THEATRE}-5-18",
        title="Большой зал",
        stage="top",
        columns=17,
        lines=13,
        zones=(
            PlanZone(zone="a", title="Партер", price_kopecks=STALLS),
            PlanZone(zone="b", title="Амфитеатр", price_kopecks=CIRCLE),
        ),
        rows=tuple(
            PlanRow(row=str(row), line=row - 1 if row <= 7 else row, seats=tuple(_seats_of(row)))
            for row in range(1, 13)
        ),
        server_time=NOW,
    )


SPECIAL: dict[tuple[int, int], SeatKind] = {
    (1, 1): "wheelchair",
    (1, 2): "companion",
    (1, 15): "companion",
    (1, 16): "wheelchair",
}


def _seats_of(row: int) -> Iterator[PlanSeat]:
    for place in range(1, 17):
        if row == 1 and place in (7, 8, 9, 10):
            continue  # a rounded first row
        number = row * 100 + place
        beside = {2: row * 100 + 1, 15: row * 100 + 16}.get(place, 0) if row == 1 else 0
        yield PlanSeat(
            seat=number,
            place=str(place),
            column=place - 1 if place <= 8 else place,
            kind=SPECIAL.get((row, place), "ordinary"),
            zone="a" if row <= 7 else "b",
            free=(number * 7 + row) % 5 != 0 or (row, place) in SPECIAL,
            beside=beside,
        )


def small_plan() -> SeatPlan:
    """A studio: six rows of eight, one part."""
    whole = plan()
    rows = tuple(
        row.model_copy(update={"seats": tuple(seat for seat in row.seats if seat.column < 8)})
        for row in whole.rows[:6]
    )
    return whole.model_copy(update={"rows": rows, "columns": 8, "lines": 6, "title": "Малая сцена"})


def slot_of(pack: Pack, event: str = THEATRE, free: int = 41) -> FreeSlot:
    what = next(one for one in events(pack) if one.event == event)
    date = what.dates[1] if len(what.dates) > 1 else what.dates[0]
    return FreeSlot(
        slot=date.slot,
        resource=event,
        kind="event",
        speciality="",
        title=what.title,
        doctor="",
        place=what.place,
        room=date.room,
        starts_at=date.starts_at,
        ends_at=date.ends_at,
        zone=ZONE,
        free=free,
        home_visit=False,
        level=what.level,
    )


def held_seats() -> tuple[HeldSeat, ...]:
    """Room for a wheelchair at half the price, and the companion's seat for nothing."""
    return (
        HeldSeat(
            seat=101,
            label="Партер, ряд 1, место 1",
            price_kopecks=STALLS // 2,
            row="1",
            place="1",
            kind="wheelchair",
            discount_kopecks=STALLS // 2,
        ),
        HeldSeat(
            seat=102,
            label="Партер, ряд 1, место 2",
            price_kopecks=0,
            row="1",
            place="2",
            kind="companion",
            discount_kopecks=STALLS,
        ),
    )


def two_seats() -> tuple[HeldSeat, ...]:
    return tuple(
        HeldSeat(
            seat=300 + at, label=f"Партер, ряд 3, место {at}", price_kopecks=STALLS, row="3", place=str(at)
        )
        for at in (5, 6)
    )


def hold_of(pack: Pack, seats: tuple[HeldSeat, ...], event: str = THEATRE) -> Hold:
    return Hold(
        hold="hold-2",
        token=HOLD_PROOF,
        expires_at=NOW + timedelta(seconds=HOLD_SECONDS),
        server_time=NOW,
        slot=slot_of(pack, event),
        seats=seats,
        pay_within_minutes=1440 if any(seat.price_kopecks for seat in seats) else 0,
    )


def tickets_of(pack: Pack, seats: tuple[HeldSeat, ...], event: str = THEATRE) -> tuple[Ticket, ...]:
    slot, place = slot_of(pack, event), venue(pack, event)
    unpaid: PaymentState = "due" if any(seat.price_kopecks for seat in seats) else "none"
    return tuple(
        Ticket(
            number=number,
            code=CODE,
            state="confirmed",
            kind="event",
            speciality="",
            title=slot.title,
            doctor="",
            place=slot.place,
            place_title=place.title.ru if place else "",
            address=f"{place.town}, {place.address}" if place else "",
            room=slot.room,
            floor="1",
            entrance="вход со двора, есть пандус",
            starts_at=slot.starts_at,
            ends_at=slot.ends_at,
            zone=ZONE,
            come_at=slot.starts_at - timedelta(minutes=20),
            home_visit=False,
            bring=(),
            desk_first=False,
            name_short="Полярная М. С.",
            seat=seat,
            payment=unpaid,
            pay_until=NOW + timedelta(days=1) if unpaid == "due" else None,
            qr=f"okno:t1:{number}:{'B' * 86}",
        )
        for number, seat in zip(NUMBERS, seats, strict=False)
    )


def invoice_of(seats: tuple[HeldSeat, ...], state: InvoiceState = "due") -> Invoice:
    total = sum(seat.price_kopecks for seat in seats)
    return Invoice(
        number=INVOICE,
        state=state,
        amount_kopecks=total,
        paid_kopecks=total if state == "paid" else 0,
        pay_until=NOW + timedelta(days=1),
        payee="МБУК «Драматический театр»",
        purpose=f"Счёт {INVOICE}, билеты",
        qr=QR if state in ("due", "short") else "",
        server_time=NOW,
    )


def own_ticket(pack: Pack) -> OwnBooking:
    """One of «Мои записи», still to be paid for."""
    (ticket, *_) = tickets_of(pack, two_seats())
    return OwnBooking(
        number=ticket.number,
        state="confirmed",
        beneficiary="demo-holder",
        beneficiary_name="",
        may_change=True,
        ticket=ticket,
    )
