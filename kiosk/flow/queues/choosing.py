"""Whose child, from when, where to, on what grounds: page by page, and back."""

from __future__ import annotations

from typing import Final

from msgspec.structs import replace

from content.model import Place, PlaceKind
from kiosk.flow.queues import events as wishes
from kiosk.flow.queues.draft import QueueDraft
from kiosk.flow.queues.effects import FetchQueues, FindProspect
from kiosk.flow.queues.pages import (
    OwnQueuesPage,
    QueueCardPage,
    QueueChildPage,
    QueueClaimsPage,
    QueueRefusedPage,
    QueueReviewPage,
    QueueWishesPage,
    QueueYearPage,
)
from kiosk.flow.selection import places_for
from kiosk.flow.walk import HOLDER_LEVEL, Walk, answered, asked, no_longer_awaiting, opened, switched
from kiosk.flow.world import World

MOST_WISHES: Final = 3
KINDERGARTEN, SCHOOL = "kindergarten", "school"
SIBLING: Final = "sibling"


def begun(walk: Walk, kind: str) -> Walk:
    """«Встать в очередь в сад»: the child first, and before it the card and its PIN."""
    return _entered(replace(walk, queue=QueueDraft(kind)))


def own_asked(walk: Walk) -> Walk:
    """«Моя очередь»."""
    return _entered(replace(walk, queue=QueueDraft()))


def proven(walk: Walk) -> Walk:
    """Card or PIN are here: on, if this was all that was missing."""
    if not isinstance(walk.page, QueueCardPage) or not is_holder(walk):
        return walk
    return _entered(replace(walk, stack=walk.stack[:-1]))


def waits_for_parent(walk: Walk) -> bool:
    """Whether the way into the queue led to the card: then the card leads back to it."""
    return walk.queue is not None and any(isinstance(page, QueueCardPage) for page in walk.stack)


def is_holder(walk: Walk) -> bool:
    return walk.session is not None and walk.session.level >= HOLDER_LEVEL


def _entered(walk: Walk) -> Walk:
    draft, session = walk.queue, walk.session
    if draft is None or session is None or not is_holder(walk):
        return opened(walk, QueueCardPage())
    if not draft.kind:
        walk = no_longer_awaiting(walk, FetchQueues)
        return asked(opened(walk, OwnQueuesPage(walk.now)), FetchQueues(walk.next_effect, session.number))
    if len(session.acts_for) != 1:
        return opened(walk, QueueChildPage())
    return child_chosen(opened(walk, QueueYearPage()), session.acts_for[0].person)


def child_chosen(walk: Walk, person: str) -> Walk:
    """What there is for this child."""
    draft, session = walk.queue, walk.session
    if draft is None or session is None or not isinstance(walk.page, QueueChildPage | QueueYearPage):
        return walk
    if person not in {relation.person for relation in session.acts_for}:
        return walk
    walk = replace(walk, queue=QueueDraft(draft.kind, person))
    page = QueueYearPage(walk.now)
    walk = switched(walk, page) if isinstance(walk.page, QueueYearPage) else opened(walk, page)
    walk = no_longer_awaiting(walk, FindProspect)
    return asked(walk, FindProspect(walk.next_effect, session.number, draft.kind, person))


def prospect_found(walk: Walk, event: wishes.ProspectFound) -> Walk:
    """A school has one year: nothing is to be chosen then."""
    walk = answered(walk, event.effect)
    draft = walk.queue
    if draft is None or not isinstance(walk.page, QueueYearPage):
        return walk
    prospect = event.prospect
    walk = switched(replace(walk, queue=replace(draft, prospect=prospect)), QueueYearPage())
    if draft.kind == SCHOOL and may_register(walk):
        return switched(_with_year(walk, prospect.years[0].year), QueueWishesPage())
    return walk


def may_register(walk: Walk) -> bool:
    """Whether there is anything to be asked for."""
    prospect = walk.queue.prospect if walk.queue else None
    return prospect is not None and prospect.open and bool(prospect.years) and not prospect.waits


def prospect_refused(walk: Walk, code: str) -> Walk:
    page = QueueRefusedPage(code)
    return switched(walk, page) if isinstance(walk.page, QueueYearPage) else opened(walk, page)


def year_chosen(walk: Walk, year: int) -> Walk:
    draft = walk.queue
    if draft is None or draft.prospect is None or not isinstance(walk.page, QueueYearPage):
        return walk
    if not may_register(walk) or year not in {each.year for each in draft.prospect.years}:
        return walk
    return opened(_with_year(walk, year), QueueWishesPage())


def _with_year(walk: Walk, year: int) -> Walk:
    return walk if walk.queue is None else replace(walk, queue=replace(walk.queue, year=year, attempt=0))


def institutions(walk: Walk, world: World) -> tuple[Place, ...]:
    """Those of the child's town: the school of its house first, then the nearest to here."""
    draft = walk.queue
    if draft is None or draft.prospect is None:
        return ()
    kind = PlaceKind.SCHOOL if draft.kind == SCHOOL else PlaceKind.KINDERGARTEN
    nearest = places_for(world.pack, (kind,), draft.prospect.town, world.profile)
    district = draft.prospect.district
    return tuple(sorted(nearest, key=lambda place: place.id not in district))


def institution_chosen(walk: Walk, place: str, world: World) -> Walk:
    """To the end of the wishes, or out of them; not more than three."""
    draft = walk.queue
    if draft is None or not isinstance(walk.page, QueueWishesPage):
        return walk
    if place in draft.wishes:
        chosen = tuple(one for one in draft.wishes if one != place)
    elif len(draft.wishes) < MOST_WISHES and place in {one.id for one in institutions(walk, world)}:
        chosen = (*draft.wishes, place)
    else:
        return walk
    return replace(walk, queue=replace(draft, wishes=chosen, attempt=0))


def wishes_done(walk: Walk) -> Walk:
    draft = walk.queue
    if draft is None or not draft.wishes or not isinstance(walk.page, QueueWishesPage):
        return walk
    return opened(walk, QueueClaimsPage())


def claimable(walk: Walk, world: World) -> tuple[str, ...]:
    """Grounds of the pack that no register has told, the strongest first."""
    draft = walk.queue
    if draft is None or draft.prospect is None:
        return ()
    known = {each.ground for each in draft.prospect.grounds}
    return tuple(
        each.id
        for each in sorted(world.pack.place_priorities, key=lambda one: RANKS.index(one.right))
        if draft.kind in each.institutions and each.id not in known
    )


RANKS: Final = ("extraordinary", "first", "preferential")


def claim_chosen(walk: Walk, ground: str, world: World) -> Walk:
    draft = walk.queue
    if draft is None or ground not in claimable(walk, world) or not isinstance(walk.page, QueueClaimsPage):
        return walk
    claims = draft.claims
    claims = tuple(one for one in claims if one != ground) if ground in claims else (*claims, ground)
    return replace(walk, queue=replace(draft, claims=claims, attempt=0))


def claims_done(walk: Walk) -> Walk:
    return opened(walk, QueueReviewPage()) if isinstance(walk.page, QueueClaimsPage) else walk


def claims_of(draft: QueueDraft) -> tuple[tuple[str, str], ...]:
    """A brother or sister is claimed for the place wished most; everything else everywhere."""
    return tuple((ground, draft.wishes[0] if ground == SIBLING else "") for ground in draft.claims)
