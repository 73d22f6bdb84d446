"""A place is chosen, looked over and reserved once; who left meanwhile may still read the number."""

from __future__ import annotations

from typing import Final

from msgspec.structs import replace

from kiosk.flow.after_all import ends_at, made_late
from kiosk.flow.disclosure import may
from kiosk.flow.goods import events as wishes
from kiosk.flow.goods.draft import GoodsDraft
from kiosk.flow.goods.effects import AskAlert, ReserveGoods
from kiosk.flow.goods.own import renewed
from kiosk.flow.goods.pages import (
    AlertedPage,
    GoodsCardPage,
    GoodsGonePage,
    GoodsPage,
    GoodsRefusedPage,
    GoodsReviewPage,
    HoldingsPage,
    ReservedAfterAllPage,
    ReservedPage,
    ReservingPage,
)
from kiosk.flow.goods.searching import BOOK, near_kiosk, places_looked_for
from kiosk.flow.pages import Page, Paper, PaperKind
from kiosk.flow.printing import can_print, print_asked
from kiosk.flow.walk import (
    HOLDER_LEVEL,
    Walk,
    answered,
    asked,
    no_longer_awaiting,
    opened,
    switched,
)
from kiosk.flow.world import World

RESERVE: Final = "book"  # as levels name what is allowed
MOST_PACKS: Final = 3
LINE_FAILED: Final = ("backend-slow", "backend-unreachable")
ANEW = (GoodsReviewPage, GoodsCardPage, ReservingPage, GoodsGonePage, GoodsRefusedPage, AlertedPage)
"""Pages that give way when a place is chosen, reserved or refused."""


def place_chosen(walk: Walk, place: str) -> Walk:
    """The review, with as many as that place has."""
    draft = walk.goods
    if draft is None or draft.item is None or _under_way(walk):
        return walk
    chosen = next((one for one in (*draft.alternatives, *draft.holdings) if one.place == place), None)
    if chosen is None:
        return walk
    units = min(draft.units, chosen.free)
    draft = replace(draft, chosen=chosen, units=units, attempt=0, unsure="", alternatives=())
    return _instead(replace(walk, goods=draft), GoodsReviewPage())


def units_chosen(walk: Walk, units: int) -> Walk:
    draft = walk.goods
    if draft is None or draft.chosen is None or not isinstance(walk.page, GoodsReviewPage):
        return walk
    if units not in packs_to_choose(draft.kind, draft.chosen.free):
        return walk
    return replace(walk, goods=replace(draft, units=units, attempt=0, unsure=""))


def packs_to_choose(kind: str, free: int) -> range:
    """One copy of a book; of a medicine as many as are given to one person, if the place has them."""
    return range(1, 2 if kind == BOOK else min(MOST_PACKS, free) + 1)


def confirmed(walk: Walk, world: World) -> Walk:
    """Reserve it, or ask for the card first; a second press while it is under way changes nothing."""
    draft, session = walk.goods, walk.session
    if draft is None or draft.item is None or draft.chosen is None or _under_way(walk):
        return walk
    if not isinstance(walk.page, GoodsReviewPage):
        return walk
    if session is None or not may(walk, world, RESERVE):
        return opened(walk, GoodsCardPage())
    attempt = draft.attempt or walk.next_effect
    walk = replace(walk, goods=replace(draft, attempt=attempt, unsure=""))
    wish = ReserveGoods(
        walk.next_effect,
        session.number,
        draft.item.item,
        draft.chosen.place,
        draft.units,
        draft.beneficiary,
        attempt,
    )
    return asked(opened(walk, ReservingPage(walk.now)), wish)


def proven(walk: Walk, world: World) -> Walk:
    """The card or the PIN is here: back to the page that wanted it, with the prices of who stands here."""
    walk = replace(walk, stack=tuple(page for page in walk.stack if not isinstance(page, GoodsCardPage)))
    draft, session = walk.goods, walk.session
    if draft is None or draft.item is None or session is None or session.level < HOLDER_LEVEL:
        return walk
    return places_looked_for(walk, world)


