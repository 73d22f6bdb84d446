"""Reserving, delivering, fetching, cancelling, running out: what is taken comes back or is handed out."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from datetime import timedelta
from functools import partial
from uuid import uuid4

import pytest
from sqlalchemy import Table, select, update

from backend.bookings.numbers import with_check_digit
from backend.errors import Refused
from backend.past_days import forget_past_days
from backend.stock.concessions import NO_CONCESSION, Concession, Concessions
from backend.stock.service import alerting, cataloguing, ending, looking, reserving
from backend.stock.tables import holdings, reservation_events, reservations, stock_alerts
from backend.stock.values import Fresh, StockGone, Wish
from tests.backend.region import Region
from tests.backend.stock.shelf import NOVEL, OTHER, PHARMACY, TABLETS, Shelf

HALF = Concession("medicines-half", "rehabilitated", 50)


def refused(code: str, raised: BaseException) -> None:
    assert isinstance(raised, Refused)
    assert raised.code == code


def test_a_reservation_takes_a_unit_and_fetching_takes_it_away(shelf: Shelf, region: Region) -> None:
    shelf.stock(units=3)
    made = shelf.reserve(region.person(), units=2)
    assert (made.state, made.to_pay_kopecks) == ("reserved", 200_02)
    assert shelf.counted() == (3, 2)
    fetch = partial(ending.collect, asking=shelf.asking(2), number=made.number)
    assert shelf.run(fetch).state == shelf.run(fetch).state == "collected"
    assert shelf.counted() == (1, 0)
    assert shelf.faults() == {}


def test_what_is_gone_is_refused_with_the_nearest_places_that_have_it(shelf: Shelf, region: Region) -> None:
    shelf.stock(units=1)
    shelf.stock(place=OTHER, units=5)
    shelf.stock(place="mfc", units=1, days=2)
    shelf.reserve(region.person())
    with pytest.raises(StockGone) as gone:
        shelf.reserve(region.person())
    assert [each.place for each in gone.value.alternatives] == [OTHER, "mfc"]
    with pytest.raises(StockGone) as three:
        shelf.reserve(region.person(), units=3)
    assert [each.place for each in three.value.alternatives] == [OTHER]
    with pytest.raises(StockGone) as nowhere:
        shelf.reserve(region.person(), NOVEL)
    assert nowhere.value.alternatives == ()


def test_a_cancelled_unit_is_free_again(shelf: Shelf, region: Region) -> None:
    shelf.stock(units=1)
    made = shelf.reserve(region.person())
    cancel = partial(ending.cancel, asking=shelf.asking(2), number=made.number)
    assert shelf.run(cancel).state == shelf.run(cancel).state == "cancelled"
    assert shelf.counted() == (1, 0)
    shelf.reserve(region.person())
    with pytest.raises(Refused) as ended:
        shelf.run(partial(ending.collect, asking=shelf.asking(2), number=made.number))
    refused("reservation-ended", ended.value)
    assert shelf.faults() == {}


def test_what_is_not_fetched_in_time_goes_to_the_next_even_before_the_sweep(
    shelf: Shelf, region: Region
) -> None:
    shelf.stock(units=1)
    shelf.reserve(region.person())
    shelf.forward(days=3)
    shelf.reserve(region.person())
    assert shelf.counted() == (1, 1)
    shelf.forward(days=3)
    assert shelf.run(partial(ending.expire, now=shelf.now)) == 1
    assert shelf.run(partial(ending.expire, now=shelf.now)) == 0
    assert shelf.counted() == (1, 0)
    assert shelf.faults() == {}


def test_a_delivery_begins_the_term_anew(shelf: Shelf, region: Region) -> None:
    shelf.stock(days=4)
    made = shelf.reserve(region.person())
    assert made.expires_at == shelf.now + reserving.KEPT["medicine"] * 7 / 3
    shelf.forward(days=5)
    deliver = partial(reserving.deliver, asking=shelf.asking(2), number=made.number)
    delivered = shelf.run(deliver)
    assert (delivered.state, delivered.expires_at) == ("delivered", shelf.now + reserving.KEPT["medicine"])
    shelf.forward(hours=1)
    assert shelf.run(deliver) == delivered
    shelf.forward(days=3)
    shelf.run(partial(ending.expire, now=shelf.now))
    with pytest.raises(Refused) as late:
        shelf.run(deliver)
    refused("reservation-ended", late.value)


def test_a_concession_lowers_the_price_of_what_is_on_the_list_only(shelf: Shelf, region: Region) -> None:
    shelf.stock()
    shelf.put(replace(TABLETS, item="m-2", concessionary=False))
    shelf.stock(replace(TABLETS, item="m-2"))
    half = shelf.reserve(region.person(), concession=HALF)
    assert (half.to_pay_kopecks, half.concession, half.category) == (50_00, HALF.id, HALF.category)
    whole = shelf.reserve(region.person(), replace(TABLETS, item="m-2"), concession=HALF)
    assert (whole.to_pay_kopecks, whole.concession, whole.category) == (100_01, "", "")


def test_the_larger_discount_counts() -> None:
    free = Concession("medicines-free", "hero", 100)
    known = Concessions((HALF, free))
    assert known.for_categories(("rehabilitated", "hero")) == free
    assert known.for_categories(("pensioner",)) == NO_CONCESSION
    assert free.of(99_99) == 0


def test_five_stand_for_one_person_whatever_they_are(shelf: Shelf, region: Region) -> None:
    shelf.stock(units=9)
    person = region.person()
    for _ in range(reserving.MOST_STANDING):
        shelf.reserve(person)
    with pytest.raises(Refused) as many:
        shelf.reserve(person)
    refused("reservations-many", many.value)
    shelf.forward(days=3)  # all have run out, though nobody swept
    shelf.reserve(person)
    assert shelf.faults() == {}


def test_the_limit_in_one_hand_and_the_unknown(shelf: Shelf, region: Region) -> None:
    shelf.stock(NOVEL, units=5)
    with pytest.raises(Refused) as two:
        shelf.reserve(region.person(), NOVEL, units=2)
    refused("stock-limit", two.value)
    with pytest.raises(Refused) as unknown:
        shelf.reserve(region.person(), replace(NOVEL, item="b-9"))
    refused("item-unknown", unknown.value)
    with pytest.raises(Refused) as nobody:
        shelf.run(partial(ending.cancel, asking=shelf.asking(), number="1234567"))
    refused("reservation-unknown", nobody.value)


def test_a_shelf_is_not_counted_below_what_is_promised(shelf: Shelf, region: Region) -> None:
    shelf.stock(units=3)
    shelf.reserve(region.person(), units=2)
    with pytest.raises(Refused) as promised:
        shelf.stock(units=1)
    refused("stock-promised", promised.value)
    shelf.stock(units=2)
    assert shelf.counted() == (2, 2)


def test_near_comes_before_cheap_and_today_before_near(shelf: Shelf) -> None:
    shelf.stock(place=PHARMACY)
    shelf.stock(place=OTHER)
    shelf.stock(place="mfc", days=1)
    order = ("mfc", OTHER, PHARMACY)
    found = shelf.run(partial(looking.available, item=TABLETS.item, nearest=order))
    assert [each.place for each in found] == [OTHER, PHARMACY, "mfc"]


def test_every_step_is_in_the_history(shelf: Shelf, region: Region) -> None:
    shelf.stock()
    made = shelf.reserve(region.person())
    shelf.run(partial(reserving.deliver, asking=shelf.asking(2), number=made.number))
    shelf.run(partial(ending.collect, asking=shelf.asking(2), number=made.number))
    steps = reservation_events.select().order_by(reservation_events.c.step)
    rows = shelf.run(lambda connection: list(connection.execute(steps).mappings()))
    assert [(row["step"], row["what"]) for row in rows] == [
        (1, "reserved"),
        (2, "delivered"),
        (3, "collected"),
    ]


def test_the_check_finds_a_miscount_and_a_lost_step(shelf: Shelf, region: Region) -> None:
    """The control of every `faults() == {}` here."""
    shelf.stock(units=3)
    shelf.reserve(region.person())
    shelf.run(lambda connection: connection.execute(update(holdings).values(taken=2)))
    shelf.run(lambda connection: connection.execute(update(reservations).values(state="delivered")))
    assert shelf.faults() == {"stock-unbalanced": 1, "reservation-history-gap": 1}


def test_an_unknown_item_has_no_holding(shelf: Shelf) -> None:
    put = partial(cataloguing.put_holding, item="b-9", place=PHARMACY, units=1, price_kopecks=0)
    with pytest.raises(Refused) as unknown:
        shelf.run(put)
    refused("item-unknown", unknown.value)


def test_a_number_on_an_old_paper_is_given_to_nobody_else(shelf: Shelf, region: Region) -> None:
    shelf.stock()
    gone = shelf.reserve(region.person())
    shelf.run(partial(ending.cancel, asking=shelf.asking(2), number=gone.number))
    fresh = Fresh(str(uuid4()), (gone.number, with_check_digit("123456")))
    wish = Wish(TABLETS.item, PHARMACY, region.person())
    made = shelf.run(partial(reserving.reserve, asking=shelf.asking(), wish=wish, fresh=fresh))
    assert made.number == with_check_digit("123456")


def test_after_a_year_nobody_is_told_who_took_what(shelf: Shelf, region: Region) -> None:
    shelf.stock(units=3)
    shelf.stock(NOVEL)
    person, reader = region.person(), region.person()
    gone, read, kept = shelf.reserve(person), shelf.reserve(reader, NOVEL), shelf.reserve(region.person())
    shelf.run(partial(ending.cancel, asking=shelf.asking(2), number=gone.number))
    lend = partial(ending.collect, asking=shelf.asking(2), number=read.number, due_on=shelf.now.date())
    shelf.run(lend)
    shelf.run(partial(alerting.ask, person=person, item=TABLETS.item, near="", now=shelf.now))
    region.clock.now = shelf.now + timedelta(days=364)
    asyncio.run(forget_past_days(region.services, None))
    assert rows(shelf, reservations) == {gone.reservation, read.reservation, kept.reservation}
    region.clock.now = shelf.now + timedelta(days=366)
    asyncio.run(forget_past_days(region.services, None))
    assert rows(shelf, reservations) == {read.reservation, kept.reservation}, "lent, and standing"
    assert rows(shelf, stock_alerts) == set()
    assert shelf.faults() == {}


def rows(shelf: Shelf, table: Table) -> set[str]:
    first = next(iter(table.primary_key.columns))
    return set(shelf.run(lambda connection: connection.execute(select(first)).scalars().all()))
