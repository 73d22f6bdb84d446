"""Medicines and books: typed, found, and where they are."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from content.formats import capitalised, distance, first_name_and_initial, phone
from kiosk.flow.blocks import Block, Chip, Notice, Paragraph, Row, Rows, Tab, Tabs, Title, Tone
from kiosk.flow.entry_blocks import Keyboard, Layout
from kiosk.flow.events import PinOffered, TextErased, WentBack
from kiosk.flow.goods.draft import GoodsDraft
from kiosk.flow.goods.events import AlertWanted, ForWhomChosen, ItemChosen, PlaceChosen
from kiosk.flow.goods.pages import GoodsSearchPage, HoldingsPage
from kiosk.flow.goods.searching import BOOK, MEDICINE, SHORTEST_QUERY
from kiosk.flow.pin_pad import can_enter_pin
from kiosk.flow.scenes.places import open_chip
from kiosk.flow.scenes.scene import Desk, Scene
from kiosk.flow.scenes.waits import waiting
from kiosk.flow.selection import distance_to
from kiosk.flow.views import Button
from kiosk.flow.walk import HOLDER_LEVEL

if TYPE_CHECKING:
    from backend.contract.stock import FoundItem, StockHolding, StockItem

SHOWN_WHILE_TYPING: Final = 5
FREE: Final = 100  # percent
ICONS: Final = {MEDICINE: "medicines", BOOK: "place_library"}


def goods_search(desk: Desk, page: GoodsSearchPage) -> Scene:
    """The keyboard with the best three, or after «Готово» all that was found."""
    words, draft = desk.words, desk.walk.goods
    if page.done:
        return _results(desk, page)
    blocks: tuple[Block, ...] = (
        Title(words(f"goods.{page.kind}")),
        *_below(desk, page, draft),
        Keyboard(page.text, words(f"goods.{page.kind}.placeholder"), Layout(page.layout)),
    )
    clear = Button(words("search.clear"), TextErased(all=True), icon="erase", enabled=bool(page.text))
    return Scene(f"goods-search-{page.kind}", blocks, (clear,))


def _below(desk: Desk, page: GoodsSearchPage, draft: GoodsDraft | None) -> tuple[Block, ...]:
    """What the text may mean so far; the keyboard leaves it little room."""
    words = desk.words
    if draft is None or len(page.text.strip()) < SHORTEST_QUERY:
        return (Paragraph(words(f"goods.{page.kind}.help")),)
    if draft.no_search:
        return (_no_line(desk, draft.no_search),)
    if draft.found:
        return (Rows(tuple(_short_row(one) for one in draft.found[:SHOWN_WHILE_TYPING])),)
    if draft.found_for:
        return (Paragraph(words("goods.nothing", text=draft.found_for)),)
    return (Paragraph(words("goods.searching")),)


def _short_row(one: FoundItem) -> Row:
    """Name and form in one line: the same name comes as tablets and as a syrup."""
    told = one.item.author or one.item.details
    return Row(one.item.title, ItemChosen(one.item.item), value=told.partition(",")[0])


def _results(desk: Desk, page: GoodsSearchPage) -> Scene:
    words, draft = desk.words, desk.walk.goods
    title = Title(words("search.results", text=page.text.strip()), words(f"goods.{page.kind}"))
    again = Button(words("search.again"), WentBack(), icon="keyboard")
    name = f"goods-results-{page.kind}"
    if draft is None or page.since is not None:
        wanted = Title(words(f"goods.{page.kind}"))
        return waiting(
            desk,
            f"{name}-wait",
            words("goods.searching"),
            page.since,
            wanted,
            ICONS[page.kind],
            personal=is_personal(desk),
        )
    if draft.no_search:
        return Scene(name, (title, _no_line(desk, draft.no_search)), (again,))
    rows = tuple(_row(desk, one) for one in draft.found)
    if not rows:
        title = Title(words(f"goods.{page.kind}"))
    read = (Paragraph(words("goods.understood", text=draft.understood), small=True),)
    blocks: tuple[Block, ...] = (
        title,
        *(read if draft.understood and rows else ()),
        Rows(rows, words("goods.nothing", text=page.text.strip()), ICONS[page.kind]),
    )
    return Scene(name, blocks, (again,))


def _no_line(desk: Desk, code: str) -> Notice:
    words = desk.words
    text = words("goods.no_line.text", phone=phone(desk.world.pack.call_centre))
    return Notice(Tone.ATTENTION, words("goods.no_line"), text, code)


def _row(desk: Desk, one: FoundItem) -> Row:
    words, item = desk.words, one.item
    press, icon = ItemChosen(item.item), ICONS[item.kind]
    if not one.places:
        chip = Chip(words("goods.nowhere"), Tone.NEUTRAL)
        return Row(item.title, press, described(item), chip=chip, icon=icon)
    where = words.plural(f"goods.{item.kind}.places", one.places)
    price = one.from_kopecks if item.kind == MEDICINE else None
    value = words("goods.from", price=desk.money(price)) if price else ""
    help_ = f"{described(item).removesuffix('.')}. {capitalised(where)}"
    return Row(item.title, press, help_, value=value, icon=icon)


def described(item: StockItem) -> str:
    """«Парацетамол, таблетки 500 мг, 20 шт.»; a book's author and pages."""
    substance = item.substance if item.substance.casefold() != item.title.casefold() else ""
    return capitalised(", ".join(filter(None, (substance, item.author, item.details))))