def reserved(walk: Walk, event: wishes.Reserved, world: World) -> Walk:
    """The number; the slip is printed by itself where paper can come."""
    walk = answered(walk, event.effect)
    draft = walk.goods or GoodsDraft(event.reservation.item.kind)
    walk = replace(walk, goods=replace(draft, made=event.reservation, attempt=0, unsure=""))
    stack = tuple(page for page in walk.stack if not isinstance(page, GoodsPage))
    walk = renewed(opened(replace(walk, stack=stack), ReservedPage()))
    paper = paper_of(event.reservation.number)
    return print_asked(walk, paper, world) if can_print(walk) else walk


def paper_of(number: str) -> Paper:
    return Paper(PaperKind.RESERVATION, number)


def gone(walk: Walk, event: wishes.GoodsGone) -> Walk:
    walk = answered(walk, event.effect)
    if walk.goods is None:
        return walk
    draft = replace(walk.goods, alternatives=event.alternatives, attempt=0)
    return _instead(replace(walk, goods=draft), GoodsGonePage())


def refused(walk: Walk, code: str) -> Walk:
    """The rules do not give it; or nobody knows, and then the same press asks the same once more."""
    draft = walk.goods
    if draft is None:
        return walk
    if code not in LINE_FAILED:
        return _instead(replace(walk, goods=replace(draft, attempt=0)), GoodsRefusedPage(code))
    walk = replace(no_longer_awaiting(walk, ReserveGoods), goods=replace(draft, unsure=code))
    return replace(walk, stack=walk.stack[:-1]) if isinstance(walk.page, ReservingPage) else walk


def alert_wanted(walk: Walk, world: World) -> Walk:
    """«Сообщить, когда появится»: the card says whom."""
    draft, session = walk.goods, walk.session
    if draft is None or draft.item is None or not isinstance(walk.page, HoldingsPage | GoodsGonePage):
        return walk
    if session is None:
        return opened(walk, GoodsCardPage())
    near = near_kiosk(world, draft.kind)
    wish = AskAlert(walk.next_effect, session.number, draft.item.item, near)
    return asked(opened(walk, AlertedPage(walk.now)), wish)


def alert_set(walk: Walk, event: wishes.AlertSet) -> Walk:
    walk = answered(walk, event.effect)
    return renewed(switched(walk, AlertedPage()) if isinstance(walk.page, AlertedPage) else walk)


def alert_refused(walk: Walk, code: str) -> Walk:
    walk = no_longer_awaiting(walk, AskAlert)
    page = GoodsRefusedPage(code)
    return switched(walk, page) if isinstance(walk.page, AlertedPage) else opened(walk, page)


def reserved_late(walk: Walk, event: wishes.Reserved) -> Walk:
    return made_late(walk, event.effect, ReservedAfterAllPage(event.reservation.number, walk.now))


def reservation_left(walk: Walk) -> tuple[Page, ...]:
    """What stays in sight for a moment of a walk that ends at its reservation."""
    made = walk.goods.made if walk.goods else None
    if made is None or not ends_at(walk, ReservedPage, PaperKind.RESERVATION):
        return ()
    return (ReservedAfterAllPage(made.number, walk.now),)


def tidied(walk: Walk) -> Walk:
    """A draft without pages is forgotten."""
    if walk.goods is None or any(isinstance(page, GoodsPage) for page in walk.stack):
        return walk
    return replace(walk, goods=None)


def _under_way(walk: Walk) -> bool:
    return any(isinstance(one, ReserveGoods) for one in walk.awaited)


def _instead(walk: Walk, page: Page) -> Walk:
    """`page` in place of the wait, the refusal or the question that led to it."""
    stack = tuple(each for each in walk.stack if not isinstance(each, ANEW))
    return opened(replace(walk, stack=stack), page)
