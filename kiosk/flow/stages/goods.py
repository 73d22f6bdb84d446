"""Every view on the way to a medicine or a book and after it, reached by a real walk."""

from __future__ import annotations

from collections.abc import Iterator

from msgspec.structs import replace

from backend.contract.stock import ItemConcession, StockItem
from devices.ports import PrinterState
from kiosk.flow import events
from kiosk.flow.booking.events import OwnBookingsAsked, OwnBookingsFetched
from kiosk.flow.booking.pages import BookingMenuPage
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
from kiosk.flow.events import BackendRefused, Opened, Switched
from kiosk.flow.goods import events as wishes
from kiosk.flow.goods.pages import (
    CancelReservationPage,
    OwnAlertPage,
    OwnReservationPage,
    ReservedAfterAllPage,
)
from kiosk.flow.goods.searching import BOOK, MEDICINE
from kiosk.flow.pages import PersonalFilePage
from kiosk.flow.stages.stage import Stage
from kiosk.flow.stages.wizard import typed

REFUSALS = ("copy-limit", "reservations-many", "stock-limit")
TYPED = {MEDICINE: "метфармин", BOOK: "гоголь"}


def goods_stages(start: Stage, welcomed: Stage, person: Stage) -> Iterator[tuple[str, Stage]]:
    """`start` is nobody's, `welcomed` has shown a card, `person` the PIN too, where that can be."""
    menu = start.after(Opened(BookingMenuPage()))
    for kind in (MEDICINE, BOOK):
        yield from _found(menu, kind)
    yield from _nobody(menu)
    at_menu = welcomed.after(Opened(BookingMenuPage()))
    yield from _reserved(at_menu, TABLETS)
    yield from _reserved(at_menu, NOVEL)
    yield from _gone(at_menu)
    left = ReservedAfterAllPage(NUMBER, start.walk.now)
    yield (
        "goods-reserved-after-all",
        Stage(start.world, replace(start.walk, stack=(*start.walk.stack, left))),
    )
    if person.walk.session is not None:
        yield from _entitled(person.after(Opened(BookingMenuPage())))
        yield from _own(person)


def searching(menu: Stage, kind: str, text: str = "") -> Stage:
    return menu.after(wishes.GoodsBegun(kind), *typed(text or TYPED[kind]))


def results(menu: Stage, kind: str) -> Stage:
    asked = searching(menu, kind)
    page = asked.walk.awaited[-1]
    first = getattr(page, "text", "")
    asked = asked.after(wishes.GoodsFound(asked.asked, first, ()))
    text = TYPED[kind]
    return asked.after(wishes.GoodsFound(asked.asked, text, found_goods(kind)))


def at_places(menu: Stage, item: StockItem, concession: ItemConcession | None = None) -> Stage:
    chosen = results(menu, item.kind).after(wishes.ItemChosen(item.item))
    where = where_it_is(chosen.world.pack, item, concession)
    return chosen.after(wishes.HoldingsFound(chosen.asked, where))


def at_review(menu: Stage, item: StockItem, concession: ItemConcession | None = None) -> Stage:
    places = at_places(menu, item, concession)
    holdings = places.walk.goods.holdings if places.walk.goods else ()
    return places.after(*(wishes.PlaceChosen(one.place) for one in holdings[1:2] or holdings[:1]))


def _found(menu: Stage, kind: str) -> Iterator[tuple[str, Stage]]:
    empty = menu.after(wishes.GoodsBegun(kind))
    yield f"goods-search-{kind}", empty
    live = results(menu, kind)
    yield f"goods-search-{kind}-live", live
    large = live.after(events.TextDone())
    yield f"goods-results-{kind}", large
    asked = searching(menu, kind)
    yield f"goods-results-{kind}-wait", asked.after(events.TextDone())
    if kind == BOOK:
        return
    nothing = empty.after(*typed("ъъ"))
    none = nothing.after(wishes.GoodsFound(nothing.asked, "ъъ", ()))
    yield "goods-nothing", none
    yield "goods-nothing-large", none.after(events.TextDone())
    no_line = asked.after(BackendRefused(asked.asked, "backend-unreachable"))
    yield "goods-search-no-line", no_line


