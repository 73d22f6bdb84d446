"""A place is chosen: everything once more, and what to do where it cannot be had."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Final

from content.formats import capitalised, day_and_month, first_name_and_initial, phone
from content.opening import hours_on
from kiosk.flow.blocks import (
    Block,
    Emblem,
    Figure,
    Notice,
    Pair,
    Paragraph,
    Rows,
    Section,
    Summary,
    Title,
    Tone,
)
from kiosk.flow.booking.events import OwnBookingsAsked
from kiosk.flow.booking.times import at_place, clock_of
from kiosk.flow.events import WentBack, WentHome
from kiosk.flow.goods.draft import GoodsDraft
from kiosk.flow.goods.events import (
    AlertWanted,
    GoodsBegun,
    PlaceChosen,
    PlacesAsked,
    ReservationConfirmed,
    UnitsChosen,
)
from kiosk.flow.goods.pages import (
    AlertedPage,
    GoodsCardPage,
    GoodsGonePage,
    GoodsRefusedPage,
    GoodsReviewPage,
    HoldingsPage,
    ReservingPage,
)
from kiosk.flow.goods.reserving import packs_to_choose
from kiosk.flow.goods.searching import BOOK
from kiosk.flow.printing import can_print
from kiosk.flow.scenes.failures import refusal_emblem, wording_of
from kiosk.flow.scenes.goods_search import (
    ICONS,
    described,
    holding_row,
    is_personal,
)
from kiosk.flow.scenes.places import day_hours
from kiosk.flow.scenes.scene import Desk, Scene
from kiosk.flow.scenes.waits import waiting
from kiosk.flow.time_blocks import Cell, CellGrid
from kiosk.flow.views import Button

if TYPE_CHECKING:
    from backend.contract.stock import StockHolding


ANOTHER_THING: Final = frozenset({"copy-limit", "item-unknown"})
"""Refusals that no other place gets round."""
TOO_MANY: Final = frozenset({"reservations-many", "alerts-many"})
FEWER: Final = "stock-limit"


def card(desk: Desk, page: GoodsCardPage) -> Scene:
    """Whose it is to be, the card says."""
    draft = desk.walk.goods
    told = Paragraph(draft.item.title if draft and draft.item else "")
    picture = Emblem(desk.world.profile.reader.value, Tone.INFO)
    return Scene("goods-card", (picture, Title(desk.reader_words("goods.card")), told))


def review(desk: Desk, page: GoodsReviewPage) -> Scene:
    """What, where, how many, what it costs, until when it is kept, whether paper will come."""
    words, draft = desk.words, desk.walk.goods
    if draft is None or draft.item is None or draft.chosen is None:
        return Scene("goods-review", ())
    blocks: list[Block] = [
        Title(words("booking.review"), draft.item.title),
        _figure(desk, draft, draft.chosen),
    ]
    if draft.unsure:
        blocks.append(Notice(Tone.ATTENTION, words("goods.unsure"), words("goods.unsure.text"), draft.unsure))
    blocks += [*_packs(desk, draft, draft.chosen), Summary(_particulars(desk, draft)), _paper(desk)]
    actions = (
        Button(words("goods.other_place"), PlacesAsked(), icon="back"),
        Button(words("goods.reserve"), ReservationConfirmed(), icon="done", primary=True),
    )
    return Scene(f"goods-review-{draft.kind}", tuple(blocks), actions, personal=is_personal(desk))


def _figure(desk: Desk, draft: GoodsDraft, chosen: StockHolding) -> Figure:
    """What it costs; of a book, which costs nothing, the last day to fetch it."""
    words = desk.words
    if draft.kind == BOOK:
        return Figure(capitalised(until(desk, chosen.kept_until)), words("goods.fetch"))
    free = not chosen.to_pay_kopecks and bool(chosen.price_kopecks)
    price = words("goods.free") if free else desk.money(chosen.to_pay_kopecks * draft.units)
    return Figure(price, words("goods.to_pay"), _reckoned(desk, draft, chosen))


def _reckoned(desk: Desk, draft: GoodsDraft, chosen: StockHolding) -> str:
    """«вместо 240 ₽», or what one pack costs, where there are several."""
    if chosen.to_pay_kopecks < chosen.price_kopecks:
        return desk.words("goods.instead", price=desk.money(chosen.price_kopecks * draft.units))
    return desk.words("goods.each", price=desk.money(chosen.price_kopecks)) if draft.units > 1 else ""


def until(desk: Desk, moment: datetime) -> str:
    """«до 25 ноября, 12:05»."""
    zone = desk.world.profile.time_zone
    day = day_and_month(at_place(moment, zone).date(), desk.language)
    return desk.words("goods.until", day=f"{day}, {clock_of(moment, zone)}")


def _packs(desk: Desk, draft: GoodsDraft, chosen: StockHolding) -> tuple[Block, ...]:
    choice = packs_to_choose(draft.kind, chosen.free)
    if len(choice) == 1:
        return ()
    cells = tuple(
        Cell(
            str(units),
            UnitsChosen(units),
            selected=units == draft.units,
            spoken=desk.words.plural("goods.packs", units),
        )
        for units in choice
    )
    return (Section(desk.words("goods.how_many")), CellGrid(cells))


def _particulars(desk: Desk, draft: GoodsDraft) -> tuple[Pair, ...]:
    words, item, chosen = desk.words, draft.item, draft.chosen
    if item is None or chosen is None:
        return ()
    place = desk.catalogue.places.get(chosen.place)
    ready = words.plural("goods.in_days", chosen.delivery_days) if chosen.delivery_days else ""
    told = (
        ("goods.what", described(item)),
        (
            "booking.where",
            f"{desk.text(place.title)}. {place.town}, {place.address}" if place else chosen.place,
        ),
        ("goods.hours", hours_today(desk, chosen.place)),
        ("goods.ready", ready),
        ("goods.kept", "" if draft.kind == BOOK else until(desk, chosen.kept_until)),
        ("goods.bring", words("goods.bring.prescription") if item.prescription else ""),
        ("booking.for", _beneficiary(desk, draft)),
    )
    return tuple(Pair(words(key), capitalised(value)) for key, value in told if value)


def hours_today(desk: Desk, place: str) -> str:
    """«09:00–20:00», of today."""
    known = desk.catalogue.places.get(place)
    if known is None or desk.today is None or not known.hours:
        return ""
    return desk.words("goods.today", hours=day_hours(desk, hours_on(known.hours, desk.today)))


def _beneficiary(desk: Desk, draft: GoodsDraft) -> str:
    session = desk.walk.session
    known = session.acts_for if session and draft.beneficiary else ()
    names = (
        first_name_and_initial(one.first_name, one.initial)
        for one in known
        if one.person == draft.beneficiary
    )
    return next(names, "")


def _paper(desk: Desk) -> Notice:
    """Known before «Забронировать»: a slip on paper, or the number to write down."""
    words = desk.words
    if not can_print(desk.walk):
        return Notice(Tone.ATTENTION, words("booking.no_paper"), words("goods.no_paper.text"), compact=True)
    return Notice(Tone.INFO, words("goods.paper"), words("goods.paper.text"), icon="print", compact=True)


def reserving(desk: Desk, page: ReservingPage) -> Scene:
    words, draft = desk.words, desk.walk.goods
    title = Title(words("booking.wait"))
    icon = ICONS[draft.kind] if draft else "waited"
    return waiting(desk, "goods-reserving", words("goods.reserving"), page.since, title, icon)


def gone(desk: Desk, page: GoodsGonePage) -> Scene:
    """Nobody's fault: the nearest places that have it are one touch away."""
    words, draft = desk.words, desk.walk.goods
    if draft is None:
        return Scene("goods-gone", ())
    rows = tuple(holding_row(desk, draft, one) for one in draft.alternatives)
    key = "goods.just_gone.text" if rows else "goods.just_gone.nowhere"
    alone = () if rows else (Emblem(ICONS[draft.kind], Tone.ATTENTION, badge=True),)
    blocks: tuple[Block, ...] = (
        *alone,
        Title(words("goods.just_gone"), draft.item.title if draft.item else ""),
        Paragraph(words(key)),
        *((Rows(rows),) if rows else ()),
    )
    alert = (Button(words("goods.alert"), AlertWanted(), icon="important", primary=not rows),)
    elsewhere = _back_to_places(desk) if rows else ()
    return Scene("goods-gone", blocks, (*elsewhere, *alert), personal=is_personal(desk))


