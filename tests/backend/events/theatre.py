"""A small theatre, a museum's lecture and a pool, as a provider would put them up."""

from __future__ import annotations

from datetime import datetime
from functools import partial
from zoneinfo import ZoneInfo

from backend.bookings.service.opening import slot_id
from backend.events.hall import HallPlan
from backend.events.poster import Poster
from backend.events.reading import Named, read_plan, read_poster
from backend.events.service import planning, putting_up
from backend.events.service.putting_up import PutUp
from backend.payments.service import paying_in
from backend.payments.values import Payee
from tests.backend.bookings.house import House

ZONE = "Europe/Moscow"
PLAN = """
plan: theatre-main
title: Большой зал
zones: {a: Партер, b: Балкон}
rows:
  - {row: "1", zone: a, places: "1-5 _ 6-10"}
  - {row: "2", zone: a, places: "1-5 _ 6-10"}
  - {row: "3", zone: a, places: "1-5 _ 6-10"}
  - passage
  - {row: "1", zone: b, places: "w1 c2 _2 3-6 _2 c7 w8"}
"""
POSTER = """
events:
  - event: revizor
    place: clinic-1
    title: «Ревизор»
    summary: Комедия в двух действиях
    age_mark: 12
    room: Большой зал
    plan: theatre-main
    prices: {a: 800, b: 500.50}
    rules:
      per_person: 4
      pay_within_minutes: 1440
      pay_grace_minutes: 120
      discounts:
        - {category: large-family, percent: 50, seats: 3}
        - {category: disabled-group-1, percent: 100}
    dates:
      - {on: 2026-12-05, starts: "18:00", minutes: 150}
      - {on: 2026-12-06, starts: "12:00", minutes: 150}
  - event: lecture
    place: clinic-2
    title: Лекция о камнях
    age_mark: 6
    seats: 12
    wheelchairs: 1
    dates:
      - {on: 2026-12-05, starts: "15:00", minutes: 60}
  - event: pool
    place: clinic-2
    title: Бассейн, дорожка
    seats: 6
    price: 250
    dates:
      - {on: 2026-12-01, until: 2026-12-14, weekdays: [tue, thu], starts: ["08:00", "19:00"], minutes: 45}
"""
# Invented, with right control digits.
PAYEE = Payee(
    provider="clinic-1",
    name="МБУК «Областной театр»",
    account="40703810800000000017",
    bank="АО «Северный пример»",
    bic="044705999",
    correspondent="30101810000000000999",
    inn="5190000017",
    kpp="519001001",
)
PREMIERE = datetime(2026, 12, 5, 18, 0, tzinfo=ZoneInfo(ZONE))
REVIZOR = slot_id("revizor", PREMIERE)
LECTURE = slot_id("lecture", PREMIERE.replace(hour=15))
POOL = slot_id("pool", PREMIERE.replace(day=1, hour=8))


def hall() -> HallPlan:
    found = read_plan("plan.yaml", PLAN)
    assert isinstance(found, HallPlan), found
    return found


def poster(text: str = POSTER) -> Poster:
    plan = hall()
    discounted = {"large-family", "disabled-group-1"}
    found = read_poster("poster.yaml", text, Named({"clinic-1", "clinic-2"}, discounted, {plan.plan: plan}))
    assert isinstance(found, Poster), found
    return found


def put_up(house: House, text: str = POSTER) -> PutUp:
    """The theatre with its plan, the poster and its account."""
    house.run(partial(planning.put_plan, plan=hall(), now=house.now))
    assert house.run(partial(paying_in.put_payee, payee=PAYEE)) == []
    return house.run(partial(putting_up.put_up, poster=poster(text), zone=ZONE, now=house.now))


def seat_of(row: str, place: str, zone: str = "a") -> int:
    """By what is written on it."""
    wanted = (row, place, zone)
    return next(seat.seat for seat in hall().seats if (seat.row, seat.place, seat.zone) == wanted)
