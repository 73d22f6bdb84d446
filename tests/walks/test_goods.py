"""The walk to a medicine or a book: typed, found, a place, reserved once, and nothing left behind."""

from __future__ import annotations

import pytest

from backend.contract.stock import StockItem
from content.formats import dictated
from devices.ports import PrinterState
from kiosk.flow import events
from kiosk.flow.after_all import SHOWN_FOR
from kiosk.flow.booking.effects import FetchBookings
from kiosk.flow.booking.events import OwnBookingsFetched
from kiosk.flow.demo.goods import (
    FREE,
    HALF,
    NOVEL,
    NUMBER,
    TABLETS,
    found_goods,
    own_alerts,
    own_reservations,
    reservation_of,
    where_it_is,
)
from kiosk.flow.goods import effects
from kiosk.flow.goods import events as wishes
from kiosk.flow.goods.pages import ReservedAfterAllPage
from kiosk.flow.goods.searching import BOOK, MEDICINE
from kiosk.flow.vacancy import is_vacant
from tests.kiosk.sample_pack import PACK
from tests.walks.kiosk_walk import KioskWalk, presses
from tests.walks.values import holds

PLACE = PACK.places[0]
MADE = reservation_of(PACK, TABLETS)


def begun(kiosk: KioskWalk, kind: str = MEDICINE) -> KioskWalk:
    if kiosk.page != "home":
        kiosk.tap("bar.home")
    return kiosk.tap("home.booking.title").tap(f"goods.{kind}")


def last(kiosk: KioskWalk, kind: type[effects.GoodsAsking]) -> effects.GoodsAsking:
    return [order for order in kiosk.orders if isinstance(order, kind)][-1]


def answered(kiosk: KioskWalk) -> KioskWalk:
    """Every search that is asked is answered with all there is, until the text is looked for."""
    while asking := [one for one in kiosk.walk.awaited if isinstance(one, effects.FindGoods)]:
        kiosk.happens(wishes.GoodsFound(asking[0].id, asking[0].text, found_goods(asking[0].kind)))
    return kiosk


def at_places(kiosk: KioskWalk, item: StockItem = TABLETS) -> KioskWalk:
    answered(begun(kiosk, item.kind).write("мет")).tap(item.title)
    return kiosk.happens(wishes.HoldingsFound(kiosk.ask, where_it_is(PACK, item)))


def at_review(kiosk: KioskWalk, item: StockItem = TABLETS) -> KioskWalk:
    return at_places(kiosk, item).tap(PLACE.title.ru)


def reserved(kiosk: KioskWalk, item: StockItem = TABLETS) -> KioskWalk:
    at_review(kiosk, item).tap("goods.reserve")
    return kiosk.happens(wishes.Reserved(kiosk.ask, reservation_of(PACK, item)))


def test_from_the_card_to_the_slip() -> None:
    kiosk = reserved(KioskWalk().welcomed())
    assert dictated(NUMBER) in repr(kiosk.printed[-1].sheet.elements).replace(r"\xa0", "\xa0")
    kiosk.paper_comes().tap("printed.done")
    assert kiosk.page == "goods-reserved-medicine"
    wish = last(kiosk, effects.ReserveGoods)
    assert wish == effects.ReserveGoods(wish.id, 1, TABLETS.item, PLACE.id, 1, "", wish.id)


def test_one_question_at_a_time_and_the_last_one_wins() -> None:
    kiosk = begun(KioskWalk()).write("м")
    assert kiosk.ordered(effects.FindGoods) == 0, "one letter is everything"
    kiosk.write("етф")
    assert kiosk.ordered(effects.FindGoods) == 1
    assert last(kiosk, effects.FindGoods).text == "ме"  # type: ignore[attr-defined]
    kiosk.happens(wishes.GoodsFound(kiosk.ask, "ме", ()))
    assert last(kiosk, effects.FindGoods).text == "метф"  # type: ignore[attr-defined]
    kiosk.happens(wishes.GoodsFound(kiosk.ask, "метф", found_goods(MEDICINE)))
    assert kiosk.shows(TABLETS.title)
    assert kiosk.ordered(effects.FindGoods) == 2


