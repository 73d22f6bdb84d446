"""«Записаться»: confirmed once, the ticket printed, the number shown also to who has just left."""

from __future__ import annotations

from typing import Final

from msgspec.structs import replace

from kiosk.flow.after_all import ends_at, made_late
from kiosk.flow.booking import events as wishes
from kiosk.flow.booking.draft import BookingDraft
from kiosk.flow.booking.effects import ConfirmHold
from kiosk.flow.booking.holding import lost, over
from kiosk.flow.booking.own import renewed
from kiosk.flow.booking.pages import (
    AdmissionPage,
    BookedAfterAllPage,
    BookingPage,
    ConfirmingPage,
    HoldPage,
    TicketPage,
    WaitingEntryPage,
)
from kiosk.flow.pages import Page, Paper, PaperKind
from kiosk.flow.printing import can_print, print_asked
from kiosk.flow.ticket_kinds import EVENT
from kiosk.flow.walk import Walk, answered, asked, no_longer_awaiting, opened
from kiosk.flow.world import World

LINE_FAILED: Final = ("backend-slow", "backend-unreachable")
PASSED: Final = BookingPage | WaitingEntryPage
HOLD_EXPIRED: Final = "hold-expired"


def confirmed(walk: Walk) -> Walk:
    """A second press while it is being confirmed changes nothing."""
    draft = walk.booking
    if draft is None or draft.hold is None or not isinstance(walk.page, HoldPage):
        return walk
    walk = opened(replace(walk, booking=replace(draft, unsure="")), ConfirmingPage(walk.now))
    if any(isinstance(one, ConfirmHold) for one in walk.awaited):
        return walk
    return asked(walk, ConfirmHold(walk.next_effect, draft.hold.hold, draft.hold.token))


def booked(walk: Walk, event: wishes.Booked, world: World) -> Walk:
    """The ticket: printed by itself where paper can come."""
    walk = no_longer_awaiting(answered(walk, event.effect), ConfirmHold)
    if not event.tickets:
        return walk
    draft = walk.booking or BookingDraft()
    draft = replace(
        draft,
        hold=None,
        moving="",
        code="",
        tickets=event.tickets,
        confirmed=draft.hold,
        invoice=event.invoice,
        channels=event.channels,
    )
    stack = tuple(page for page in walk.stack if not isinstance(page, PASSED))
    page = AdmissionPage(walk.now) if event.tickets[0].kind == EVENT else TicketPage()
    walk = renewed(opened(replace(walk, booking=draft, stack=stack), page))
    return print_asked(walk, paper_of(event.tickets[0].number), world) if can_print(walk) else walk


def paper_of(number: str) -> Paper:
    return Paper(PaperKind.TICKET, number)


def refused(walk: Walk, effect: int, code: str) -> Walk:
    """Run out, given away, or nobody knows: then the same press asks the same once more."""
    walk = answered(walk, effect)
    if code == HOLD_EXPIRED:
        return over(walk)
    if code in LINE_FAILED:
        return unsure(walk, code)
    return lost(walk, code)


def unsure(walk: Walk, code: str) -> Walk:
    """No answer came: the hold may be confirmed already, and asking again does no harm."""
    draft = walk.booking
    if draft is None or draft.hold is None:
        return walk
    walk = replace(walk, booking=replace(draft, unsure=code))
    return replace(walk, stack=walk.stack[:-1]) if isinstance(walk.page, ConfirmingPage) else walk


def booked_late(walk: Walk, event: wishes.Booked) -> Walk:
    """The number is the first ticket's."""
    if not event.tickets:
        return replace(walk, left_bookings=walk.left_bookings - {event.effect})
    return made_late(walk, event.effect, BookedAfterAllPage(event.tickets[0].number, walk.now))


def booking_left(walk: Walk) -> tuple[Page, ...]:
    """What stays in sight for a moment of a walk that ends at its ticket."""
    tickets = walk.booking.tickets if walk.booking else ()
    if not tickets or not ends_at(walk, TicketPage, PaperKind.TICKET):
        return ()
    return (BookedAfterAllPage(tickets[0].number, walk.now),)