def _nobody(menu: Stage) -> Iterator[tuple[str, Stage]]:
    """Without a card everything can be looked at."""
    chosen = results(menu, MEDICINE).after(wishes.ItemChosen(TABLETS.item))
    yield "goods-places-wait", chosen
    places = at_places(menu, TABLETS)
    yield "goods-places-medicine", places
    yield "goods-places-book", at_places(menu, NOVEL)
    nowhere = where_it_is(menu.world.pack, TABLETS).model_copy(update={"holdings": ()})
    none = chosen.after(wishes.HoldingsFound(chosen.asked, nowhere))
    yield "goods-places-none", none
    yield "goods-card", none.after(wishes.AlertWanted())
    yield "goods-places-refused", chosen.after(BackendRefused(chosen.asked, "backend-unreachable"))
    yield "goods-review-nobody", at_review(menu, TABLETS)


def _reserved(menu: Stage, item: StockItem) -> Iterator[tuple[str, Stage]]:
    kind, pack = item.kind, menu.world.pack
    review = at_review(menu, item)
    if not (review.walk.goods and review.walk.goods.chosen):
        return
    yield f"goods-review-{kind}", review
    yield f"goods-review-{kind}-no-paper", review.after(events.PrinterReported(PrinterState.PAPER_OUT))
    asking = review.after(wishes.ReservationConfirmed())
    made = wishes.Reserved(asking.asked, reservation_of(pack, item))
    printing = asking.after(made)
    done = printing.after(events.PaperPrinted(printing.asked), events.WentBack())
    yield f"goods-reserved-{kind}", done
    yield (
        f"goods-reserved-{kind}-no-paper",
        asking.after(events.PrinterReported(PrinterState.PAPER_OUT), made),
    )
    paper = next(button.press for button in done.view().actions if not button.primary)
    yield f"preview-reservation-{kind}", done.after(paper)
    if kind == BOOK:
        return
    yield "goods-reserving", asking
    yield "goods-unsure", asking.after(BackendRefused(asking.asked, "backend-unreachable"))
    for code in REFUSALS:
        yield f"goods-refused-{code}", asking.after(BackendRefused(asking.asked, code))


def _gone(menu: Stage) -> Iterator[tuple[str, Stage]]:
    asking = at_review(menu, TABLETS).after(wishes.ReservationConfirmed())
    if not asking.walk.awaited:
        return
    others = where_it_is(menu.world.pack, TABLETS).holdings[-3:]
    yield "goods-gone", asking.after(wishes.GoodsGone(asking.asked, others))
    nowhere = asking.after(wishes.GoodsGone(asking.asked, ()))
    yield "goods-gone-nowhere", nowhere
    alerting = nowhere.after(wishes.AlertWanted())
    yield "goods-alerting", alerting
    yield "goods-alerted", alerting.after(wishes.AlertSet(alerting.asked))


def _entitled(menu: Stage) -> Iterator[tuple[str, Stage]]:
    """After the PIN the price is the holder's own."""
    yield "goods-places-half", at_places(menu, TABLETS, HALF)
    yield "goods-places-free", at_places(menu, TABLETS, FREE)
    yield "goods-review-half", at_review(menu, TABLETS, HALF)
    yield "goods-review-free", at_review(menu, TABLETS, FREE)


def _own(person: Stage) -> Iterator[tuple[str, Stage]]:
    pack = person.world.pack
    asked = person.after(Switched(PersonalFilePage()), OwnBookingsAsked())
    if not asked.walk.awaited:
        return
    fetched = wishes.ReservationsFetched(asked.asked, own_reservations(pack), own_alerts(pack))
    yield "own-goods-refused", asked.after(BackendRefused(asked.asked, "backend-unreachable"))
    bookings = asked.walk.awaited[-2].id
    listed = asked.after(fetched, OwnBookingsFetched(bookings, ()))
    yield "own-goods", listed
    one = listed.after(Opened(OwnReservationPage(NUMBER)))
    yield "own-reservation", one
    question = one.after(Opened(CancelReservationPage(NUMBER)))
    yield "goods-cancel", question
    cancelling = question.after(wishes.CancellationConfirmed(NUMBER))
    yield "goods-cancelling", cancelling
    cancelled = cancelling.after(wishes.ReservationCancelled(cancelling.asked, NUMBER))
    yield "own-reservation-cancelled", cancelled
    lent = own_reservations(pack)[1]
    yield "own-book-lent", listed.after(Opened(OwnReservationPage(lent.number)))
    found, awaited = own_alerts(pack)
    yield "own-alert-found", listed.after(Opened(OwnAlertPage(found.item.item)))
    waiting = listed.after(Opened(OwnAlertPage(awaited.item.item)))
    yield "own-alert-awaited", waiting
