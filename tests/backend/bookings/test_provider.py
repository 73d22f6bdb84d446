"""The provider closes what is booked, an operator goes against the rules: nobody is lost."""

from __future__ import annotations

from datetime import timedelta
from functools import partial
from typing import Any

import pytest
from sqlalchemy import Column, select

from backend.audit.tables import audit_events
from backend.bookings.rules import ResourceRules
from backend.bookings.service import holding, overriding, providing
from backend.bookings.service.waiting_list import Wanted
from backend.bookings.tables import booking_events
from backend.bookings.values import News, SlotTaken, Wish, draw_hold
from backend.errors import Refused
from tests.backend.bookings.house import TOMORROW, House
from tests.backend.bookings.test_waiting_list import line, wait
from tests.backend.region import Region


def of_column(house: House, column: Column[Any]) -> list[object]:
    return house.run(lambda connection: list(connection.execute(select(column)).scalars()))


def test_who_was_booked_is_cancelled_told_and_offered_the_nearest(house: House, region: Region) -> None:
    slot, person = house.slot(), region.person()
    near = house.slot(starts_at=TOMORROW + timedelta(minutes=40))
    house.book(slot, person)
    told: list[News] = []
    close = partial(
        providing.close_slot, asking=house.asking(0, "provider", "operator:eva"), slot=slot, reason="ill"
    )
    (displaced,) = house.run(partial(close, tell=lambda _connection, news: told.extend(news)))
    assert displaced.booked.person == person
    assert [free.facts.slot for free in displaced.alternatives] == [near]
    assert [news.kind for news in told] == ["cancelled"]
    house.book(near, person)
    with pytest.raises(Refused) as closed:
        house.hold(slot, region.person())
    assert closed.value.code == "slot-closed"


def test_a_hold_on_a_closed_slot_is_lost(house: House, region: Region) -> None:
    slot = house.slot()
    held = house.hold(slot, region.person())
    house.run(partial(providing.close_slot, asking=house.asking(0, "provider"), slot=slot))
    with pytest.raises(Refused) as lost:
        house.confirm(held)
    assert lost.value.code == "hold-lost"


def test_a_whole_day_is_closed_in_the_zone_of_the_place(house: House, region: Region) -> None:
    house.resource("far", zone="Asia/Kamchatka")
    day = TOMORROW.date()
    inside = house.slot("far", TOMORROW.replace(hour=11, minute=30))  # 23:30 there
    outside = house.slot("far", TOMORROW.replace(hour=12, minute=30))  # 00:30 of the next day there
    close = partial(providing.close_day, asking=house.asking(0, "provider"), resource="far", day=day)
    house.run(close)
    with pytest.raises(Refused) as closed:
        house.hold(inside)
    assert closed.value.code == "slot-closed"
    house.hold(outside)


def test_who_was_offered_a_closed_seat_keeps_their_place_in_the_line(house: House, region: Region) -> None:
    waiter = region.person()
    slot = house.slot(starts_at=TOMORROW + timedelta(days=5))
    house.hold(slot, region.person())
    wait(house, waiter, Wanted(resource="therapist-1"))
    house.forward(minutes=10)
    house.expire()
    assert line(house, waiter)[0].offer is not None
    house.run(partial(providing.close_slot, asking=house.asking(0, "provider"), slot=slot))
    (entry,) = line(house, waiter)
    assert entry.offer is None


def test_an_operator_sets_rules_aside_with_a_reason(house: House, region: Region) -> None:
    house.resource(rules=ResourceRules(referral_needed=True))
    slot, person = house.slot(quota="category:veteran"), region.person()
    asking = house.asking(2, "operator", "operator:anna")
    work = partial(overriding.hold_despite_rules, asking=asking, wish=Wish(slot, person), fresh=draw_hold())
    for reason in ("", "  "):
        with pytest.raises(Refused):
            house.run(partial(work, reason=reason))
    house.run(partial(work, reason="направление принесёт в бумаге"))
    reasons = house.run(
        lambda connection: list(connection.execute(select(booking_events.c.reason)).scalars())
    )
    assert "направление принесёт в бумаге" in reasons
    assert "booking.override" in of_column(house, audit_events.c.action)


def test_a_kiosk_sets_nothing_aside(house: House, region: Region) -> None:
    work = partial(overriding.hold_despite_rules, asking=house.asking(2), wish=Wish(house.slot()))
    with pytest.raises(Refused):
        house.run(partial(work, fresh=draw_hold(), reason="please"))


def test_no_operator_has_what_somebody_has_but_may_add_a_seat(house: House, region: Region) -> None:
    slot = house.slot()
    house.book(slot, region.person())
    asking = house.asking(2, "operator", "operator:anna")
    work = partial(overriding.hold_despite_rules, asking=asking, wish=Wish(slot, region.person()))
    with pytest.raises(SlotTaken):
        house.run(partial(work, fresh=draw_hold(), reason="urgent"))
    assert house.run(partial(overriding.add_seat, asking=asking, slot=slot, reason="urgent")) == 2
    with pytest.raises(Refused) as reserved:
        house.hold(slot, region.person())
    assert reserved.value.code == "quota-reserved"
    wish = Wish(slot, region.person())
    house.run(partial(holding.hold, asking=asking, wish=wish, fresh=draw_hold()))
