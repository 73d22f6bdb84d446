"""A name is typed, and what it may be stands below at every key: one question at a time."""

from __future__ import annotations

from typing import Final

from msgspec.structs import replace

from content.model import PlaceKind
from kiosk.flow.events import Event, LayoutChosen, TextDone, TextErased, TextTyped
from kiosk.flow.goods import events as wishes
from kiosk.flow.goods.draft import GoodsDraft
from kiosk.flow.goods.effects import FindGoods, FindHoldings
from kiosk.flow.goods.pages import GoodsPage, GoodsRefusedPage, GoodsSearchPage, HoldingsPage
from kiosk.flow.selection import places_for
from kiosk.flow.walk import Walk, answered, asked, no_longer_awaiting, opened, switched
from kiosk.flow.world import World

MEDICINE, BOOK = "medicine", "book"
PLACES: Final = {MEDICINE: PlaceKind.PHARMACY, BOOK: PlaceKind.LIBRARY}
SHORTEST_QUERY: Final = 2
LONGEST_QUERY: Final = 60


def begun(walk: Walk, kind: str) -> Walk:
    """«Лекарства», «Книги»: the keyboard at once; what was looked at before is left."""
    stack = tuple(page for page in walk.stack if not isinstance(page, GoodsPage))
    return opened(replace(walk, goods=GoodsDraft(kind), stack=stack), GoodsSearchPage(kind))


def wrote(walk: Walk, event: Event) -> Walk:
    """A key: the text, and a question to the backend unless one is under way."""
    page = walk.page
    if not isinstance(page, GoodsSearchPage) or page.done:
        return walk
    match event:
        case TextTyped(character) if len(page.text) < LONGEST_QUERY:
            return _looked_for(switched(walk, replace(page, text=page.text + character)))
        case TextErased(all=everything):
            return _looked_for(switched(walk, replace(page, text="" if everything else page.text[:-1])))
        case LayoutChosen(layout):
            return switched(walk, replace(page, layout=layout))
        case TextDone() if len(page.text.strip()) >= SHORTEST_QUERY:
            return _shown_large(walk, page)
        case _:
            return walk


def _shown_large(walk: Walk, page: GoodsSearchPage) -> Walk:
    waits = walk.goods is not None and walk.goods.found_for != page.text.strip()
    walk = opened(walk, replace(page, done=True, since=walk.now if waits else None))
    return _looked_for(walk)


def _looked_for(walk: Walk) -> Walk:
    page, draft = walk.page, walk.goods
    if draft is None or not isinstance(page, GoodsSearchPage):
        return walk
    text = page.text.strip()
    if len(text) < SHORTEST_QUERY:
        walk = no_longer_awaiting(walk, FindGoods)
        return replace(walk, goods=replace(draft, found=(), found_for="", understood="", no_search=""))
    if text == draft.found_for and not draft.no_search:
        return walk
    if any(isinstance(one, FindGoods) for one in walk.awaited):
        return walk  # its answer asks for what stands there by then
    return asked(walk, FindGoods(walk.next_effect, draft.kind, text))


def goods_found(walk: Walk, event: wishes.GoodsFound) -> Walk:
    """What may be meant; and the next question, if more has been typed meanwhile."""
    walk = answered(walk, event.effect)
    draft, page = walk.goods, walk.page
    if draft is None:
        return walk
    draft = replace(draft, found=event.found, found_for=event.text, understood=event.understood, no_search="")
    walk = replace(walk, goods=draft)
    if not isinstance(page, GoodsSearchPage):
        return walk
    if page.text.strip() == event.text:
        return switched(walk, replace(page, since=None))
    return _looked_for(walk)


def search_refused(walk: Walk, code: str) -> Walk:
    """Nobody could be asked: the page says so, and the next key tries again."""
    draft, page = walk.goods, walk.page
    if draft is None:
        return walk
    walk = replace(walk, goods=replace(draft, found=(), found_for="", understood="", no_search=code))
    return switched(walk, replace(page, since=None)) if isinstance(page, GoodsSearchPage) else walk


def item_chosen(walk: Walk, item: str, world: World) -> Walk:
    """Where it can be had."""
    draft = walk.goods
    chosen = next((one.item for one in draft.found if one.item.item == item), None) if draft else None
    if draft is None or chosen is None or not isinstance(walk.page, GoodsSearchPage):
        return walk
    draft = replace(draft, item=chosen, holdings=(), concession=None, chosen=None, units=1, beneficiary="")
    return places_looked_for(opened(replace(walk, goods=draft), HoldingsPage(walk.now)), world)


def places_looked_for(walk: Walk, world: World) -> Walk:
    """Ask for the places anew; at level 2 they come with what the holder pays."""
    draft = walk.goods
    if draft is None or draft.item is None:
        return walk
    walk, session = no_longer_awaiting(walk, FindHoldings), walk.session.number if walk.session else 0
    near = near_kiosk(world, draft.kind)
    return asked(walk, FindHoldings(walk.next_effect, session, draft.item.item, near, draft.beneficiary))


def near_kiosk(world: World, kind: str) -> str:
    """The place from which nearness counts: the kiosk stands beside it, or closest to it."""
    places = places_for(world.pack, (PLACES[kind],), "", world.profile)
    return places[0].id if places else ""


def holdings_found(walk: Walk, event: wishes.HoldingsFound) -> Walk:
    """The places; one that was chosen is kept, with its price as it is now."""
    walk = answered(walk, event.effect)
    draft, where = walk.goods, event.where
    if draft is None:
        return walk
    chosen = draft.chosen
    if chosen is not None:
        chosen = next((one for one in where.holdings if one.place == chosen.place), chosen)
    draft = replace(
        draft, item=where.item, holdings=where.holdings, concession=where.concession, chosen=chosen
    )
    stack = tuple(HoldingsPage() if isinstance(page, HoldingsPage) else page for page in walk.stack)
    return replace(walk, goods=draft, stack=stack)


def holdings_refused(walk: Walk, code: str) -> Walk:
    """Where the page waits for it; prices that could not be renewed stay as they were."""
    waits = isinstance(walk.page, HoldingsPage) and walk.page.since is not None
    return switched(walk, GoodsRefusedPage(code)) if waits else walk


def places_asked(walk: Walk, world: World) -> Walk:
    """Back to the places, as they are now."""
    stack = walk.stack
    if walk.goods is None or not any(isinstance(page, HoldingsPage) for page in stack):
        return walk
    while not isinstance(stack[-1], HoldingsPage):
        stack = stack[:-1]
    return places_looked_for(switched(replace(walk, stack=stack), HoldingsPage(walk.now)), world)


def for_whom_chosen(walk: Walk, person: str, world: World) -> Walk:
    """For the holder or somebody they act for: what is paid may differ."""
    draft, session = walk.goods, walk.session
    known = {""} | {relation.person for relation in session.acts_for} if session else {""}
    if draft is None or person not in known or not isinstance(walk.page, HoldingsPage):
        return walk
    walk = replace(walk, goods=replace(draft, beneficiary=person))
    return places_looked_for(switched(walk, HoldingsPage(walk.now)), world)