def test_what_is_erased_is_not_shown_any_more() -> None:
    kiosk = begun(KioskWalk()).write("ме")
    asked = kiosk.ask
    kiosk.happens(events.TextErased(all=True)).happens(wishes.GoodsFound(asked, "ме", found_goods(MEDICINE)))
    assert not kiosk.shows(TABLETS.title)


def test_a_broken_line_is_said_and_the_next_key_tries_again() -> None:
    kiosk = begun(KioskWalk()).write("ме").backend_refuses("backend-unreachable")
    assert kiosk.shows("goods.no_line")
    answered(kiosk.write("т"))
    assert kiosk.shows(TABLETS.title)
    assert not kiosk.shows("goods.no_line")


def test_ready_shows_everything_large_and_back_leads_to_the_keyboard() -> None:
    kiosk = answered(begun(KioskWalk()).write("мет")).happens(events.TextDone())
    assert kiosk.page == "goods-results-medicine"
    kiosk.tap("search.again")
    assert kiosk.page == "goods-search-medicine"


def test_without_a_card_the_review_asks_for_it_and_waits_for_the_press() -> None:
    kiosk = at_review(KioskWalk()).tap("goods.reserve")
    assert kiosk.page == "goods-card"
    kiosk.welcomed()
    assert kiosk.page == "goods-review-medicine"
    assert kiosk.ordered(effects.ReserveGoods) == 0, "who put the card in may be somebody else"
    kiosk.tap("goods.reserve")
    assert kiosk.ordered(effects.ReserveGoods) == 1


def test_below_the_pin_nobodys_price_is_told() -> None:
    kiosk = at_places(KioskWalk().welcomed())
    assert kiosk.shows("goods.on_list")
    assert not kiosk.shows("goods.entitled.text")


def test_the_pin_brings_the_entitled_price_to_where_one_stands() -> None:
    kiosk = at_places(KioskWalk().welcomed()).tap("goods.my_price").enter_pin().card_proves()
    kiosk.backend_confirms()
    assert last(kiosk, effects.FindHoldings).session == 1  # type: ignore[attr-defined]
    kiosk.happens(wishes.HoldingsFound(kiosk.ask, where_it_is(PACK, TABLETS, HALF)))
    assert kiosk.page == "goods-places"
    assert kiosk.shows("60,25\xa0₽")
    kiosk.tap(PLACE.title.ru)
    assert kiosk.shows("вместо 120,50\xa0₽")


def test_free_is_said_in_words() -> None:
    kiosk = at_places(KioskWalk().identified())
    kiosk.happens(
        wishes.HoldingsFound(kiosk.ask, where_it_is(PACK, TABLETS, FREE))
    ) if kiosk.walk.awaited else None
    free = answered(begun(kiosk).write("мет")).tap(TABLETS.title)
    free.happens(wishes.HoldingsFound(free.ask, where_it_is(PACK, TABLETS, FREE)))
    assert free.shows("goods.entitled.free")
    assert free.tap(PLACE.title.ru).shows("goods.free")


def test_a_child_has_its_own_price_after_the_pin() -> None:
    kiosk = at_places(KioskWalk().identified()).tap("Пётр\xa0П.")
    assert last(kiosk, effects.FindHoldings).beneficiary == "demo-child"  # type: ignore[attr-defined]
    kiosk.happens(wishes.HoldingsFound(kiosk.ask, where_it_is(PACK, TABLETS, HALF))).tap(PLACE.title.ru)
    kiosk.tap("goods.reserve")
    assert last(kiosk, effects.ReserveGoods).beneficiary == "demo-child"  # type: ignore[attr-defined]


