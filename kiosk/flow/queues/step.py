"""What each press in the queues does, and each answer that is awaited."""

from __future__ import annotations

from typing import Final

from msgspec.structs import replace

from kiosk.flow.queues import by_paper, choosing, events, own, registering
from kiosk.flow.queues.effects import (
    AnswerOffer,
    FetchQueues,
    FindProspect,
    LeaveQueue,
    LookAtQueue,
    QueueAsking,
    RegisterChild,
)
from kiosk.flow.queues.pages import (
    AnswerOfferPage,
    LeaveQueuePage,
    OwnQueuesPage,
    QueueFoundPage,
    QueuePage,
    QueueYearPage,
    RegisteringPage,
)
from kiosk.flow.walk import Walk, answered, awaited_effect, no_longer_awaiting
from kiosk.flow.world import World

SLOW: Final = "backend-slow"


def queue_touched(walk: Walk, event: events.QueueTouch, world: World) -> Walk:  # noqa: PLR0912  a table
    match event:
        case events.QueueBegun(kind):
            return choosing.begun(walk, kind)
        case events.OwnQueuesAsked():
            return choosing.own_asked(walk)
        case events.QueueLookAsked():
            return by_paper.look_asked(walk)
        case events.QueueChildChosen(person):
            return choosing.child_chosen(walk, person)
        case events.QueueYearChosen(year):
            return choosing.year_chosen(walk, year)
        case events.InstitutionChosen(place):
            return choosing.institution_chosen(walk, place, world)
        case events.WishesDone():
            return choosing.wishes_done(walk)
        case events.ClaimChosen(ground):
            return choosing.claim_chosen(walk, ground, world)
        case events.ClaimsDone():
            return choosing.claims_done(walk)
        case events.RegistrationConfirmed():
            return registering.confirmed(walk, world)
        case events.QueueNumberDone():
            return by_paper.number_done(walk)
        case events.OfferAnswered(number, accepted):
            return own.offer_answered(walk, number, accepted=accepted)
        case events.LeavingConfirmed(number):
            return own.leaving_confirmed(walk, number)
        case _:
            return walk


def queue_answered(walk: Walk, event: events.QueueAnswered, world: World) -> Walk:
    """An answer; late ones change nothing, except the obligation: a child that stands in the queue now."""
    if awaited_effect(walk, event.effect) is None:
        return registering.registered_late(walk, event) if isinstance(event, events.ChildRegistered) else walk
    match event:
        case events.ProspectFound():
            return choosing.prospect_found(walk, event)
        case events.ChildRegistered():
            return registering.registered(walk, event, world)
        case events.QueuesFetched():
            return own.fetched(walk, event)
        case events.QueueShown():
            return by_paper.shown(walk, event)
        case events.QueueChanged():
            return own.changed(walk, event)
        case _:
            return walk


def queue_refused(walk: Walk, effect: int, code: str, asking: QueueAsking) -> Walk:
    """Why it cannot be, where the person waits for it."""
    walk = answered(walk, effect)
    match asking:
        case FindProspect():
            return choosing.prospect_refused(walk, code)
        case RegisterChild():
            return registering.refused(walk, code)
        case LookAtQueue():
            return by_paper.refused(walk, code)
        case _:
            return own.refused(walk, code)


def queue_waited_too_long(walk: Walk) -> Walk:
    """Nobody answered in time."""
    match walk.page:
        case QueueYearPage():
            return choosing.prospect_refused(no_longer_awaiting(walk, FindProspect), SLOW)
        case RegisteringPage():
            return registering.refused(walk, SLOW)
        case QueueFoundPage():
            return by_paper.refused(walk, SLOW)
        case OwnQueuesPage() | AnswerOfferPage() | LeaveQueuePage():
            return own.refused(no_longer_awaiting(walk, (FetchQueues, AnswerOffer, LeaveQueue)), SLOW)
        case _:
            return walk


def queue_waits_since(walk: Walk) -> float | None:
    """Since when a page of the queues waits for the backend."""
    match walk.page:
        case (
            QueueYearPage(since)
            | RegisteringPage(since)
            | OwnQueuesPage(since)
            | QueueFoundPage(since)
            | AnswerOfferPage(_, _, since)
            | LeaveQueuePage(_, since)
        ):
            return since
        case _:
            return None


def queue_tidied(walk: Walk) -> Walk:
    """A draft without pages is forgotten."""
    if walk.queue is None or any(isinstance(page, QueuePage) for page in walk.stack):
        return walk
    return replace(walk, queue=None)
