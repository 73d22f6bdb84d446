"""«Встать в очередь»: registered once, the paper printed, the number shown also to who has just left."""

from __future__ import annotations

from typing import Final

from msgspec.structs import replace

from kiosk.flow.after_all import ends_at, made_late
from kiosk.flow.disclosure import may
from kiosk.flow.pages import Page, Paper, PaperKind
from kiosk.flow.printing import can_print, print_asked
from kiosk.flow.queues import events as wishes
from kiosk.flow.queues.choosing import claims_of
from kiosk.flow.queues.draft import QueueDraft
from kiosk.flow.queues.effects import RegisterChild
from kiosk.flow.queues.pages import (
    QueuedAfterAllPage,
    QueuePage,
    QueueRefusedPage,
    QueueReviewPage,
    RegisteredPage,
    RegisteringPage,
)
from kiosk.flow.walk import Walk, answered, asked, no_longer_awaiting, opened, switched
from kiosk.flow.world import World

FILE: Final = "file"  # as levels name what is allowed
LINE_FAILED: Final = ("backend-slow", "backend-unreachable")


def confirmed(walk: Walk, world: World) -> Walk:
    """A second press while it is under way changes nothing."""
    draft, session = walk.queue, walk.session
    if draft is None or session is None or not may(walk, world, FILE):
        return walk
    if not isinstance(walk.page, QueueReviewPage) or not draft.wishes:
        return walk
    if any(isinstance(one, RegisterChild) for one in walk.awaited):
        return walk
    attempt = draft.attempt or walk.next_effect
    walk = replace(walk, queue=replace(draft, attempt=attempt, unsure=""))
    wish = RegisterChild(
        walk.next_effect,
        session.number,
        draft.kind,
        draft.child,
        draft.wishes,
        draft.year,
        claims_of(draft),
        attempt,
    )
    return asked(opened(walk, RegisteringPage(walk.now)), wish)


def registered(walk: Walk, event: wishes.ChildRegistered, world: World) -> Walk:
    """The number; the paper is printed by itself where it can come."""
    walk = answered(walk, event.effect)
    made = event.application
    draft = walk.queue or QueueDraft(made.kind)
    walk = replace(walk, queue=replace(draft, made=made, attempt=0, unsure=""))
    stack = tuple(page for page in walk.stack if not isinstance(page, QueuePage))
    walk = opened(replace(walk, stack=stack), RegisteredPage())
    return print_asked(walk, paper_of(made.number), world) if can_print(walk) else walk


def paper_of(number: str) -> Paper:
    return Paper(PaperKind.QUEUE, number)


def refused(walk: Walk, code: str) -> Walk:
    """The rules do not give it; or nobody knows, and then the same press asks the same once more."""
    draft = walk.queue
    if draft is None:
        return walk
    walk = no_longer_awaiting(walk, RegisterChild)
    if code in LINE_FAILED:
        walk = replace(walk, queue=replace(draft, unsure=code))
        return replace(walk, stack=walk.stack[:-1]) if isinstance(walk.page, RegisteringPage) else walk
    walk = replace(walk, queue=replace(draft, attempt=0))
    page = QueueRefusedPage(code)
    return switched(walk, page) if isinstance(walk.page, RegisteringPage) else opened(walk, page)


def registered_late(walk: Walk, event: wishes.ChildRegistered) -> Walk:
    return made_late(walk, event.effect, QueuedAfterAllPage(event.application.number, walk.now))


def application_left(walk: Walk) -> tuple[Page, ...]:
    """What stays in sight for a moment of a walk that ends at its application."""
    made = walk.queue.made if walk.queue else None
    if made is None or not ends_at(walk, RegisteredPage, PaperKind.QUEUE):
        return ()
    return (QueuedAfterAllPage(made.number, walk.now),)