def test_as_many_packs_as_the_place_has_and_one_copy_of_a_book() -> None:
    kiosk = at_places(KioskWalk().welcomed())
    kiosk.tap(PACK.places[1].title.ru if len(PACK.places) > 1 else PLACE.title.ru)
    kiosk.happens(wishes.UnitsChosen(9))
    assert kiosk.walk.goods is not None
    assert kiosk.walk.goods.units == 1
    book = at_review(KioskWalk().welcomed(), NOVEL)
    book.happens(wishes.UnitsChosen(2))
    assert book.walk.goods is not None
    assert book.walk.goods.units == 1


def test_just_gone_offers_other_places_and_then_a_message() -> None:
    kiosk = at_review(KioskWalk().welcomed()).tap("goods.reserve")
    others = where_it_is(PACK, TABLETS).holdings[-1:]
    kiosk.happens(wishes.GoodsGone(kiosk.ask, others))
    assert kiosk.page == "goods-gone"
    kiosk.tap("goods.alert")
    assert kiosk.ordered(effects.AskAlert) == 1
    kiosk.happens(wishes.AlertSet(kiosk.ask))
    assert kiosk.page == "goods-alerted"


def test_a_broken_line_asks_the_same_once_more() -> None:
    kiosk = at_review(KioskWalk().welcomed()).tap("goods.reserve")
    first = last(kiosk, effects.ReserveGoods)
    kiosk.backend_refuses("backend-unreachable")
    assert kiosk.shows("goods.unsure")
    kiosk.tap("goods.reserve")
    again = last(kiosk, effects.ReserveGoods)
    assert (first.attempt, first.id) == (again.attempt, first.attempt)  # type: ignore[attr-defined]
    assert again.id != first.id
    kiosk.happens(wishes.Reserved(kiosk.ask, MADE))
    assert kiosk.ordered(effects.ReserveGoods) == 2


def test_another_wish_is_another_attempt() -> None:
    kiosk = at_review(KioskWalk().welcomed()).tap("goods.reserve").backend_refuses("backend-unreachable")
    kiosk.tap("goods.other_place")
    kiosk.happens(wishes.HoldingsFound(kiosk.ask, where_it_is(PACK, TABLETS))).tap(PLACE.title.ru)
    kiosk.tap("goods.reserve")
    again = last(kiosk, effects.ReserveGoods)
    assert again.attempt == again.id  # type: ignore[attr-defined]


def test_nobody_answers_for_long() -> None:
    kiosk = at_review(KioskWalk().welcomed()).tap("goods.reserve").wait(26.0)
    assert kiosk.shows("goods.unsure")


@pytest.mark.parametrize(
    ("code", "advised", "page"),
    [
        ("reservations-many", "goods.other_place", "goods-places-wait"),
        ("stock-limit", "queue.review.change", "goods-review-medicine"),
    ],
)
def test_a_refusal_says_what_to_do(code: str, advised: str, page: str) -> None:
    kiosk = at_review(KioskWalk().welcomed()).tap("goods.reserve").backend_refuses(code)
    assert kiosk.page == f"goods-refused-{code}"
    assert kiosk.tap(advised).page == page


def test_too_many_reservations_lead_to_the_list_of_them_once_the_pin_was_given() -> None:
    kiosk = at_review(KioskWalk().identified()).tap("goods.reserve").backend_refuses("reservations-many")
    kiosk.tap("file.tab.bookings")
    assert kiosk.page == "personal-file-bookings" and kiosk.ordered(FetchBookings) == 1


def test_a_second_copy_leads_to_another_book_not_to_another_place() -> None:
    kiosk = at_review(KioskWalk().welcomed(), NOVEL).tap("goods.reserve").backend_refuses("copy-limit")
    assert not any(title == "Другое место" for title, _ in presses(kiosk.view))
    kiosk.tap("search.again")
    assert kiosk.page == "goods-search-book"
    assert kiosk.tap("bar.back").page == "booking", "what was looked at before is left"


