"""«Мои записи»: fetched, moved, cancelled; level 2."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from msgspec.structs import replace

from kiosk.flow.booking import events as wishes
from kiosk.flow.booking.draft import BookingDraft
from kiosk.flow.booking.effects import CancelBooking, FetchBookings, MoveBooking
from kiosk.flow.booking.pages import (
    BookingRefusedPage,
    CancelBookingPage,
    MovePage,
    OwnBookingPage,
    TimesPage,
    WaitingEntryPage,
)
from kiosk.flow.booking.searching import times_from
from kiosk.flow.disclosure import may
from kiosk.flow.pages import FileTab, PersonalFilePage
from kiosk.flow.walk import HOLDER_LEVEL, Walk, answered, asked, no_longer_awaiting, opened, switched
from kiosk.flow.world import World

if TYPE_CHECKING:
    from backend.contract.bookings import OwnBooking

LIST, MOVE = "list_bookings", "move_booking"
CANCELLED: Final = "cancelled"


def tab_asked(walk: Walk, world: World) -> Walk:
    """The tab, of the file that is open or from elsewhere; what stands there is fetched the first time."""
    session = walk.session
    if session is None or session.file is None:
        return walk
    tab = PersonalFilePage(FileTab.BOOKINGS)
    walk = switched(walk, tab) if isinstance(walk.page, PersonalFilePage) else opened(walk, tab)
    if session.bookings is not None or not may(walk, world, LIST):
        return walk
    return _fetched(walk)


def renewed(walk: Walk) -> Walk:
    """What has just changed is fetched in silence, if the list has been looked at."""
    session = walk.session
    if session is None or session.level < HOLDER_LEVEL or session.bookings is None:
        return walk
    return _fetched(walk)


def _fetched(walk: Walk) -> Walk:
    session = walk.session
    if session is None:
        return walk
    walk = replace(no_longer_awaiting(walk, FetchBookings), session=replace(session, no_bookings=""))
    return asked(walk, FetchBookings(walk.next_effect, session.number))


def fetched(walk: Walk, event: wishes.OwnBookingsFetched) -> Walk:
    walk = answered(walk, event.effect)
    session = walk.session
    if session is None:
        return walk
    offers = sum(one.offer is not None for one in event.waiting)
    renewed_session = replace(session, bookings=event.bookings, waiting=event.waiting, offers=offers)
    return replace(walk, session=renewed_session)


def fetch_refused(walk: Walk, effect: int, code: str) -> Walk:
    """The tab says so; a list that was here stays."""
    walk = answered(walk, effect)
    session = walk.session
    return replace(walk, session=replace(session, no_bookings=code)) if session else walk


def booking_of(walk: Walk, number: str) -> OwnBooking | None:
    bookings = (walk.session.bookings or ()) if walk.session else ()
    return next((one for one in bookings if one.number == number), None)


def cancelled(walk: Walk, number: str) -> Walk:
    """A second press while it is being cancelled changes nothing."""
    page, session = walk.page, walk.session
    if session is None or not isinstance(page, CancelBookingPage) or page.since is not None:
        return walk
    walk = switched(walk, CancelBookingPage(number, walk.now))
    return asked(walk, CancelBooking(walk.next_effect, session.number, number))


def is_cancelled(walk: Walk, event: wishes.BookingCancelled) -> Walk:
    """The booking's own page says so; the list is fetched anew."""
    walk = answered(walk, event.effect)
    session = walk.session
    if session is None:
        return walk
    gone = {"state": CANCELLED, "may_change": False}
    bookings = tuple(
        one.model_copy(update=gone) if one.number == event.number else one for one in session.bookings or ()
    )
    walk = replace(walk, session=replace(session, bookings=bookings))
    stack = tuple(page for page in walk.stack if not isinstance(page, CancelBookingPage))
    return renewed(replace(walk, stack=stack))


def move_begun(walk: Walk, number: str, world: World) -> Walk:
    """Another time of the same kind."""
    own = booking_of(walk, number)
    if own is None or not own.may_change or not isinstance(walk.page, OwnBookingPage):
        return walk
    ticket = own.ticket
    walk = replace(walk, booking=BookingDraft(ticket.kind, speciality=ticket.speciality, moving=number))
    return times_from(opened(walk, TimesPage(walk.now)), None, world)


def moved(walk: Walk) -> Walk:
    """«Перенести»."""
    page, session, draft = walk.page, walk.session, walk.booking
    if draft is None or draft.chosen is None or not (session or draft.code):
        return walk
    if not isinstance(page, MovePage) or page.since is not None:
        return walk
    walk = switched(walk, MovePage(walk.now))
    number = session.number if session and not draft.code else 0
    return asked(walk, MoveBooking(walk.next_effect, number, draft.moving, draft.chosen.slot, draft.code))


def change_refused(walk: Walk, effect: int, code: str) -> Walk:
    """Nothing was changed, or nobody knows: the list tells."""
    walk = answered(walk, effect)
    page = BookingRefusedPage(code)
    waiting = isinstance(walk.page, CancelBookingPage | MovePage | WaitingEntryPage)
    return renewed(switched(walk, page) if waiting else opened(walk, page))
