"""A time is chosen, kept for a while, and given back when nobody wants it any more."""

from __future__ import annotations

from msgspec.structs import replace

from kiosk.flow.booking import events as wishes
from kiosk.flow.booking.draft import BookingDraft
from kiosk.flow.booking.effects import ConfirmHold, HoldSeat, MoveBooking, ReleaseHold
from kiosk.flow.booking.line import joined
from kiosk.flow.booking.pages import (
    BirthDatePage,
    BookingPage,
    BookingRefusedPage,
    ConfirmingPage,
    HoldOverPage,
    HoldPage,
    InsurancePage,
    MovePage,
    ProofPage,
    SeatsHeldPage,
    TakenPage,
)
from kiosk.flow.booking.without_card import born_on, date_unclear, number_done
from kiosk.flow.disclosure import NOBODY, may
from kiosk.flow.pages import Page
from kiosk.flow.walk import (
    HOLDER_LEVEL,
    Walk,
    answered,
    asked,
    no_longer_awaiting,
    opened,
    ordered,
)
from kiosk.flow.world import World

BOOK = "book"
ANEW = (
    TakenPage, HoldOverPage, BookingRefusedPage, ProofPage, InsurancePage, BirthDatePage, HoldPage,
    ConfirmingPage, MovePage,
)  # fmt: skip
"""Pages that give way when a time is chosen, held or refused."""


def slot_chosen(walk: Walk, slot: str, world: World) -> Walk:
    """Keep it at once, or ask for the card or the PIN that it needs."""
    draft = walk.booking
    if draft is None or _under_way(walk):
        return walk
    offered = (*draft.slots, *draft.alternatives, *((draft.chosen,) if draft.chosen else ()))
    chosen = next((one for one in offered if one.slot == slot), None)
    if chosen is None:
        return walk
    outing = draft.outing
    if outing is not None and outing.slot != slot:
        outing = replace(outing, slot=slot, plan=None, chosen=())  # on another date, other seats are free
    walk = replace(walk, booking=replace(draft, chosen=chosen, alternatives=(), outing=outing))
    return target_asked(walk) if draft.moving else wanted_now(walk, world)


def target_asked(walk: Walk) -> Walk:
    """Keep the time to which a booking is to be moved, so that nobody takes it during the review."""
    draft, session = walk.booking, walk.session
    if draft is None or draft.chosen is None:
        return walk
    number = session.number if session and not draft.code else 0
    walk, slot = _instead(walk, HoldPage(walk.now)), draft.chosen.slot
    return asked(walk, HoldSeat(walk.next_effect, number, slot, "", moving=draft.moving, code=draft.code))


def wanted_now(walk: Walk, world: World) -> Walk:
    """Keep what is wanted, or ask for the card or the PIN that it needs."""
    if walk.booking is None or _under_way(walk):
        return walk
    return hold_asked(walk) if is_proven(walk, world) else _instead(walk, ProofPage())


def is_proven(walk: Walk, world: World) -> bool:
    """Whether who stands here has shown enough for the time that was chosen."""
    draft, session = walk.booking, walk.session
    wanted = draft.wanted if draft else None
    if draft is None or wanted is None or not may(walk, world, BOOK):
        return False
    if session is None:
        return bool(draft.number) and wanted.level == NOBODY and born_on(walk) is not None
    needed = HOLDER_LEVEL if draft.beneficiary else wanted.level
    return session.level >= needed


def waits_for_proof(walk: Walk) -> bool:
    """Whether a booking on its way led to the card: then the card leads back to the booking."""
    return walk.booking is not None and any(isinstance(page, ProofPage) for page in walk.stack)


def proven(walk: Walk, world: World) -> Walk:
    """The card or the PIN has been shown: the chosen time is kept now."""
    if walk.booking is not None and walk.booking.waits:
        return joined(walk, world)
    return hold_asked(walk) if is_proven(walk, world) else walk


def number_entered(walk: Walk, world: World) -> Walk:
    """From the number to the birth date, and from there to the hold."""
    if not isinstance(walk.page, BirthDatePage):
        return number_done(walk)
    return hold_asked(walk) if is_proven(walk, world) else date_unclear(walk)


