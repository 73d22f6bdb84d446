"""By the number and the code on the paper: seen, moved, cancelled, without a card."""

from __future__ import annotations

from typing import Final

from msgspec.structs import replace

from kiosk.flow.booking.draft import BookingDraft
from kiosk.flow.booking.pages import TicketPage, TimesPage
from kiosk.flow.booking.searching import times_from
from kiosk.flow.in_hand import events as wishes
from kiosk.flow.in_hand.draft import PaperInHand
from kiosk.flow.in_hand.effects import CancelByPaper, InHandAsking, LookAtPaper
from kiosk.flow.in_hand.pages import (
    CancelByPaperPage,
    InHandPage,
    InHandRefusedPage,
    PaperBookingPage,
    ReservationGivenUpPage,
    TicketCodePage,
    TicketNumberPage,
)
from kiosk.flow.pages import Page
from kiosk.flow.walk import Walk, answered, asked, no_longer_awaiting, opened, switched
from kiosk.flow.world import World

NUMBER_DIGITS: Final = 8
RESERVATION_DIGITS: Final = 7  # a medicine's or a book's slip: all that is done with it here is giving it up
CODE_DIGITS: Final = 4
UNKNOWN: Final = "booking-unknown"
TOO_SHORT: Final = "too-short"
CANCELLED: Final = "cancelled"


def shown(walk: Walk) -> Walk:
    """«У меня есть талон»."""
    return opened(replace(walk, in_hand=PaperInHand()), TicketNumberPage())


def typed(walk: Walk, character: str) -> Walk:
    """A key of the pad; "" erases."""
    paper = walk.in_hand
    if paper is None or (character and not character.isdigit()):
        return walk
    if isinstance(walk.page, TicketNumberPage):
        number = (paper.number + character)[:NUMBER_DIGITS] if character else paper.number[:-1]
        return replace(walk, in_hand=replace(paper, number=number, unclear=""))
    code = (paper.code + character)[:CODE_DIGITS] if character else paper.code[:-1]
    return replace(walk, in_hand=replace(paper, code=code, unclear=""))


def entered(walk: Walk) -> Walk:
    """From the number to the code, and from there to what the backend knows."""
    paper, page = walk.in_hand, walk.page
    if paper is None:
        return walk
    if isinstance(page, TicketNumberPage):
        is_whole = len(paper.number) == NUMBER_DIGITS or of_reservation(paper)
        return opened(walk, TicketCodePage()) if is_whole else _unclear(walk, TOO_SHORT)
    if not isinstance(page, TicketCodePage) or page.since is not None:
        return walk
    if len(paper.code) != CODE_DIGITS:
        return _unclear(walk, TOO_SHORT)
    if of_reservation(paper):
        return opened(walk, CancelByPaperPage())
    walk = switched(walk, TicketCodePage(walk.now))
    return asked(walk, LookAtPaper(walk.next_effect, paper.number, paper.code))


def of_reservation(paper: PaperInHand) -> bool:
    """Whether the number is a slip's: one digit shorter than a ticket's."""
    return len(paper.number) == RESERVATION_DIGITS


def seen(walk: Walk, event: wishes.PaperSeen) -> Walk:
    """The booking, in place of the pads: «Назад» does not lead to digits that were typed."""
    walk = answered(walk, event.effect)
    if walk.in_hand is None:
        return walk
    walk = replace(walk, in_hand=replace(walk.in_hand, found=event.paper, unclear=""))
    return alone(walk, PaperBookingPage())


def not_seen(walk: Walk, effect: int, code: str) -> Walk:
    """A number or code that leads nowhere is typed again; anything else is said."""
    walk, paper = answered(walk, effect), walk.in_hand
    if paper is None:
        return walk
    walk = replace(walk, in_hand=replace(paper, code=""))
    if code != UNKNOWN or not isinstance(walk.page, TicketCodePage):
        return alone(walk, InHandRefusedPage(code))
    return _unclear(switched(walk, TicketCodePage()), code)


def move_begun(walk: Walk, world: World) -> Walk:
    """Another time of the same kind; the code goes along as the proof."""
    paper = walk.in_hand
    if paper is None or paper.found is None or not paper.found.may_change:
        return walk
    ticket = paper.found.ticket
    draft = BookingDraft(ticket.kind, speciality=ticket.speciality, moving=ticket.number, code=paper.code)
    return times_from(opened(replace(walk, booking=draft), TimesPage(walk.now)), None, world)


def cancel_asked(walk: Walk) -> Walk:
    """A second press while it is being cancelled changes nothing."""
    paper, page = walk.in_hand, walk.page
    if paper is None or not isinstance(page, CancelByPaperPage) or page.since is not None:
        return walk
    walk = switched(walk, CancelByPaperPage(walk.now))
    return asked(walk, CancelByPaper(walk.next_effect, paper.number, paper.code))


def cancelled(walk: Walk, event: wishes.PaperCancelled) -> Walk:
    """The booking's own page says so; a reservation is shown by none."""
    walk, paper = answered(walk, event.effect), walk.in_hand
    if paper is None:
        return walk
    if paper.found is None:
        return alone(walk, ReservationGivenUpPage())
    gone = {"state": CANCELLED, "may_change": False, "may_arrive": False}
    found = paper.found.model_copy(update=gone)
    return alone(replace(walk, in_hand=replace(paper, found=found)), PaperBookingPage())


def refused(walk: Walk, effect: int, code: str) -> Walk:
    """Nothing was changed, or nobody knows: looking once more tells."""
    return alone(answered(walk, effect), InHandRefusedPage(code))


def tidied(walk: Walk) -> Walk:
    """What was typed is forgotten when its pages are left, and nobody waits for it any more."""
    if walk.in_hand is None:
        return walk
    walk = replace(walk, stack=_without_the_old(walk.stack))
    if any(isinstance(page, InHandPage) for page in walk.stack):
        return walk
    return replace(no_longer_awaiting(walk, InHandAsking), in_hand=None)


def _without_the_old(stack: tuple[Page, ...]) -> tuple[Page, ...]:
    """Under a new ticket nothing shows the time it was before."""
    new = next((at for at, page in enumerate(stack) if isinstance(page, TicketPage)), 0)
    return (*(page for page in stack[:new] if not isinstance(page, InHandPage)), *stack[new:])


def alone(walk: Walk, page: Page) -> Walk:
    """`page` in place of all pages of this ticket that led to it."""
    stack = tuple(each for each in walk.stack if not isinstance(each, InHandPage))
    return opened(replace(walk, stack=stack), page)


def _unclear(walk: Walk, code: str) -> Walk:
    return walk if walk.in_hand is None else replace(walk, in_hand=replace(walk.in_hand, unclear=code))