def test_no_paper_is_said_before_the_button_and_the_number_is_large() -> None:
    kiosk = at_review(KioskWalk().welcomed()).printer_is(PrinterState.PAPER_OUT)
    assert kiosk.shows("booking.no_paper")
    kiosk.tap("goods.reserve").happens(wishes.Reserved(kiosk.ask, MADE))
    assert kiosk.page == "goods-reserved-medicine"
    assert kiosk.shows("booking.write_down")
    assert kiosk.printed == []


def test_a_card_taken_out_wipes_everything_and_leaves_the_number_a_moment() -> None:
    kiosk = reserved(KioskWalk().welcomed()).card_out()
    assert kiosk.page == "goods-reserved-after-all"
    assert not any(word in repr(kiosk.view) for word in (TABLETS.title, "Полярная"))
    assert kiosk.walk.goods is None
    kiosk.wait(SHOWN_FOR + 1)
    assert kiosk.page == "home"
    assert not holds(kiosk.walk, TABLETS.title)


def test_a_reservation_that_comes_after_its_person_has_left_is_told_as_a_number() -> None:
    kiosk = at_review(KioskWalk().welcomed()).tap("goods.reserve")
    asked = kiosk.ask
    kiosk.card_out()
    assert not is_vacant(kiosk.walk), "it is still on its way"
    kiosk.happens(wishes.Reserved(asked, MADE))
    assert isinstance(kiosk.walk.page, ReservedAfterAllPage)
    assert kiosk.shows(dictated(NUMBER))
    assert not kiosk.shows(TABLETS.title)


def test_who_went_on_meanwhile_still_gets_the_number() -> None:
    kiosk = at_review(KioskWalk().welcomed()).tap("goods.reserve")
    asked = kiosk.ask
    kiosk.tap("bar.home").happens(wishes.Reserved(asked, MADE))
    assert kiosk.printed, "the slip is printed where they are"


def test_ones_own_are_listed_cancelled_and_given_up() -> None:
    kiosk = KioskWalk().identified().tap("file.tab.bookings")
    bookings, reservations = (one.id for one in kiosk.walk.awaited[-2:])
    kiosk.happens(OwnBookingsFetched(bookings, ()))
    kiosk.happens(wishes.ReservationsFetched(reservations, own_reservations(PACK), own_alerts(PACK)))
    assert kiosk.shows("goods.state.lent")
    kiosk.tap(TABLETS.title).tap("goods.cancel").tap("goods.cancel")
    kiosk.happens(wishes.ReservationCancelled(kiosk.ask, NUMBER))
    assert kiosk.page == "own-reservation"
    assert kiosk.shows("goods.state.cancelled")
    kiosk.tap("bar.back").tap("Ревизор").tap("goods.give_up")
    kiosk.happens(wishes.AlertDropped(kiosk.ask, own_alerts(PACK)[1].item.item))
    assert not kiosk.shows("Ревизор")
    kiosk.tap("Метфонорд").tap("goods.see")
    kiosk.happens(wishes.HoldingsFound(kiosk.ask, where_it_is(PACK, TABLETS)))
    assert kiosk.page == "goods-places"


def test_the_next_person_finds_nothing_of_the_one_before() -> None:
    kiosk = reserved(KioskWalk().identified()).card_out().wait(SHOWN_FOR + 1)
    assert not holds(kiosk.walk, NUMBER)
    assert not holds(kiosk.walk, TABLETS.title)


def test_a_book_names_the_day_to_fetch_it_and_the_loan() -> None:
    kiosk = at_review(KioskWalk().welcomed(), NOVEL)
    assert kiosk.shows("25 ноября")
    kiosk.tap("goods.reserve").happens(wishes.Reserved(kiosk.ask, reservation_of(PACK, NOVEL)))
    kiosk.paper_comes().tap("printed.done")
    assert kiosk.shows("Через 15 дней после выдачи")
    assert answered(begun(kiosk, BOOK).write("гог")).shows(NOVEL.title)