def hold_asked(walk: Walk) -> Walk:
    draft, session = walk.booking, walk.session
    wanted = draft.wanted if draft else None
    if draft is None or wanted is None:
        return walk
    walk = _instead(walk, _review(draft, walk.now))
    wish = HoldSeat(walk.next_effect, session.number if session else 0, wanted.slot, draft.beneficiary)
    if draft.outing is not None:
        outing = draft.outing
        wish = replace(wish, seats=outing.seats, chosen=outing.chosen, wheelchair=outing.for_wheelchair)
    if session is not None:
        return asked(walk, wish)
    born = born_on(walk)
    if born is None:
        return walk
    return asked(walk, replace(wish, beneficiary="", number=draft.number, born=born.isoformat()))


def _review(draft: BookingDraft, since: float | None = None) -> HoldPage:
    return SeatsHeldPage(since) if draft.outing is not None else HoldPage(since)


def seat_held(walk: Walk, event: wishes.SeatHeld) -> Walk:
    """The clock of the hold begins."""
    walk = answered(walk, event.effect)
    draft = walk.booking
    if draft is None:
        return released(walk, event)
    seconds = (event.hold.expires_at - event.hold.server_time).total_seconds()
    draft = replace(
        draft, chosen=event.hold.slot, hold=event.hold, held_until=walk.now + seconds, held_for=seconds
    )
    return _instead(replace(walk, booking=draft), MovePage() if draft.moving else _review(draft))


def released(walk: Walk, event: wishes.SeatHeld) -> Walk:
    """It was kept for somebody who has gone on or away: an obligation."""
    return ordered(walk, ReleaseHold(event.hold.hold, event.hold.token))


def slot_taken(walk: Walk, event: wishes.SlotTaken) -> Walk:
    walk = answered(walk, event.effect)
    if walk.booking is None:
        return walk
    outing = walk.booking.outing
    if outing is not None:
        outing = replace(outing, plan=None, chosen=())  # what was drawn of the hall is not true any more
    walk = replace(walk, booking=replace(walk.booking, alternatives=event.alternatives, outing=outing))
    return _instead(walk, TakenPage())


def refused(walk: Walk, code: str) -> Walk:
    """The rules, or the line, do not give it."""
    return _instead(no_longer_awaiting(walk, HoldSeat), BookingRefusedPage(code))


def over(walk: Walk) -> Walk:
    """The time of the hold has run out: the seat goes back to everybody."""
    return _instead(_without_hold(walk), HoldOverPage())


def lost(walk: Walk, code: str) -> Walk:
    """The backend does not know the hold any more."""
    return _instead(_without_hold(walk), BookingRefusedPage(code))


def is_held(walk: Walk) -> bool:
    """Whether a hold's clock is running."""
    return walk.booking is not None and walk.booking.hold is not None


def seconds_left(walk: Walk, draft: BookingDraft) -> int:
    return max(0, round(draft.held_until - walk.now))


def is_over(walk: Walk) -> bool:
    """Whether a hold has run out that is not being confirmed just now."""
    draft = walk.booking
    if draft is None or draft.hold is None or _confirming(walk):
        return False
    return walk.now >= draft.held_until


def tidied(walk: Walk) -> Walk:
    """What nobody looks at any more is given back: a hold whose page was left, a booking without pages."""
    draft = walk.booking
    if draft is None:
        return walk
    if not any(isinstance(page, HoldPage | ConfirmingPage | MovePage) for page in walk.stack):
        walk = no_longer_awaiting(walk, HoldSeat)
        if draft.hold is not None and not _confirming(walk):
            walk = _without_hold(walk)
    if not any(isinstance(page, BookingPage) for page in walk.stack):
        walk = replace(walk, booking=None)
    return walk


def _without_hold(walk: Walk) -> Walk:
    draft = walk.booking
    if draft is None or draft.hold is None:
        return walk
    walk = ordered(walk, ReleaseHold(draft.hold.hold, draft.hold.token))
    return replace(walk, booking=replace(draft, hold=None, unsure=""))


def _confirming(walk: Walk) -> bool:
    return any(isinstance(one, ConfirmHold | MoveBooking) for one in walk.awaited)


def _under_way(walk: Walk) -> bool:
    return is_held(walk) or any(isinstance(one, HoldSeat) for one in walk.awaited)


def _instead(walk: Walk, page: Page) -> Walk:
    """`page` in place of the wait, the refusal or the question that led to it."""
    stack = tuple(each for each in walk.stack if not isinstance(each, ANEW))
    return opened(replace(walk, stack=stack), page)