def refused(desk: Desk, page: GoodsRefusedPage) -> Scene:
    """Why it cannot be, in plain words, and what can be done; it names nothing that is somebody's."""
    words, draft = desk.words, desk.walk.goods
    key = wording_of(desk, page.code)
    blocks = (
        refusal_emblem(desk, page.code, ICONS[draft.kind] if draft else "waited"),
        Title(words(f"failure.{key}.title")),
        Notice(Tone.ATTENTION, words("failure.what_to_do"), words(f"failure.{key}.todo"), page.code),
        Paragraph(words("failure.call", phone=phone(desk.world.pack.call_centre))),
    )
    return Scene(f"goods-refused-{key}", blocks, _ways_on(desk, page.code), personal=is_personal(desk))


def _ways_on(desk: Desk, code: str) -> tuple[Button, ...]:
    """What the words of a refusal advise."""
    words, walk = desk.words, desk.walk
    if walk.goods is not None and code in ANOTHER_THING:
        anew = GoodsBegun(walk.goods.kind)
        return (Button(words("search.again"), anew, icon="keyboard", primary=True),)
    if code in TOO_MANY and walk.session is not None and walk.session.file is not None:
        return (Button(words("file.tab.bookings"), OwnBookingsAsked(), icon="list", primary=True),)
    if code == FEWER and walk.goods is not None and walk.goods.chosen is not None:
        same = PlaceChosen(walk.goods.chosen.place)
        return (Button(words("queue.review.change"), same, icon="back", primary=True),)
    return _back_to_places(desk, primary=True)


def _back_to_places(desk: Desk, *, primary: bool = False) -> tuple[Button, ...]:
    words = desk.words
    if not any(isinstance(page, HoldingsPage) for page in desk.walk.stack):
        return (Button(words("bar.back"), WentBack(), icon="back"),)
    return (Button(words("goods.other_place"), PlacesAsked(), icon="places", primary=primary),)


def alerted(desk: Desk, page: AlertedPage) -> Scene:
    """It will be told, by what is known of the holder, and shown here too."""
    words, draft = desk.words, desk.walk.goods
    title = draft.item.title if draft and draft.item else ""
    if page.since is not None:
        wait = Title(words("booking.wait"), title)
        return waiting(desk, "goods-alerting", words("goods.alerting"), page.since, wait, "important")
    blocks = (
        Emblem("done", Tone.GOOD),
        Title(words("goods.alerted"), title),
        Paragraph(words("goods.alerted.text")),
    )
    done = Button(words("wizard.done"), WentHome(), icon="done", primary=True)
    return Scene("goods-alerted", blocks, (done,), personal=True)
