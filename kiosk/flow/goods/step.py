"""What each press about medicines and books does, and each answer that is awaited."""

from __future__ import annotations

from typing import Final

from kiosk.flow.goods import events, own, reserving, searching
from kiosk.flow.goods.effects import (
    AskAlert,
    CancelReservation,
    FetchReservations,
    FindGoods,
    FindHoldings,
    GiveUpAlert,
    GoodsAsking,
    ReserveGoods,
)
from kiosk.flow.goods.pages import (
    AlertedPage,
    CancelReservationPage,
    GoodsSearchPage,
    HoldingsPage,
    OwnAlertPage,
    ReservingPage,
)
from kiosk.flow.walk import Walk, answered, awaited_effect, no_longer_awaiting
from kiosk.flow.world import World

SLOW: Final = "backend-slow"


def goods_touched(walk: Walk, event: events.GoodsTouch, world: World) -> Walk:
    match event:
        case events.GoodsBegun(kind):
            return searching.begun(walk, kind)
        case events.ItemChosen(item):
            return searching.item_chosen(walk, item, world)
        case events.ForWhomChosen(person):
            return searching.for_whom_chosen(walk, person, world)
        case events.PlacesAsked():
            return searching.places_asked(walk, world)
        case events.PlaceChosen(place):
            return reserving.place_chosen(walk, place)
        case events.UnitsChosen(units):
            return reserving.units_chosen(walk, units)
        case events.ReservationConfirmed():
            return reserving.confirmed(walk, world)
        case events.AlertWanted():
            return reserving.alert_wanted(walk, world)
        case events.CancellationConfirmed(number):
            return own.cancelled(walk, number)
        case events.AlertGivenUp(item):
            return own.given_up(walk, item)
        case events.AlertFollowed(item):
            return own.alert_followed(walk, item, world)
        case _:
            return walk


def goods_answered(walk: Walk, event: events.GoodsAnswered, world: World) -> Walk:
    """An answer; late ones change nothing, except the obligation: something that is kept now."""
    if awaited_effect(walk, event.effect) is None:
        return reserving.reserved_late(walk, event) if isinstance(event, events.Reserved) else walk
    match event:
        case events.GoodsFound():
            return searching.goods_found(walk, event)
        case events.HoldingsFound():
            return searching.holdings_found(walk, event)
        case events.Reserved():
            return reserving.reserved(walk, event, world)
        case events.GoodsGone():
            return reserving.gone(walk, event)
        case events.AlertSet():
            return reserving.alert_set(walk, event)
        case events.ReservationsFetched():
            return own.fetched(walk, event)
        case events.ReservationCancelled():
            return own.is_cancelled(walk, event)
        case events.AlertDropped():
            return own.is_given_up(walk, event)
        case _:
            return walk


def goods_refused(walk: Walk, effect: int, code: str, asking: GoodsAsking) -> Walk:
    """Why it cannot be, where the person waits for it."""
    walk = answered(walk, effect)
    match asking:
        case FindGoods():
            return searching.search_refused(walk, code)
        case FindHoldings():
            return searching.holdings_refused(walk, code)
        case ReserveGoods():
            return reserving.refused(walk, code)
        case AskAlert():
            return reserving.alert_refused(walk, code)
        case FetchReservations():
            return own.fetch_refused(walk, code)
        case _:
            return own.change_refused(walk, code)


def goods_waited_too_long(walk: Walk) -> Walk:
    """Nobody answered in time."""
    match walk.page:
        case GoodsSearchPage():
            return searching.search_refused(no_longer_awaiting(walk, FindGoods), SLOW)
        case HoldingsPage():
            return searching.holdings_refused(no_longer_awaiting(walk, FindHoldings), SLOW)
        case ReservingPage():
            return reserving.refused(walk, SLOW)
        case AlertedPage():
            return reserving.alert_refused(walk, SLOW)
        case CancelReservationPage() | OwnAlertPage():
            return own.change_refused(no_longer_awaiting(walk, (CancelReservation, GiveUpAlert)), SLOW)
        case _:
            return walk


def goods_waits_since(walk: Walk) -> float | None:
    """Since when a page about medicines or books waits for the backend."""
    match walk.page:
        case (
            GoodsSearchPage(since=since)
            | HoldingsPage(since)
            | ReservingPage(since)
            | AlertedPage(since)
            | CancelReservationPage(_, since)
            | OwnAlertPage(_, since)
        ):
            return since
        case _:
            return None
