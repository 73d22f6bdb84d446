"""What is kept for somebody, what they have at home and what they wait for: part of «Мои записи», level 2."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from msgspec.structs import replace

from kiosk.flow.disclosure import may
from kiosk.flow.goods import events as wishes
from kiosk.flow.goods.draft import GoodsDraft
from kiosk.flow.goods.effects import CancelReservation, FetchReservations, GiveUpAlert
from kiosk.flow.goods.pages import (
    CancelReservationPage,
    GoodsRefusedPage,
    HoldingsPage,
    OwnAlertPage,
)
from kiosk.flow.goods.searching import places_looked_for
from kiosk.flow.pages import FileTab, PersonalFilePage
from kiosk.flow.walk import HOLDER_LEVEL, Walk, answered, asked, no_longer_awaiting, opened, switched
from kiosk.flow.world import World

if TYPE_CHECKING:
    from backend.contract.stock import StockAlert

LIST: Final = "list_bookings"  # as levels name what is allowed
CANCELLED: Final = "cancelled"


def tab_asked(walk: Walk, world: World) -> Walk:
    """«Мои записи»: fetched the first time the list is looked at."""
    page, session = walk.page, walk.session
    if not isinstance(page, PersonalFilePage) or page.tab is not FileTab.BOOKINGS:
        return walk
    if session is None or session.reservations is not None or not may(walk, world, LIST):
        return walk
    return _fetched(walk)


def renewed(walk: Walk) -> Walk:
    """What has just changed is fetched in silence, if the list has been looked at."""
    session = walk.session
    if session is None or session.level < HOLDER_LEVEL or session.reservations is None:
        return walk
    return _fetched(walk)


def _fetched(walk: Walk) -> Walk:
    session = walk.session
    if session is None:
        return walk
    walk = replace(no_longer_awaiting(walk, FetchReservations), session=replace(session, no_reservations=""))
    return asked(walk, FetchReservations(walk.next_effect, session.number))


def fetched(walk: Walk, event: wishes.ReservationsFetched) -> Walk:
    walk, session = answered(walk, event.effect), walk.session
    if session is None:
        return walk
    return replace(walk, session=replace(session, reservations=event.reservations, alerts=event.alerts))


def fetch_refused(walk: Walk, code: str) -> Walk:
    """The tab says so; a list that was here stays."""
    session = walk.session
    return replace(walk, session=replace(session, no_reservations=code)) if session else walk


def alert_of(walk: Walk, item: str) -> StockAlert | None:
    alerts = walk.session.alerts if walk.session else ()
    return next((one for one in alerts if one.item.item == item), None)


def cancelled(walk: Walk, number: str) -> Walk:
    """A second press while it is being cancelled changes nothing."""
    page, session = walk.page, walk.session
    if session is None or not isinstance(page, CancelReservationPage) or page.since is not None:
        return walk
    walk = switched(walk, CancelReservationPage(number, walk.now))
    return asked(walk, CancelReservation(walk.next_effect, session.number, number))


def is_cancelled(walk: Walk, event: wishes.ReservationCancelled) -> Walk:
    """Its own page says so; the backend lists only what stands, so nothing is fetched anew."""
    walk, session = answered(walk, event.effect), walk.session
    if session is None:
        return walk
    own = tuple(
        one.model_copy(update={"state": CANCELLED}) if one.number == event.number else one
        for one in session.reservations or ()
    )
    stack = tuple(page for page in walk.stack if not isinstance(page, CancelReservationPage))
    return replace(walk, session=replace(session, reservations=own), stack=stack)


def given_up(walk: Walk, item: str) -> Walk:
    page, session = walk.page, walk.session
    if session is None or not isinstance(page, OwnAlertPage) or page.since is not None:
        return walk
    walk = switched(walk, OwnAlertPage(item, walk.now))
    return asked(walk, GiveUpAlert(walk.next_effect, session.number, item))


def is_given_up(walk: Walk, event: wishes.AlertDropped) -> Walk:
    walk, session = answered(walk, event.effect), walk.session
    if session is None:
        return walk
    alerts = tuple(one for one in session.alerts if one.item.item != event.item)
    stack = tuple(page for page in walk.stack if not isinstance(page, OwnAlertPage))
    return replace(walk, session=replace(session, alerts=alerts), stack=stack)


def alert_followed(walk: Walk, item: str, world: World) -> Walk:
    """From what has come to where it is."""
    alert = alert_of(walk, item)
    if alert is None or not isinstance(walk.page, OwnAlertPage):
        return walk
    walk = replace(walk, goods=GoodsDraft(alert.item.kind, item=alert.item))
    return places_looked_for(opened(walk, HoldingsPage(walk.now)), world)


def change_refused(walk: Walk, code: str) -> Walk:
    """Nothing was changed, or nobody knows: the list tells."""
    page = GoodsRefusedPage(code)
    waiting = isinstance(walk.page, CancelReservationPage | OwnAlertPage)
    return renewed(switched(walk, page) if waiting else opened(walk, page))
