"""The waiting list: joined where nothing is free; what it offers is shown when the card is next read."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec.structs import replace

from kiosk.flow.booking import events as wishes
from kiosk.flow.booking.draft import BookingDraft
from kiosk.flow.booking.effects import JoinLine, LeaveLine, TakeOffer
from kiosk.flow.booking.own import change_refused, renewed
from kiosk.flow.booking.pages import (
    BookingRefusedPage,
    InLinePage,
    OfferPage,
    ProofPage,
    TimesPage,
    WaitingEntryPage,
)
from kiosk.flow.disclosure import may
from kiosk.flow.walk import HOLDER_LEVEL, Walk, answered, asked, opened, switched
from kiosk.flow.world import World

if TYPE_CHECKING:
    from backend.contract.waiting import WaitingEntry

BOOK = "book"


def place_to_wait(draft: BookingDraft) -> str:
    """Where this speciality is, Place id; "" where nobody can wait."""
    found = (one.first_place for one in draft.bookable if one.speciality == draft.speciality)
    return next(found, "")


def can_wait(walk: Walk) -> bool:
    """Whether nothing is free that could be chosen instead."""
    draft = walk.booking
    if draft is None or draft.moving or draft.slots or draft.later or not isinstance(walk.page, TimesPage):
        return False
    return walk.page.since is None and bool(place_to_wait(draft))


def wait_asked(walk: Walk, world: World) -> Walk:
    """Stand in the line, or show the card first."""
    draft = walk.booking
    if draft is None or not can_wait(walk):
        return walk
    walk = replace(walk, booking=replace(draft, waits=True, chosen=None))
    return joined(walk, world) if is_proven(walk, world) else opened(walk, ProofPage())


def is_proven(walk: Walk, world: World) -> bool:
    """A genuine card is enough for oneself, card and PIN for whom one acts for."""
    draft, session = walk.booking, walk.session
    if draft is None or session is None or not may(walk, world, BOOK):
        return False
    return session.level >= HOLDER_LEVEL or not draft.beneficiary


def joined(walk: Walk, world: World) -> Walk:
    draft, session = walk.booking, walk.session
    if draft is None or session is None or not is_proven(walk, world):
        return walk
    stack = tuple(page for page in walk.stack if not isinstance(page, ProofPage | InLinePage))
    walk = opened(replace(walk, stack=stack), InLinePage(walk.now))
    effect = JoinLine(
        walk.next_effect, session.number, draft.speciality, place_to_wait(draft), draft.beneficiary
    )
    return asked(walk, effect)


def in_line(walk: Walk, event: wishes.LineJoined) -> Walk:
    walk = answered(walk, event.effect)
    return renewed(switched(walk, InLinePage())) if isinstance(walk.page, InLinePage) else walk


def not_in_line(walk: Walk, effect: int, code: str) -> Walk:
    walk, page = answered(walk, effect), BookingRefusedPage(code)
    return switched(walk, page) if isinstance(walk.page, InLinePage) else walk


def entry_of(walk: Walk, entry: str) -> WaitingEntry | None:
    waiting = walk.session.waiting if walk.session else ()
    return next((one for one in waiting if one.entry == entry), None)


def offer_taken(walk: Walk, entry: str) -> Walk:
    """«Записаться» on a seat that is kept; a second press changes nothing."""
    page, session = walk.page, walk.session
    if session is None or not isinstance(page, OfferPage) or page.since is not None:
        return walk
    walk = switched(replace(walk, booking=BookingDraft()), OfferPage(entry, walk.now))
    return asked(walk, TakeOffer(walk.next_effect, session.number, entry))


def line_left(walk: Walk, entry: str) -> Walk:
    """«Не нужно»: a seat that was kept goes to the next in line."""
    page, session = walk.page, walk.session
    if session is None or not isinstance(page, WaitingEntryPage) or page.since is not None:
        return walk
    walk = switched(walk, replace(page, since=walk.now))
    return asked(walk, LeaveLine(walk.next_effect, session.number, entry))


def is_left(walk: Walk, event: wishes.LineLeft) -> Walk:
    """Back to the list, which has it no more."""
    walk, session = answered(walk, event.effect), walk.session
    if session is None:
        return walk
    waiting = tuple(one for one in session.waiting if one.entry != event.entry)
    stack = tuple(page for page in walk.stack if not isinstance(page, WaitingEntryPage))
    return renewed(replace(walk, session=replace(session, waiting=waiting), stack=stack))


def line_refused(walk: Walk, effect: int, code: str) -> Walk:
    return change_refused(walk, effect, code)