def holdings(desk: Desk, page: HoldingsPage) -> Scene:
    """The places that have it, the nearest first; each is one touch."""
    words, draft = desk.words, desk.walk.goods
    if draft is None or draft.item is None:
        return Scene("goods-places", ())
    item = draft.item
    title = Title(item.title, words(f"goods.{item.kind}"))
    if page.since is not None:
        return waiting(
            desk,
            "goods-places-wait",
            words("goods.searching"),
            page.since,
            title,
            ICONS[item.kind],
            personal=is_personal(desk),
        )
    rows = tuple(holding_row(desk, draft, one) for one in draft.holdings)
    blocks: tuple[Block, ...] = (
        title,
        Paragraph(described(item)),
        *_for_whom(desk, draft),
        *_price_notices(desk, draft),
        Rows(rows, words("goods.gone"), ICONS[item.kind]),
    )
    name = "goods-places" if draft.holdings else "goods-places-none"
    return Scene(name, blocks, _actions(desk, draft), personal=is_personal(desk))


def is_personal(desk: Desk) -> bool:
    """From the card on, what is looked at says something of its holder."""
    return desk.walk.session is not None


def holding_row(desk: Desk, draft: GoodsDraft, one: StockHolding) -> Row:
    place = desk.catalogue.places.get(one.place)
    title = desk.text(place.title) if place else one.place
    here = ""
    if place is not None:
        metres = distance(distance_to(place, desk.world.profile), desk.language)
        town = place.town if place.town != desk.world.profile.town else ""
        opening = open_chip(desk, place)
        where = ", ".join(filter(None, (metres, town, place.address)))
        here = f"{where}. {opening.text}" if opening else where
    return Row(
        title, PlaceChosen(one.place), here, price_of(desk, draft, one), chip=count_chip(desk, draft, one)
    )


def price_of(desk: Desk, draft: GoodsDraft, one: StockHolding) -> str:
    """What this person pays for one; nothing for a book, which is lent."""
    if draft.kind == BOOK:
        return ""
    if not one.to_pay_kopecks and one.price_kopecks:
        return desk.words("goods.free")
    return desk.money(one.to_pay_kopecks)


def count_chip(desk: Desk, draft: GoodsDraft, one: StockHolding) -> Chip:
    """How many there are; or that it comes from the warehouse."""
    words = desk.words
    if one.delivery_days:
        return Chip(words.plural("goods.in_days", one.delivery_days), Tone.ATTENTION)
    return Chip(words.plural(f"goods.{draft.kind}.left", one.free), Tone.GOOD)


def _for_whom(desk: Desk, draft: GoodsDraft) -> tuple[Block, ...]:
    """The holder, or a child or ward of theirs, once the PIN has shown who stands here."""
    session = desk.walk.session
    if session is None or session.level < HOLDER_LEVEL or not session.acts_for:
        return ()
    own = Tab(desk.words("booking.for_me"), not draft.beneficiary, ForWhomChosen(""))
    others = tuple(
        Tab(
            first_name_and_initial(relation.first_name, relation.initial),
            draft.beneficiary == relation.person,
            ForWhomChosen(relation.person),
        )
        for relation in session.acts_for
    )
    return (Tabs((own, *others)),)


def _price_notices(desk: Desk, draft: GoodsDraft) -> tuple[Notice, ...]:
    """Whose price stands below: one's own only after the PIN, since a card may be somebody's who lost it."""
    words, item, session = desk.words, draft.item, desk.walk.session
    if item is None or not draft.holdings:
        return ()
    if draft.concession is not None:
        free = draft.concession.discount_percent == FREE
        key = "goods.entitled.free" if free else "goods.entitled.part"
        title = words(key, percent=draft.concession.discount_percent)
        return (Notice(Tone.GOOD, title, words("goods.entitled.text"), compact=True),)
    if item.concessionary and (session is None or session.level < HOLDER_LEVEL):
        return (Notice(Tone.INFO, words("goods.on_list"), words("goods.on_list.text"), compact=True),)
    if item.prescription:
        return (
            Notice(Tone.INFO, words("goods.prescription"), words("goods.prescription.text"), compact=True),
        )
    return ()


def _actions(desk: Desk, draft: GoodsDraft) -> tuple[Button, ...]:
    words = desk.words
    alert: tuple[Button, ...] = ()
    if not any(_is_in_town(desk, one) for one in draft.holdings):
        primary = not draft.holdings
        alert = (Button(words("goods.alert"), AlertWanted(), icon="important", primary=primary),)
    if not _has_hidden_price(desk, draft):
        return alert
    return (*alert, Button(words("goods.my_price"), PinOffered(), icon="pin"))


def _has_hidden_price(desk: Desk, draft: GoodsDraft) -> bool:
    """Whether the PIN, which can be entered here, might lower what is asked."""
    item, session = draft.item, desk.walk.session
    if item is None or session is None or not draft.holdings:
        return False
    unknown = item.concessionary and session.level < HOLDER_LEVEL
    return unknown and can_enter_pin(desk.walk, desk.world.profile)


def _is_in_town(desk: Desk, one: StockHolding) -> bool:
    place = desk.catalogue.places.get(one.place)
    return place is not None and place.town == desk.world.profile.town
