"""The children's applications: fetched, an offer answered, an application taken back; level 2."""

from __future__ import annotations

from msgspec.structs import replace

from kiosk.flow.queues import events as wishes
from kiosk.flow.queues.effects import AnswerOffer, FetchQueues, LeaveQueue
from kiosk.flow.queues.pages import (
    AnswerOfferPage,
    LeaveQueuePage,
    OwnQueuesPage,
    QueueRefusedPage,
)
from kiosk.flow.walk import Walk, answered, asked, no_longer_awaiting, opened, switched


def fetched(walk: Walk, event: wishes.QueuesFetched) -> Walk:
    walk = answered(walk, event.effect)
    if walk.queue is None:
        return walk
    walk = replace(walk, queue=replace(walk.queue, own=event.applications))
    return switched(walk, OwnQueuesPage()) if isinstance(walk.page, OwnQueuesPage) else walk


def offer_answered(walk: Walk, number: str, *, accepted: bool) -> Walk:
    """A second press while it is being answered changes nothing."""
    page, session = walk.page, walk.session
    if session is None or not isinstance(page, AnswerOfferPage) or page.since is not None:
        return walk
    walk = switched(walk, AnswerOfferPage(number, accepted, walk.now))
    return asked(walk, AnswerOffer(walk.next_effect, session.number, number, accepted))


def leaving_confirmed(walk: Walk, number: str) -> Walk:
    page, session = walk.page, walk.session
    if session is None or not isinstance(page, LeaveQueuePage) or page.since is not None:
        return walk
    walk = switched(walk, LeaveQueuePage(number, walk.now))
    return asked(walk, LeaveQueue(walk.next_effect, session.number, number))


def changed(walk: Walk, event: wishes.QueueChanged) -> Walk:
    """The list is fetched anew: the application's own page says what became of it."""
    walk = answered(walk, event.effect)
    session = walk.session
    if session is None:
        return walk
    gone = (AnswerOfferPage, LeaveQueuePage)
    walk = replace(walk, stack=tuple(page for page in walk.stack if not isinstance(page, gone)))
    return asked(no_longer_awaiting(walk, FetchQueues), FetchQueues(walk.next_effect, session.number))


def refused(walk: Walk, code: str) -> Walk:
    walk = no_longer_awaiting(walk, (FetchQueues, AnswerOffer, LeaveQueue))
    page = QueueRefusedPage(code)
    waiting = isinstance(walk.page, OwnQueuesPage | AnswerOfferPage | LeaveQueuePage)
    return switched(walk, page) if waiting else opened(walk, page)
